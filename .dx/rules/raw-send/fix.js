import { isFunction, strip, unwrapUp } from '../../src/sites/ast.js';
import { handedTo } from '../../src/sites/flow.js';
import { callbackOf } from './confirmation.js';
import { loopHinders } from './loops.js';
import { isPing, isPong } from './shape.js';
/** Transports that the runtime has an adapter for; of browsers' messaging a part. */
const adapted = {
    'node:worker_threads': /./,
    'node:child_process': /./,
    'node:cluster': /./,
    'web-messaging': /^(Worker|MessagePort|BroadcastChannel|DedicatedWorkerGlobalScope)#/,
    'xstate@5': /./,
    nact: /./,
    ws: /./,
};
/** Why the runtime has no way to this recipient; none if it has. */
export function withoutAdapter(row) {
    if (adapted[row.dialect]?.test(row.sym))
        return undefined;
    return `no adapter for ${row.dialect in adapted ? row.sym.split('#')[0] : row.dialect}`;
}
const review = (reason) => ({ verdict: 'review', reason });
export function fixOf(site, shape, loop, pass) {
    const { row, node } = site;
    if (shape === 'dynamic-self')
        return { verdict: 'keep', reason: 'the recipient may be the sender itself' };
    if (pass.inTest)
        return { verdict: 'keep', reason: 'test code' };
    if (row.note?.startsWith('Declarative'))
        return review('declarative: the call makes an action and sends nothing itself');
    if (!site.target)
        return review('the recipient is not written at the call');
    const missing = withoutAdapter(row);
    if (row.role === 'broadcast' && (missing || !isChannel(row)))
        return review('its recipients are not known here; only concrete ones can be supervised');
    if (missing)
        return review(missing);
    if (valueUsed(site))
        return review('its value is used');
    const callback = callbackOf(site, row.callback, pass);
    if (callback && callback !== 'handed on' && isFunction(callback) && !isEmpty(callback))
        return review('its callback does something else than to look at the error');
    if (node.type === 'CallExpression' && extraArguments(site, callback !== undefined))
        return review('it takes more than a message');
    if (shape === 'relay')
        return review('it forwards what somebody else sent, who should learn of a loss');
    // also one that a timer sends, or that is a reply
    if (isPing(site, pass))
        return review('an answer is expected: a call with a bound may be meant');
    if (isPong(site, pass))
        return review('it answers a sign of life, and is worth nothing once it is late');
    const hinder = loop && loopHinders(loop, site, pass);
    if (hinder)
        return review(hinder);
    return row.transfer !== undefined && node.type === 'CallExpression' && node.arguments.length > row.transfer
        ? { verdict: 'auto', reason: 'with a transfer list it is sent once, without retries' }
        : { verdict: 'auto' };
}
/** A `BroadcastChannel` is one recipient to the runtime, which can tell the hand-over and no more. */
export const isChannel = (row) => row.sym === 'BroadcastChannel#postMessage';
/** Somebody takes what the call returns: a variable, a test, `return`, an arrow function that is not a mere callback. */
function valueUsed({ node, row }) {
    let outer = unwrapUp(node);
    let p = outer.parent;
    // `peer.connected && peer.send(m)` as a statement
    while (p &&
        ((p.type === 'LogicalExpression' && p.right === outer) || (p.type === 'ConditionalExpression' && p.test !== outer))) {
        outer = unwrapUp(p);
        p = outer.parent;
    }
    if (!p || p.type === 'ExpressionStatement' || (p.type === 'UnaryExpression' && p.operator === 'void'))
        return false;
    if (p.type !== 'ArrowFunctionExpression' || p.body !== outer)
        return true;
    const returns = row.returns !== undefined && row.returns !== 'void';
    return returns && handedTo(p) === undefined;
}
const isEmpty = (fn) => isFunction(fn) && fn.body?.type === 'BlockStatement' && fn.body.body.length === 0;
/** Handles, options or a second payload, which a supervised send has no place for. */
function extraArguments({ node, row }, hasCallback) {
    if (node.type !== 'CallExpression')
        return false;
    const known = (row.transfer ?? row.msg ?? 0) + 1;
    const given = node.arguments.length - (hasCallback ? 1 : 0);
    const second = node.arguments[1] && strip(node.arguments[1]);
    // `postMessage(m, { transfer })` is a transfer list as well
    return given > known || (row.transfer === undefined && second?.type === 'ObjectExpression' && row.from !== 'nact');
}
