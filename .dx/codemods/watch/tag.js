/** The name of a monitor in lists and leak reports: short, the same tomorrow, once in a file. */
import { j, nodeOf, unwrapped } from '../tree.js';
import { keyOf } from './around.js';
const taken = new WeakMap();
/** The enclosing class and function, at top level the file's name; with the target where that is not enough. */
export function tagOf(path, target, tree, file) {
    const names = taken.get(tree) ?? written(tree);
    taken.set(tree, names);
    const scope = scopeOf(path) || file.replace(/^.*\//, '').replace(/\.\w+$/, '');
    const node = unwrapped(target);
    const whom = (node.property?.name ?? node.name ?? 'peer');
    let tag = scope;
    for (let i = 1; names.has(tag); i++)
        tag = i === 1 ? `${scope} ${whom}` : `${scope} ${whom} ${i}`;
    names.add(tag);
    return tag;
}
function scopeOf(path) {
    const names = [];
    for (let p = path.parent; p; p = p.parent) {
        const node = nodeOf(p);
        if (!/^(Class(Declaration|Expression|Method|PrivateMethod)|Function|ObjectMethod|VariableDeclarator)/.test(node.type))
            continue;
        const name = node.id?.name ?? keyOf(node);
        if (name !== undefined)
            names.unshift(name);
    }
    return names.join('.');
}
/** Tags that the file has already. */
function written(tree) {
    const names = new Set();
    tree.root.find(j.ObjectProperty).forEach(p => {
        const { key, value } = nodeOf(p);
        if (key.name === 'tag' && value.type === 'StringLiteral')
            names.add(value.value);
    });
    return names;
}
