/** Watchers that are taken away through what the registration returns. */
import { classOf, contains, memberName, strip, unwrapUp, walk } from '../ast.js';
import { handedTo } from '../flow.js';
import { scopeAround } from '../scope.js';
import { keyOf } from '../target.js';
import { keptInVain } from './kept.js';
import { isWritten, memberUses } from './uses.js';
/** Functions that do nothing with what theirs returns. */
const dropping = /^(forEach|on|once|addListener|addEventListener|setTimeout|setInterval|setImmediate|queueMicrotask|nextTick)$/;
/** What becomes of a handle: `const sub = actor.subscribe(…)`. */
export function handleReleased(site, file) {
    const whole = unwrapUp(site.node);
    const p = whole.parent;
    if (!p || p.type === 'ExpressionStatement')
        return { released: false, how: 'what it returns is dropped' };
    if (p.type === 'MemberExpression' && p.object === whole)
        return usedMember(p, site);
    if (p.type === 'VariableDeclarator') {
        const declaration = p.parent;
        if (declaration.kind === 'using' || declaration.kind === 'await using')
            return { released: true, how: 'the block disposes of it', at: p };
        if (p.id.type === 'Identifier')
            return namedHandle(p.id.name, p.id, site, file);
        return { released: patternUsed(p.id, site, file), how: 'its release is taken out and used', at: p };
    }
    if (p.type === 'AssignmentExpression') {
        const left = strip(p.left);
        if (left.type === 'Identifier')
            return namedHandle(left.name, left, site, file);
        return fieldHandle(left, file);
    }
    if (p.type === 'ArrowFunctionExpression') {
        const callee = handedTo(p)?.callee;
        const name = callee?.type === 'Identifier' ? callee.name : callee && memberName(strip(callee));
        return name !== undefined && dropping.test(name)
            ? { released: false, how: 'what it returns is dropped' }
            : { released: true, how: 'it is returned as the clean-up', at: p };
    }
    if (keptInVain(whole, file))
        return { released: false, how: vain(p), inVain: p };
    return { released: true, how: 'it is handed on to whoever releases it', at: p };
}
const vain = (call) => {
    const callee = call.type === 'CallExpression' ? strip(call.callee) : call;
    const list = callee.type === 'MemberExpression' ? strip(callee.object) : callee;
    const name = list.type === 'Identifier' ? list.name : (memberName(list) ?? 'the list');
    return `it goes into \`${name}\`, which nothing drains`;
};
function usedMember(member, site) {
    const name = memberName(member) ?? '';
    if (!(site.row.handle ?? []).includes(name))
        return { released: false, how: 'what it returns is not kept' };
    const p = unwrapUp(member).parent;
    return p?.type === 'ExpressionStatement'
        ? { released: false, how: 'what it returns is dropped' }
        : { released: true, how: 'its release is handed on', at: p };
}
function namedHandle(name, id, site, file) {
    const binding = scopeAround(file.scopeOf, id)?.value(name);
    let inVain;
    for (const use of file.identifiers.get(name) ?? []) {
        if (use === id || scopeAround(file.scopeOf, use)?.value(name) !== binding)
            continue;
        if (keptInVain(use, file))
            inVain ??= unwrapUp(use).parent;
        else if (releasesThrough(use, site))
            return { released: true, how: `\`${name}\` is released`, at: use };
    }
    return { released: false, how: inVain ? vain(inVain) : `\`${name}\` is never released`, inVain };
}
/** `sub.unsubscribe()`, `return sub`, `subs.push(sub)`, `{ sub }`, `sub()`. */
function releasesThrough(use, site) {
    const whole = unwrapUp(use);
    const p = whole.parent;
    if (!p)
        return false;
    if (p.type === 'MemberExpression' && p.object === whole) {
        const name = memberName(p) ?? '';
        return ((site.row.handle ?? []).includes(name) || /^(unsubscribe|dispose|stop|close|off|remove|return|cancel)$/.test(name));
    }
    if (p.type === 'CallExpression')
        return true;
    if (p.type === 'AssignmentExpression')
        return p.right === whole;
    return (p.type === 'ReturnStatement' ||
        p.type === 'ArrayExpression' ||
        p.type === 'Property' ||
        p.type === 'ArrowFunctionExpression' ||
        p.type === 'YieldExpression' ||
        p.type === 'ForOfStatement' ||
        p.type === 'SpreadElement');
}
function patternUsed(pattern, site, file) {
    const names = [];
    walk(pattern, n => {
        if (n.type === 'Identifier')
            names.push(n.name);
        return true;
    });
    return names.some(n => (file.identifiers.get(n) ?? []).some(use => !contains(pattern, use) && use.start > site.node.start));
}
/** Kept in a field: released wherever the class, or whoever holds the object, reads it again. */
function fieldHandle(left, file) {
    if (left.type !== 'MemberExpression')
        return { released: true, how: 'it is handed on', at: left };
    const name = memberName(left);
    if (name === undefined)
        return { released: true, how: 'it is kept in a collection', at: left };
    const key = keyOf(left, file);
    const read = memberUses(file, name).find(m => m !== left && !isWritten(m) && keyOf(m, file) === key && contains(classOf(left) ?? file.program, m));
    return read
        ? { released: true, how: `\`${name}\` is released`, at: read }
        : { released: false, how: `\`${name}\` is never released` };
}
