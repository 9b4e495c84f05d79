/** Ways out of a promise that leave a listener where it is. */
import { ancestors, contains, functionOf, isFunction, literalText, memberName, strip, unwrapUp, walk, } from '../ast.js';
import { dominates, functionName, handedTo, isTransparent } from '../flow.js';
import { scopeAround } from '../scope.js';
/**
 * A timer or a signal that settles the promise around the registration without any of its releases: whoever comes too
 * late leaves the listener.
 */
export function unreleasedPath(registration, releases, file) {
    return earlyReturn(registration, releases) ?? lateSettling(registration, releases, file);
}
/**
 * A `return`, a `throw` or a wait that may be rejected between the registration and the releases, all of one function,
 * and none of them in `finally`.
 */
function earlyReturn(registration, releases) {
    const fn = functionOf(registration);
    const after = releases.filter(r => r.start > registration.start);
    if (!fn?.body || after.length === 0 || after.length < releases.length)
        return undefined;
    if (after.some(r => functionOf(r) !== fn || isInFinally(r)))
        return undefined;
    const last = Math.max(...after.map(r => r.start));
    let found;
    walk(fn.body, n => {
        if (isFunction(n))
            return false;
        if (n.type === 'ReturnStatement' || n.type === 'ThrowStatement' || mayReject(n)) {
            const isBetween = n.start > registration.end && n.start < last && dominates(registration, n, []);
            // behind a release that has run, or one in its own argument
            const isReleased = after.some(r => (r.start < n.start && dominates(r, n, [])) || contains(n, r));
            const isCaught = n.type !== 'ReturnStatement' && isInTry(n);
            if (isBetween && !isReleased && !isCaught)
                found ??= n;
        }
        return true;
    });
    return found;
}
/** A call that is awaited, and does more than let time pass. */
function mayReject(n) {
    if (n.type !== 'AwaitExpression')
        return false;
    const awaited = strip(n.argument);
    if (awaited.type !== 'CallExpression')
        return false;
    const callee = strip(awaited.callee);
    const name = callee.type === 'Identifier' ? callee.name : memberName(callee);
    return !/^(setTimeout|setImmediate|sleep|delay|wait|nextTick|allSettled|catch)$/i.test(name ?? '');
}
function isInFinally(node) {
    for (const a of ancestors(node)) {
        if (a.type === 'TryStatement' && a.finalizer && contains(a.finalizer, node))
            return true;
        if (isFunction(a))
            return false;
    }
    return false;
}
function isInTry(node) {
    for (const a of ancestors(node)) {
        if (a.type === 'TryStatement' && a.handler && contains(a.block, node))
            return true;
        if (isFunction(a))
            return false;
    }
    return false;
}
function lateSettling(registration, releases, file) {
    const executor = executorAround(registration);
    const body = executor?.body;
    if (!executor || !body || releases.length === 0 || !releases.every(r => contains(body, r)))
        return undefined;
    for (const p of executor.params) {
        if (p.type !== 'Identifier')
            continue;
        for (const use of file.identifiers.get(p.name) ?? []) {
            if (!contains(body, use) || scopeAround(file.scopeOf, use)?.value(p.name)?.id !== p)
                continue;
            const way = outermost(use, executor);
            if (way === undefined) {
                if (isTimed(unwrapUp(use).parent, use))
                    return use;
            }
            else if (!isListener(way, registration, file) && isTimedFunction(way, file)) {
                if (!releasedIn(way, releases, file, 0))
                    return use;
            }
        }
    }
    return undefined;
}
/** What is registered itself: a signal aborts once, and has no use for its listener afterwards. */
function isListener(fn, registration, file) {
    if (registration.type !== 'CallExpression')
        return false;
    return registration.arguments.some(argument => {
        const n = strip(argument);
        return n === fn || (n.type === 'Identifier' && means(n, n.name, fn, file));
    });
}
/** The function of the `new Promise(…)` around, with nothing but callbacks that run at once in between. */
function executorAround(node) {
    for (let fn = functionOf(node); fn; fn = functionOf(fn)) {
        if (!isTransparent(fn))
            return undefined;
        if (unwrapUp(fn).parent?.type === 'NewExpression')
            return fn;
    }
    return undefined;
}
/** The outermost function in the executor that a node stands in. */
function outermost(node, executor) {
    let found;
    for (let fn = functionOf(node); fn && fn !== executor; fn = functionOf(fn))
        found = fn;
    return found;
}
/** Handed to a timer, or to a signal. */
function isTimed(call, handed) {
    if (call?.type !== 'CallExpression' || !call.arguments.includes(unwrapUp(handed)))
        return false;
    const callee = strip(call.callee);
    const name = callee.type === 'Identifier' ? callee.name : memberName(callee);
    if (name === 'setTimeout')
        return true;
    return /^(on|once|addEventListener)$/.test(name ?? '') && literalText(call.arguments[0]) === 'abort';
}
function isTimedFunction(fn, file) {
    if (isTimed(handedTo(fn), fn))
        return true;
    const name = functionName(fn);
    return (name !== undefined &&
        (file.identifiers.get(name) ?? []).some(use => means(use, name, fn, file) && isTimed(unwrapUp(use).parent, use)));
}
function means(use, name, fn, file) {
    const b = scopeAround(file.scopeOf, use)?.value(name);
    return b?.node === fn || (b?.node.type === 'VariableDeclarator' && b.node.init !== null && strip(b.node.init) === fn);
}
/** In the function itself, or in one that it calls, two levels down. */
function releasedIn(fn, releases, file, depth) {
    if (releases.some(r => contains(fn, r)))
        return true;
    if (depth > 2 || !fn.body)
        return false;
    let found = false;
    walk(fn.body, n => {
        if (found || n.type !== 'CallExpression')
            return !found;
        const callee = strip(n.callee);
        const b = callee.type === 'Identifier' ? scopeAround(file.scopeOf, callee)?.value(callee.name) : undefined;
        if (b === undefined || b.kind === 'parameter')
            return true;
        const called = b.node.type === 'VariableDeclarator' && b.node.init ? strip(b.node.init) : b.node;
        // what is not seen may do it
        found = !isFunction(called) || releasedIn(called, releases, file, depth + 1);
        return !found;
    });
    return found;
}
