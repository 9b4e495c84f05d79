/** What a name stands for, and by which other names the same peer goes in its file. */
import { memberName, strip } from './ast.js';
import { scopeAround } from './scope.js';
import { keyOf } from './target.js';
export const bindingOf = (node, file) => node.type === 'Identifier' ? scopeAround(file.scopeOf, node)?.value(node.name) : undefined;
/** The expression that a variable is made from, the whole of it for a destructured one. */
export function initialiser(binding) {
    return binding?.node.type === 'VariableDeclarator' && binding.node.init ? strip(binding.node.init) : undefined;
}
/** A constant's value, through any number of names: `PING` for `'ping'`. */
export function constant(node, file, depth = 0) {
    const n = strip(node);
    const binding = bindingOf(n, file);
    if (!binding || depth > 6 || binding.node.type !== 'VariableDeclarator' || binding.node.id !== binding.id)
        return n;
    const init = initialiser(binding);
    return init && binding.node.parent.kind === 'const' ? constant(init, file, depth + 1) : n;
}
/** The identifier at the head of a chain of members and calls: `a` of `a.b().c`. */
export function rootOf(node) {
    let n = strip(node);
    for (;;) {
        if (n.type === 'MemberExpression')
            n = strip(n.object);
        else if (n.type === 'CallExpression' && strip(n.callee).type === 'MemberExpression')
            n = strip(n.callee);
        else if (n.type === 'AwaitExpression')
            n = strip(n.argument);
        else
            return n;
    }
}
const keyed = (n) => n.type === 'Identifier' || n.type === 'MemberExpression';
/** Keys of one peer: its own, and those of the names it is assigned to or from anywhere in the file. */
export function peerKeys(target, file) {
    const keys = new Set([keyOf(chainHead(target), file)]);
    const also = same.get(file) ?? sameIn(file);
    // what is added while the set is gone through is gone through as well
    for (const key of keys)
        for (const other of also.get(key) ?? [])
            keys.add(other);
    return keys;
}
const same = new WeakMap();
/** Keys that are assigned to or from each other. */
function sameIn(file) {
    const found = new Map();
    same.set(file, found);
    const add = (a, b) => {
        const list = found.get(a);
        if (list)
            list.push(b);
        else
            found.set(a, [b]);
    };
    for (const a of file.assignments) {
        if (a.operator !== '=' && a.operator !== '??=' && a.operator !== '||=')
            continue;
        const left = strip(a.left);
        const right = chainHead(a.right.type === 'AssignmentExpression' ? a.right.left : a.right);
        if (!keyed(left) || !keyed(right))
            continue;
        add(keyOf(left, file), keyOf(right, file));
        add(keyOf(right, file), keyOf(left, file));
    }
    return found;
}
/** XState 4's `onTransition`, `onDone` hand back their receiver too. */
const registers = /^on[A-Z]/;
const chaining = new Set([
    'on',
    'once',
    'addListener',
    'prependListener',
    'prependOnceListener',
    'off',
    'start',
    'setMaxListeners',
]);
const chains = (name) => chaining.has(name) || registers.test(name);
/** The peer of `peer.on(…).on(…)` and `actor.start()`: those members hand back their receiver. */
export function chainHead(node) {
    let n = strip(node);
    while (n.type === 'CallExpression') {
        const callee = strip(n.callee);
        if (callee.type !== 'MemberExpression' || !chains(memberName(callee) ?? ''))
            break;
        n = strip(callee.object);
    }
    return n;
}
