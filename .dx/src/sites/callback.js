/** Callbacks that are told of an error: what function one is, and whether it looks at what it is told. */
import { bindingOf } from './aliases.js';
import { isFunction, memberName, strip } from './ast.js';
const callbackNames = /^(cb|callback|done|next|resolve|reject|fulfill?|errback|ack|on[A-Z]\w*|handle[A-Z]\w*)$|(Callback|Cb)$/;
/** The function at an argument's place; `handed on` for one that came from elsewhere and will be told. */
export function callbackAt(arg, inf, file) {
    if (!arg)
        return undefined;
    const n = strip(arg);
    if (isFunction(n))
        return n;
    if (n.type === 'CallExpression') {
        const callee = strip(n.callee);
        if (callee.type !== 'MemberExpression' || memberName(callee) !== 'bind')
            return undefined;
        const bound = inf.typeOf(callee.object, file);
        return bound.k === 'function' ? bound.node : undefined;
    }
    if (n.type !== 'Identifier' && n.type !== 'MemberExpression')
        return undefined;
    const ty = inf.typeOf(n, file);
    if (ty.k === 'function')
        return ty.node;
    const name = n.type === 'Identifier' ? n.name : (memberName(n) ?? '');
    if (isNoop(n))
        return undefined;
    if (ty.k === 'shape' && ty.decl.type === 'TSFunctionType')
        return 'handed on';
    const owner = n.type === 'MemberExpression' ? strip(n.object) : undefined;
    if (owner?.type === 'Identifier' && owner.name === 'console')
        return 'handed on';
    return callbackNames.test(name) ? 'handed on' : undefined;
}
/** A function that does nothing, by its name: `noop`, `_.noop`. */
export function isNoop(node) {
    const n = strip(node);
    return /^no_?op$/i.test((n.type === 'Identifier' ? n.name : memberName(n)) ?? '');
}
/** Whether a function reads its first parameter; a pattern reads it by itself. */
export function readsFirst(fn, file) {
    if (!isFunction(fn) || !fn.body)
        return false;
    let first = fn.params[0];
    if (first?.type === 'AssignmentPattern')
        first = first.left;
    if (first?.type === 'ObjectPattern')
        return first.properties.length > 0;
    if (first?.type === 'RestElement')
        first = first.argument;
    if (first?.type !== 'Identifier')
        return false;
    const id = first;
    const body = fn.body;
    return (file.identifiers.get(id.name) ?? []).some(i => i.start >= body.start && i.end <= body.end && bindingOf(i, file)?.id === id && !isVoided(i));
}
/** `void error`: named and not looked at. */
const isVoided = (id) => {
    const p = id.parent;
    return p?.type === 'UnaryExpression' && p.operator === 'void';
};
