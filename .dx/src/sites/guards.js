/** What keeps code from running twice: a flag that it sets, or a set that remembers whom it has met. */
import { ancestors, contains, isFunction, memberName, strip, walk, } from './ast.js';
import { ownerFunction } from './flow.js';
import { scopeAround } from './scope.js';
/** Guards around a node in its function: `if (started) return` before it, `if (!started) { … }` around it. */
export function guardsOf(node, fn, file) {
    const guards = { module: false, object: false, keys: [] };
    for (const a of ancestors(node)) {
        if (a.type === 'IfStatement' && contains(a.consequent, node))
            for (const test of parts(a.test, '&&'))
                note(negated(test), a.consequent, guards, file);
        if (a === fn)
            break;
    }
    const body = fn.body?.type === 'BlockStatement' ? fn.body : undefined;
    for (const s of body?.body ?? []) {
        if (s.start > node.start)
            break;
        if (s.type !== 'IfStatement' || contains(s, node) || !leavesAtOnce(s.consequent))
            continue;
        for (const test of parts(s.test, '||'))
            note(test, body, guards, file);
    }
    return guards;
}
/** The disjuncts or conjuncts of a test. */
function parts(test, operator) {
    const n = strip(test);
    return n.type === 'LogicalExpression' && n.operator === operator
        ? [...parts(n.left, operator), ...parts(n.right, operator)]
        : [n];
}
/** `started` for `!started`, `started === undefined`, `started === false`. */
function negated(test) {
    if (test.type === 'UnaryExpression' && test.operator === '!')
        return strip(test.argument);
    if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator))
        return undefined;
    const right = strip(test.right);
    const isNothing = (right.type === 'Literal' && (right.value === null || right.value === false)) ||
        (right.type === 'Identifier' && right.name === 'undefined');
    return isNothing ? strip(test.left) : undefined;
}
function note(flag, area, guards, file) {
    if (!flag)
        return;
    if (flag.type === 'CallExpression') {
        const key = rememberedKey(flag, area, file);
        if (key)
            guards.keys.push(key);
        return;
    }
    if (!isSet(flag, area, file))
        return;
    if (flag.type === 'Identifier') {
        const b = scopeAround(file.scopeOf, flag)?.value(flag.name);
        if (b && b.kind === 'variable' && !ownerFunction(b.id))
            guards.module = true;
    }
    else if (flag.type === 'MemberExpression') {
        const object = strip(flag.object);
        if (object.type === 'ThisExpression')
            guards.object = true;
        else if (object.type === 'Identifier' && scopeAround(file.scopeOf, object)?.value(object.name)?.kind === 'class')
            guards.module = true;
    }
}
/** The flag gets a value there. */
function isSet(flag, area, file) {
    const name = nameOf(flag);
    return (name !== undefined &&
        file.assignments.some(a => contains(area, a) && nameOf(strip(a.left)) === name && !isFalse(strip(a.right))));
}
const nameOf = (n) => (n.type === 'Identifier' ? n.name : memberName(n));
const isFalse = (n) => n.type === 'Literal' && (n.value === false || n.value === null);
/** `x` of `seen.has(x)`, where `seen.add(x)` or `seen.set(x, …)` follows. */
function rememberedKey(test, area, file) {
    const callee = strip(test.callee);
    const key = test.arguments[0];
    if (callee.type !== 'MemberExpression' || memberName(callee) !== 'has' || !key)
        return undefined;
    const set = textAt(callee.object, file);
    let added = false;
    walk(area, n => {
        if (n.type === 'CallExpression') {
            const c = strip(n.callee);
            const isAdd = c.type === 'MemberExpression' && /^(add|set)$/.test(memberName(c) ?? '');
            if (isAdd && textAt(c.object, file) === set && n.arguments[0])
                added ||= textAt(n.arguments[0], file) === textAt(key, file);
        }
        return !added && !isFunction(n);
    });
    return added ? key : undefined;
}
const textAt = (n, file) => file.text.slice(n.start, n.end);
function leavesAtOnce(branch) {
    const only = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
    return only?.type === 'ReturnStatement' || only?.type === 'ThrowStatement';
}
