import { contains, memberName, strip } from '../../src/sites/ast.js';
import { listenersOf } from '../../src/sites/hand-made.js';
import { functionMeant } from '../../src/sites/mentions.js';
import { isStart } from '../../src/sites/peers.js';
import { signalBound } from '../../src/sites/signals.js';
import { keyOf } from '../../src/sites/target.js';
import { timersIn } from '../../src/sites/timers.js';
import { delegated, timed, unbounded } from './bound.js';
/** Timer or abort arm of a promise made by hand. */
export function settledInTime(made, watches, pass) {
    const { file, inf } = pass;
    if (made.expiring)
        return timed('what makes its promise holds a timer', { what: 'what makes its promise', node: made.node, file });
    // what runs only after the answer bounds nothing
    const late = watches
        .filter(w => !isStart(w))
        .flatMap(w => listenersOf(w))
        .flatMap(l => functionMeant(l, file, inf)?.fn ?? []);
    for (const { call, timer } of timersIn(file)) {
        if (late.some(l => contains(l, call) && !contains(l, made.node)))
            continue;
        const at = { what: 'the timer', node: call, file };
        if (made.any.settledBy(timer.callback))
            return timed('a timer settles its promise', at);
        if (kills(timer.callback, watches, pass))
            return timed('a timer ends the peer, whose end settles its promise', at);
    }
    return abortArm(made, pass);
}
/** The timer stops the peer whose `exit` or `close` is listened to. */
function kills(callback, watches, pass) {
    const { file, inf } = pass;
    const ends = watches.filter(w => w.target && /^(exit|close|closed)$/.test(w.event ?? ''));
    const fn = ends.length > 0 ? functionMeant(callback, file, inf)?.fn : undefined;
    if (!fn)
        return false;
    return pass.sites.some(s => s.row.role === 'stop' &&
        s.row.name !== 'disconnect' &&
        contains(fn, s.node) &&
        s.target &&
        ends.some(w => keyOf(w.target, file) === keyOf(s.target, file)));
}
/** `signal.addEventListener('abort', () => reject(…))`. */
function abortArm(made, pass) {
    const { file, inf } = pass;
    let half;
    for (const { signal, listener } of aborts.get(file) ?? abortsIn(file)) {
        if (!made.any.settledBy(listener))
            continue;
        const bound = signalBound(signal, file, inf);
        const at = { what: 'the listener to its abort', node: listener, file };
        if (bound.by === 'time')
            return timed(`${bound.reason}, and its abort settles the promise`, bound.at, at);
        if (bound.by === 'caller')
            return delegated(`the abort of ${bound.reason.replace(/ ends it$/, '')} settles its promise`, at, bound.at);
        half = unbounded('an abort settles its promise, but no timer aborts it', at);
    }
    return half;
}
const aborts = new WeakMap();
/** Who listens to an abort. */
function abortsIn(file) {
    const arms = [];
    aborts.set(file, arms);
    for (const call of file.calls) {
        const callee = strip(call.callee);
        if (callee.type !== 'MemberExpression' || !/^(addEventListener|on|once)$/.test(memberName(callee) ?? ''))
            continue;
        const event = call.arguments[0] && strip(call.arguments[0]);
        if (event?.type !== 'Literal' || event.value !== 'abort' || !call.arguments[1])
            continue;
        arms.push({ signal: callee.object, listener: call.arguments[1] });
    }
    for (const a of file.assignments) {
        const left = strip(a.left);
        if (left.type === 'MemberExpression' && memberName(left) === 'onabort')
            arms.push({ signal: left.object, listener: a.right });
    }
    return arms;
}
