import { ancestors, contains, functionOf, isFunction, memberName, strip, walk, } from '../../src/sites/ast.js';
import { sitesIn } from '../../src/sites/find.js';
import { functionName, handedTo, isTransparent } from '../../src/sites/flow.js';
import { livenessTest } from './guards.js';
const nameOf = (call) => {
    if (call.type !== 'CallExpression')
        return undefined;
    const callee = strip(call.callee);
    return callee.type === 'Identifier' ? callee.name : memberName(callee);
};
/** `scheduled`: repeated, or sent only while the recipient lives. `delayed`: once, later. */
export function timerShape(site, pass) {
    if (hasDelay(site))
        return 'delayed';
    if (paced(site.node))
        return 'scheduled';
    for (let fn = functionOf(site.node); fn; fn = functionOf(fn)) {
        const timer = timerOf(fn, pass);
        if (timer)
            return isRepeated(timer, fn) || livenessTest(site, pass) ? 'scheduled' : 'delayed';
        if (!isTransparent(fn))
            return undefined;
    }
    return undefined;
}
/** The timer that runs a function: directly, by its name, or through the one place that calls it. */
function timerOf(fn, pass) {
    const call = handedTo(fn);
    if (call)
        return isTimer(call) && call.arguments[0] === fn ? call : undefined;
    const name = functionName(fn);
    if (name === undefined)
        return undefined;
    const byName = (armed.get(pass.inf)?.get(pass.file) ?? timersIn(pass)).get(fn);
    if (byName)
        return byName;
    const callers = pass.callers.of(fn, pass.file).filter(c => c.isCall && c.file === pass.file);
    const timers = callers.map(c => {
        const around = functionOf(c.node);
        const timer = around && around !== fn ? handedTo(around) : undefined;
        return timer && isTimer(timer) ? timer : undefined;
    });
    return timers.length > 0 && timers.every(Boolean) ? timers[0] : undefined;
}
/** Of one scan: what a name stands for may have changed in the next. */
const armed = new WeakMap();
/** The first timer that is given a function by its name, or by a call that makes it. */
function timersIn({ file, inf }) {
    const found = new Map();
    for (const c of file.calls) {
        const first = isTimer(c) && c.arguments[0] ? strip(c.arguments[0]) : undefined;
        if (first?.type !== 'Identifier' && first?.type !== 'MemberExpression' && first?.type !== 'CallExpression')
            continue;
        const ty = inf.typeOf(first, file);
        if (ty.k === 'function' && !found.has(ty.node))
            found.set(ty.node, c);
    }
    const files = armed.get(inf) ?? new WeakMap();
    armed.set(inf, files.set(file, found));
    return found;
}
const isTimer = (call) => {
    const name = nameOf(call);
    return name === 'setTimeout' || name === 'setInterval';
};
/** An interval, or a timeout that is armed again from its own callback. */
function isRepeated(timer, callback) {
    if (nameOf(timer) === 'setInterval')
        return true;
    const arming = functionOf(timer);
    const name = arming && functionName(arming);
    let again = false;
    if (callback.body)
        walk(callback.body, n => {
            const called = n.type === 'CallExpression' ? nameOf(n) : undefined;
            if (called !== undefined && (called === name || called === 'setTimeout' || called === 'refresh'))
                again = true;
            return !again;
        });
    return again || (arming === callback && contains(callback, timer));
}
/** In a loop that sleeps between its turns. */
function paced(node) {
    for (const a of ancestors(node)) {
        if (isFunction(a))
            return false;
        if (a.type === 'ForOfStatement' && a.await && nameOf(strip(a.right)) === 'setInterval')
            return true;
        if (a.type !== 'WhileStatement' && a.type !== 'DoWhileStatement' && a.type !== 'ForStatement')
            continue;
        let sleeps = false;
        walk(a.body, n => {
            if (n.type === 'AwaitExpression' && /^(setTimeout|sleep|delay|wait)$/i.test(nameOf(strip(n.argument)) ?? ''))
                sleeps = true;
            return !sleeps && !isFunction(n);
        });
        if (sleeps)
            return true;
    }
    return false;
}
/** `sendTo(ref, event, { delay })`. */
function hasDelay({ node, row }) {
    if (row.options === undefined || node.type === 'AssignmentExpression')
        return false;
    const options = node.arguments[row.options];
    const n = options && strip(options);
    return (n?.type === 'ObjectExpression' &&
        n.properties.some(p => p.type === 'Property' && p.key.type === 'Identifier' && p.key.name === 'delay'));
}
/** In a `catch` after something was waited for or sent, or in a promise's rejection handler. */
export function isFallback(site, pass) {
    for (const a of ancestors(site.node)) {
        if (a.type === 'CatchClause') {
            const { block } = a.parent;
            let waits = sitesIn(pass.sites, block).length > 0;
            walk(block, n => {
                if (n.type === 'AwaitExpression')
                    waits = true;
                return !waits && !isFunction(n);
            });
            return waits;
        }
        if (!isFunction(a))
            continue;
        const call = handedTo(a);
        const name = call && nameOf(call);
        if (name === 'catch' && call.arguments[0] === a)
            return true;
        if (name === 'then' && call.arguments[1] === a)
            return true;
        if (!isTransparent(a))
            return false;
    }
    return false;
}
