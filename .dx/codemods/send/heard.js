import { callAt, j, nodeOf, sourceOf, unwrapped } from '../tree.js';
import { keyText } from './peer-key.js';
const registers = /^(on|once|addListener|addEventListener|prependListener|prependOnceListener)$/;
export function isHeard(target, dialect, sites, tree) {
    const heard = heardIn(tree);
    if (heard.has(keyOf(target, tree)))
        return true;
    const made = sites.filter(s => s.role === 'spawn' && s.dialect === dialect);
    return made.length > 0 && made.every(s => namesOf(s, tree).some(name => heard.has(name)));
}
const known = new WeakMap();
/** What the file hears errors of, by its text. */
function heardIn(tree) {
    const cached = known.get(tree);
    if (cached)
        return cached;
    const heard = new Set();
    known.set(tree, heard);
    tree.root.find(j.CallExpression).forEach(path => {
        const call = nodeOf(path);
        const callee = unwrapped(call.callee);
        const name = callee.property?.name;
        if (name === undefined || !callee.object || !hearsErrors(name, call.arguments))
            return;
        // `new Worker(…).on('error', f).on('exit', g)` is what the name stands for
        let object = unwrapped(callee.object);
        for (; /CallExpression$/.test(object.type); object = unwrapped(object.callee.object)) {
            if (!unwrapped(object.callee).object)
                break;
            heard.add(keyOf(object, tree));
        }
        heard.add(keyOf(object, tree));
        for (const held of holdersOf(path, tree))
            heard.add(held);
    });
    tree.root.find(j.AssignmentExpression).forEach(path => {
        const left = nodeOf(path).left;
        const slot = left.type === 'MemberExpression' ? left.property.name : undefined;
        if (slot === 'onerror')
            heard.add(keyOf(left.object, tree));
    });
    return heard;
}
/** `on('error', f)`, `subscribe({ error })`, `subscribe(next, error)`. */
function hearsErrors(name, args) {
    const first = args[0];
    if (registers.test(name))
        return first?.value === 'error';
    if (name !== 'subscribe' || !first)
        return false;
    if (args.length > 1)
        return args[1].type !== 'Identifier' || args[1].name !== 'undefined';
    if (first.type !== 'ObjectExpression')
        return false;
    return first.properties.some(p => (p.key?.name ?? '') === 'error');
}
/** What a new peer is called: by its own text, as in `new Worker(f).on(…)`, and by what it is stored in. */
function namesOf(site, tree) {
    let found = [];
    const at = tree.lineStarts[site.line - 1] + site.column - 1;
    tree.root.find(j.NewExpression).forEach(path => {
        const { start, end, callee } = nodeOf(path);
        if (start <= at && at < callee.end && end > at)
            found = [keyText(tree, nodeOf(path)), ...holdersOf(path, tree)];
    });
    const call = found.length === 0 ? callAt(tree, site) : undefined;
    return call ? [keyText(tree, nodeOf(call)), ...holdersOf(call, tree)] : found;
}
/** What an expression, or a chain of calls on it, is stored in. */
function holdersOf(path, tree) {
    let at = path;
    for (let p = path.parent; p; p = p.parent) {
        const node = nodeOf(p);
        if (/^(MemberExpression|OptionalMemberExpression|CallExpression|OptionalCallExpression|AwaitExpression)$/.test(node.type)) {
            const inner = (node.object ?? node.callee ?? node.argument);
            if (inner !== nodeOf(at))
                return [];
        }
        else if (node.type === 'VariableDeclarator')
            return [keyOf(node.id, tree)];
        else if (node.type === 'AssignmentExpression')
            return [keyOf(node.left, tree)];
        else if (/^(Class|ClassPrivate|ClassAccessor)Property$/.test(node.type))
            return [`this.${sourceOf(tree, node.key)}`];
        else if (!/^(TSNonNull|TSAs|TSSatisfies|TSTypeAssertion|Parenthesized|Logical)/.test(node.type))
            return [];
        at = p;
    }
    return [];
}
const keyOf = (node, tree) => {
    const n = unwrapped(node);
    // `const worker: Worker` is called by its name alone
    return n.type === 'Identifier' ? n.name : keyText(tree, n);
};
