/** What stands around a watcher: functions, classes, loops; and what they are called. */
import { nodeOf, unwrapped } from '../tree.js';
import { captured, isFunction } from './names.js';
const seenThrough = /^(forEach|map|filter|flatMap|some|every|find|then|catch|finally)$/;
export const lastName = (node) => (node.property?.name ?? node.name ?? '');
export const computed = (node) => /MemberExpression$/.test(node.type) && node.object.name === 'Symbol'
    ? `[Symbol.${node.property.name}]`
    : undefined;
/** A member's name as it is written; `[Symbol.dispose]` for that one. */
export function keyOf(member) {
    const key = member.key;
    if (!key)
        return undefined;
    if (member.computed === true)
        return computed(key);
    if (key.type === 'PrivateName')
        return `#${key.id.name}`;
    return (key.name ?? key.value);
}
/** As it is told to the user. */
export const called = (fn) => (nameOf(fn) === '' ? 'the function around it' : `\`${nameOf(fn)}\``);
export function nameOf(fn) {
    return keyOf(fn) ?? fn.id?.name ?? names.get(fn) ?? '';
}
const names = new WeakMap();
/** The innermost function that is no executor, no callback of a list and not called where it stands. */
export function functionAround(path) {
    for (let p = path.parent; p; p = p.parent) {
        const node = nodeOf(p);
        if (/^Class(Private)?Property$/.test(node.type))
            return undefined;
        if (!isFunction(node))
            continue;
        const parent = nodeOf(p.parent);
        if (parent.type === 'VariableDeclarator')
            names.set(node, parent.id.name);
        if (/^Class(Private)?Property$/.test(parent.type))
            names.set(node, keyOf(parent) ?? '');
        const callee = /CallExpression$/.test(parent.type) ? unwrapped(parent.callee) : undefined;
        const isCalled = callee === node || isExecutor(p);
        const isListed = callee && /MemberExpression$/.test(callee.type) && seenThrough.test(lastName(callee));
        if (!isCalled && !isListed)
            return p;
    }
    return undefined;
}
/** The `new Promise(…)` whose executor a node is in, by no function of its own. */
export function executorAround(path) {
    for (let p = path.parent; p; p = p.parent)
        if (isFunction(nodeOf(p)))
            return isExecutor(p) ? p.parent : undefined;
    return undefined;
}
function isExecutor(fn) {
    const { type, callee } = nodeOf(fn.parent);
    return type === 'NewExpression' && /Promise$/.test(lastName(callee));
}
export function loopAround(path) {
    for (let p = path.parent; p; p = p.parent) {
        const { type } = nodeOf(p);
        if (/^(For|While|DoWhile)\w*Statement$/.test(type))
            return 'a loop adds it: one place cannot take all of them away';
        if (!isFunction(nodeOf(p)))
            continue;
        const parent = nodeOf(p.parent);
        const callee = /CallExpression$/.test(parent.type) ? unwrapped(parent.callee) : undefined;
        if (callee && /MemberExpression$/.test(callee.type) && /^(forEach|map|filter|flatMap)$/.test(lastName(callee)))
            return 'a loop adds it: one place cannot take all of them away';
        return undefined;
    }
    return undefined;
}
/** What the watcher takes from its function: variables and parameters of one call. */
export function ownNames(r, fn) {
    const names = new Set();
    for (const part of [r.listener, r.target, ...(r.event ? [r.event] : [])])
        for (const n of captured(part, fn))
            names.add(n);
    return names;
}
