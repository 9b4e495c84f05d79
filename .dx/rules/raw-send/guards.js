import { ancestors, isFunction, memberName, strip, walk } from '../../src/sites/ast.js';
import { isTransparent } from '../../src/sites/flow.js';
import { keyOf } from '../../src/sites/target.js';
const liveness = new Set([
    'connected',
    'isConnected',
    'readyState',
    'isDestroyed',
    'destroyed',
    'isDead',
    'exitedAfterDisconnect',
    'killed',
    'exitCode',
    'signalCode',
    'threadId',
    'isClosed',
    'closed',
    'status',
    'state',
    'isOpen',
]);
export function guardOf(site, pass) {
    const around = tryAround(site.node);
    if (around)
        return { kind: 'caught', at: around };
    const test = livenessTest(site, pass);
    return test && { kind: 'tested', at: test };
}
/** In the block of a `try` that catches, in the same function. */
export function tryAround(node) {
    let child = node;
    for (const a of ancestors(node)) {
        if (a.type === 'TryStatement' && a.block === child && a.handler)
            return a;
        if (isFunction(a) && !isTransparent(a))
            return undefined;
        child = a;
    }
    return undefined;
}
/** Behind `if (peer.connected)`, `peer.connected &&`, or after `if (!peer.connected) return`. */
export function livenessTest(site, pass) {
    if (!site.target)
        return undefined;
    const target = strip(site.target);
    const alive = (test) => asksLiveness(test, target, pass);
    let child = site.node;
    for (const a of ancestors(site.node)) {
        if ((a.type === 'IfStatement' || a.type === 'ConditionalExpression') && a.test !== child && alive(a.test))
            return a.test;
        if (a.type === 'LogicalExpression' && a.right === child && alive(a.left))
            return a.left;
        if (a.type === 'BlockStatement' || a.type === 'SwitchCase') {
            const body = (a.type === 'BlockStatement' ? a.body : a.consequent);
            for (const s of body) {
                if (s === child)
                    break;
                if (s.type === 'IfStatement' && leaves(s.consequent) && alive(s.test))
                    return s.test;
            }
        }
        if (isFunction(a) && !isTransparent(a))
            return undefined;
        child = a;
    }
    return undefined;
}
function leaves(statement) {
    const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
    return last !== undefined && /^(Return|Throw|Continue|Break)Statement$/.test(last.type);
}
/** Reads a liveness property of the target, of what the target is a part of, or of a state that a test helper hides. */
function asksLiveness(test, target, pass) {
    const { file } = pass;
    const owners = [];
    for (let n = target;; n = strip(n.object)) {
        owners.push(keyOf(n, file));
        if (n.type !== 'MemberExpression')
            break;
    }
    let found = false;
    walk(test, n => {
        if (n.type === 'MemberExpression' && liveness.has(memberName(n) ?? '')) {
            let object = strip(n.object);
            // `actor.getSnapshot().status`
            if (object.type === 'CallExpression' && memberName(strip(object.callee)) === 'getSnapshot')
                object = strip(strip(object.callee).object);
            if (owners.includes(keyOf(object, file)))
                found = true;
        }
        return !found;
    });
    return found;
}
