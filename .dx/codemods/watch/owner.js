import { j, nodeOf, unwrapped } from '../tree.js';
import { called, executorAround, functionAround, keyOf, loopAround, ownNames } from './around.js';
import { answers, callOwner } from './call-owner.js';
import { isFunction, own, returnsIn } from './names.js';
import { classAround, fieldOwner, finals, isBeginning, isConstructor, objectOwner, pauses } from './object-owner.js';
import { statementOf } from './registration.js';
/** What ends it is new: all of its watchers are one fix. */
export const isShared = (owner) => owner.kind === 'effect' ||
    owner.kind === 'rest' ||
    owner.kind === 'settled' ||
    (owner.kind === 'object' && owner.end.kind === 'new');
/** Functions whose argument may give back what undoes it: callee → module, if it has to come from there. */
const effects = new Map(Object.entries({
    useEffect: /^(preact\/hooks|react)$/,
    useLayoutEffect: /^(preact\/hooks|react)$/,
    useInsertionEffect: /^react$/,
    fromCallback: /^xstate/,
}));
const handMade = 'it is one half of a call made by hand, which waits for the answer to what it sends: the whole call is to be replaced, not this half';
/** The owner, or why it can't be seen where it ends. */
export function ownerOf(r, task) {
    const loop = loopAround(r.path);
    if (loop)
        return loop;
    const fn = functionAround(r.path);
    const promise = executorAround(r.path);
    if (promise)
        return settled(r, promise, fn && nodeOf(fn));
    if (!fn)
        return fieldOwner(r.path, task) ?? 'it stands in no function that could end';
    const node = nodeOf(fn);
    const ofCall = ownNames(r, node);
    const cleanup = cleanupIn(node, r);
    if (cleanup)
        return visible(r, cleanup.fn, node) ? cleanup : 'what undoes its function does not see it';
    if (isEffect(fn, task)) {
        const body = node.body;
        // whoever has left before it was added has nothing to take away
        const others = body.type === 'BlockStatement' && returnsIn(node).filter(s => s.argument || s.start > r.call.start);
        if (!others || others.length > 0)
            return 'its effect gives something back that is not seen to undo it';
        const isListed = body.body.includes(statementOf(r, true));
        return isListed ? { kind: 'effect', body, within: node } : 'it stands in a branch of its effect';
    }
    const holder = classAround(fn);
    if (holder && (isConstructor(node) || ofCall.size === 0 || isBeginning(node))) {
        const made = objectOwner(holder, node, task);
        if (typeof made !== 'string' || ofCall.size === 0)
            return made;
    }
    if (answers(r, node))
        return handMade;
    return callOwner(r, node, ofCall);
}
/** A promise that is waited for or given back: it is over when that settles. Only a signal can be told from there. */
function settled(r, promise, fn) {
    const node = nodeOf(promise);
    if (r.row.options === undefined || answers(r, node, true))
        return handMade;
    const holder = nodeOf(promise.parent);
    const parent = holder.type === 'AwaitExpression' ? promise.parent : promise;
    const statement = nodeOf(parent.parent);
    const list = nodeOf(parent.parent.parent);
    const stands = /^(ReturnStatement|ExpressionStatement)$/.test(statement.type) && list.type === 'BlockStatement';
    if (!fn || !stands || (holder === statement && statement.type === 'ExpressionStatement'))
        return `it is a part of a promise made by hand in ${fn ? called(fn) : 'the file'}: where that is waited for is not seen`;
    const annotation = fn.returnType?.typeAnnotation;
    const isNamed = node.typeParameters || node.typeArguments || holder.type === 'AwaitExpression';
    const types = isNamed ? undefined : (annotation?.typeParameters ?? annotation?.typeArguments);
    return { kind: 'settled', promise: node, statement, within: node, types };
}
/** A function that is given back, by itself or as `dispose` of an object, and undoes. */
function cleanupIn(fn, r) {
    const body = fn.body;
    const returned = body.type === 'BlockStatement'
        ? // whoever has left before it was added has nothing to take away
            returnsIn(fn).flatMap(s => (!s.argument && s.start < r.call.start ? [] : [s.argument]))
        : [body];
    if (returned.length !== 1)
        return undefined;
    const value = returned[0];
    if (!value)
        return undefined;
    const node = unwrapped(value);
    if (isFunction(node) && node.params.length === 0 && undoes(node))
        return { kind: 'cleanup', fn: node, within: fn, end: 'what it gives back' };
    if (node.type !== 'ObjectExpression')
        return undefined;
    for (const name of [...finals, ...pauses])
        for (const p of node.properties) {
            const method = p.type === 'ObjectMethod' ? p : p.value;
            if (keyOf(p) === name && method && isFunction(method))
                return { kind: 'cleanup', fn: method, within: fn, end: `\`${name}\`` };
        }
    return undefined;
}
const removers = /^(off|remove\w*|unsubscribe|dispose|close|stop|abort|cancel|clear\w*|disconnect|terminate|destroy|end|demonitor|kill|unwatch)$/;
function undoes(fn) {
    let found = false;
    own(fn, n => {
        if (!/CallExpression$/.test(n.type))
            return;
        const callee = unwrapped(n.callee);
        const name = /MemberExpression$/.test(callee.type) ? callee.property.name : callee.name;
        if (removers.test(String(name)))
            found = true;
    });
    return found;
}
/** The block of the registration is around the other function. */
function visible(r, other, fn) {
    for (let p = r.whole; p && nodeOf(p) !== fn; p = p.parent)
        if (nodeOf(p).type === 'BlockStatement')
            return nodeOf(p).start <= other.start && nodeOf(p).end >= other.end;
    return true;
}
function isEffect(fn, task) {
    const call = nodeOf(fn.parent);
    if (!/CallExpression$/.test(call.type) || call.arguments[0] !== nodeOf(fn))
        return false;
    const callee = unwrapped(call.callee);
    const name = (/MemberExpression$/.test(callee.type) ? callee.property.name : callee.name);
    const module = effects.get(name);
    const root = (/MemberExpression$/.test(callee.type) ? callee.object : callee).name;
    return module !== undefined && nodeOf(fn).async !== true && module.test(importedFrom(root, task) ?? '');
}
function importedFrom(name, task) {
    let module;
    task.tree.root.find(j.ImportDeclaration).forEach(path => {
        const node = nodeOf(path);
        if (node.specifiers.some(s => s.local.name === name))
            module = node.source.value;
    });
    return module;
}
