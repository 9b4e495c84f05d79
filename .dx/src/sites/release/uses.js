/** Where a file calls and reads members, by name: what is looked for at every watcher. */
import { memberName, strip, unwrapUp, walk } from '../ast.js';
const calls = new WeakMap();
const privates = new WeakMap();
/** The calls of a file by the name of their member. */
export function memberCalls(file, name) {
    let known = calls.get(file);
    if (!known) {
        known = new Map();
        for (const c of file.calls)
            if (c.type === 'CallExpression')
                add(known, memberName(strip(c.callee)), c);
        calls.set(file, known);
    }
    return known.get(name) ?? [];
}
/** `x.name` and `x.#name` wherever they stand. */
export function memberUses(file, name) {
    if (name.startsWith('#'))
        return privateUses(file).get(name) ?? [];
    const out = [];
    for (const id of file.identifiers.get(name) ?? []) {
        const p = id.parent;
        if (p?.type === 'MemberExpression' && p.property === id && !p.computed)
            out.push(p);
    }
    return out;
}
function privateUses(file) {
    const known = privates.get(file);
    if (known)
        return known;
    const found = new Map();
    walk(file.program, n => {
        if (n.type === 'MemberExpression' && n.property.type === 'PrivateIdentifier')
            add(found, memberName(n), n);
        return true;
    });
    privates.set(file, found);
    return found;
}
export function add(map, name, value) {
    if (name === undefined)
        return;
    const list = map.get(name);
    if (list)
        list.push(value);
    else
        map.set(name, [value]);
}
export const isWritten = (m) => {
    const p = unwrapUp(m).parent;
    return p?.type === 'AssignmentExpression' && strip(p.left) === m;
};
