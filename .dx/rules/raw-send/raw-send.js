import { confirmation, crashesSender } from './confirmation.js';
import { fixOf } from './fix.js';
import { guardOf } from './guards.js';
import { broadcastLoop } from './loops.js';
import { addresseeOf } from './self.js';
import { directionOf, isCommand, isPing, isRelay } from './shape.js';
import { isFallback, timerShape } from './timing.js';
const sends = new Set(['send', 'broadcast', 'ackSend', 'selfSend']);
export const rawSend = { name: 'raw-send', judge };
function judge(site, pass) {
    const { row } = site;
    if (!sends.has(row.role) || site.node.type === 'AssignmentExpression')
        return undefined;
    const addressee = addresseeOf(site, pass);
    if (addressee === 'self')
        return { kind: 'self-send', reason: 'goes to the sender itself', fix: { verdict: 'keep' } };
    if (pass.handMade.get(site.node)?.send === site)
        return undefined;
    // what looks like a send to oneself and is none goes upward: `globalThis.postMessage` of a worker
    const isUp = addressee === 'parent' || (row.role === 'selfSend' && addressee === 'other');
    const direction = isUp ? 'reply-to-parent' : directionOf(site, pass);
    const confirmed = confirmation(site, pass);
    if (confirmed)
        return { kind: 'supervised-send', subKind: direction, shape: direction, ...confirmed };
    const loop = broadcastLoop(site, pass);
    const shape = shapeOf(site, addressee, direction, loop, pass);
    const guard = guardOf(site, pass);
    const crashes = crashesSender(site, pass);
    const milder = Number(direction !== undefined) + Number(guard !== undefined) + Number(shape === 'dynamic-self');
    return {
        kind: pass.inTest ? 'test-send' : 'raw-send',
        subKind: direction,
        shape,
        reason: reasonOf(site, crashes, guard),
        evidence: guard && [
            { what: guard.kind === 'tested' ? 'the liveness test' : 'the `try`', node: guard.at, file: site.file },
        ],
        severity: milden(crashes ? 'error' : 'warning', milder),
        advice: advice(shape),
        fix: fixOf(site, shape, loop, pass),
    };
}
/** One noun a send, the most telling one. */
function shapeOf(site, addressee, direction, loop, pass) {
    if (addressee === 'maybe')
        return 'dynamic-self';
    if (direction)
        return direction;
    if (site.row.role === 'broadcast' || loop)
        return 'broadcast';
    const timed = timerShape(site, pass);
    if (timed)
        return timed;
    if (isFallback(site, pass))
        return 'fallback';
    if (isRelay(site, pass))
        return 'relay';
    if (isPing(site, pass))
        return 'ping';
    return isCommand(site, pass) ? 'agent' : 'signal';
}
function reasonOf({ row }, crashes, guard) {
    const loss = crashes
        ? 'nothing confirms that the message arrives; if the recipient is gone, the failed send is an uncaught `error` that ends the sender'
        : `nothing confirms that the message arrives${row.dead && !row.dead.includes('uncaught') ? `; when the recipient is gone: ${row.dead}` : ''}`;
    if (guard?.kind === 'tested')
        return `${loss}; it is sent only to a live recipient, so that a loss is silent now`;
    if (guard?.kind === 'caught')
        return `${loss}; what is thrown is caught, so that a loss is silent now`;
    return loss;
}
const steps = ['error', 'warning', 'info'];
const milden = (severity, by) => steps[Math.min(2, steps.indexOf(severity) + by)];
function advice(shape) {
    switch (shape) {
        case 'broadcast':
            return 'send to each recipient with SupervisedSend.broadcast';
        case 'reply-to-parent':
        case 'reply-to-requester':
            return 'reply with SupervisedSend, so that an unheard answer becomes a dead letter';
        case 'ping':
            return 'ask with TimeoutConfig.call, which hears the end of the recipient and a missing answer';
        case 'dynamic-self':
            return 'decide once who the recipient is: a send to oneself needs no supervision, one to another does';
        default:
            return 'send with SupervisedSend.send, so that a lost message becomes a dead letter';
    }
}
