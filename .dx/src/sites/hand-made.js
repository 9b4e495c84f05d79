/**
 * Calls made by hand: a message is sent, and a promise of the same function settles when the answer comes, by a
 * listener on the same peer or through a stored `resolve`. The send and its promise are one call; so is a promise that
 * only listens.
 */
import { contains, functionOf, isFunction, strip, unwrapUp, } from './ast.js';
import { consumptionOf } from './consumption.js';
import { sitesIn } from './find.js';
import { handedTo, isTransparent, ownerFunction } from './flow.js';
import { functionMeant } from './mentions.js';
import { isAnswer, isPeer, isStart, samePeer } from './peers.js';
import { promisesOf } from './promises.js';
import { calleeName } from './timers.js';
const sendRoles = new Set(['send', 'broadcast', 'ackSend']);
/** All calls made by hand in one file, by each of their parts. */
export function handMadeCalls(file, sites, inf) {
    const out = new Map();
    const sends = sites.filter(s => sendRoles.has(s.row.role) &&
        s.node.type !== 'AssignmentExpression' &&
        !s.row.note?.startsWith('Declarative') &&
        !s.type?.endsWith('#Self'));
    const watches = sites.filter(s => s.row.role === 'watch');
    if (sends.length === 0 && watches.length === 0)
        return out;
    const starts = watches.filter(isStart);
    const cx = {
        file,
        inf,
        all: sends,
        sends: byScope(sends, s => startingScope(s, starts, file, inf)),
        out,
    };
    const made = promisesOf(file, inf, new Set(sends.map(s => s.node)));
    for (const m of made)
        ofPromise(m, watches, cx);
    for (const s of sites)
        if (s.row.role === 'call' && s.row.from === 'events' && s.row.name === 'once')
            ofOnce(s, cx);
    return out;
}
function byScope(sends, scopeOf) {
    const found = new Map();
    for (const send of sends) {
        const scope = scopeOf(send);
        const list = found.get(scope);
        if (list)
            list.push(send);
        else
            found.set(scope, [send]);
    }
    return found;
}
function ofPromise(made, watches, cx) {
    const { file, inf, out } = cx;
    const area = made.executor ?? made.owner;
    const near = (area ? sitesIn(watches, area) : watches).filter(w => !out.has(w.node));
    const arms = near.filter(w => settles(w, made, 'any', file, inf));
    const answers = arms.filter(w => isAnswer(w) && settles(w, made, 'answer', file, inf));
    if (made.executor)
        for (const s of sitesIn(cx.all, made.executor))
            if (acknowledged(s, made))
                ofAcknowledged(s, made, cx);
    const stored = made.answer.reachable;
    if (arms.length === 0 && !stored)
        return;
    const consumption = consumptionOf(made.node, { file, inf });
    if (!consumption.waited)
        return;
    const asked = (cx.sends.get(made.owner) ?? [])
        .filter(s => !out.has(s.node))
        .filter(s => (answers.length > 0 ? answers.some(w => samePeer(w, s, file)) : stored))
        .filter(s => !arms.some(w => startsIn(s, w, file, inf)));
    const inside = made.executor ? asked.filter(s => contains(made.executor, s.node)) : [];
    const chosen = inside.length > 0 ? inside : beside(asked, made.node, consumption, made.owner);
    const base = {
        promise: made.node,
        owner: made.owner,
        made,
        consumption,
        watches: [...new Set([...answers, ...arms])],
    };
    for (const send of chosen) {
        const call = { ...base, send, primary: send };
        for (const part of [send.node, made.node, ...base.watches.map(w => w.node)])
            if (!out.has(part))
                out.set(part, call);
    }
    if (chosen.length > 0)
        return;
    const primary = answers[0] ?? arms.find(w => isPeer(w) && settles(w, made, 'answer', file, inf) && !isFailure(w));
    if (!primary || !isPeer(primary))
        return;
    const wait = { ...base, primary };
    for (const part of [made.node, ...base.watches.map(w => w.node)])
        if (!out.has(part))
            out.set(part, wait);
}
/** `socket.emit('ask', data, resolve)`: the peer's own answer settles the promise. */
function acknowledged(send, made) {
    if (send.row.ackCallback === undefined || send.node.type === 'AssignmentExpression' || !made.executor)
        return false;
    const last = send.node.arguments.at(-1);
    return last !== undefined && contains(made.executor, send.node) && made.any.settledBy(last);
}
function ofAcknowledged(send, made, cx) {
    if (cx.out.has(send.node))
        return;
    const consumption = consumptionOf(made.node, cx);
    const call = { promise: made.node, owner: made.owner, send, watches: [], primary: send, made, consumption };
    for (const part of [send.node, made.node])
        if (!cx.out.has(part))
            cx.out.set(part, call);
}
const isFailure = (w) => w.event === 'error' || w.event === 'messageerror';
/** `once(peer, 'message')` waits for the answer to what the same function sends to the same peer. */
function ofOnce(once, cx) {
    const { file, inf, out } = cx;
    if (!isAnswer(once))
        return;
    const consumption = consumptionOf(once.node, { file, inf });
    if (!consumption.waited)
        return;
    const owner = ownerFunction(once.node);
    const asked = (owner ? sitesIn(cx.all, owner) : cx.all).filter(s => !out.has(s.node) && ownerFunction(s.node) === owner && samePeer(once, s, file));
    for (const send of beside(asked, once.node, consumption, owner)) {
        const call = { promise: once.node, owner, send, watches: [], primary: once, consumption };
        for (const part of [send.node, once.node])
            if (!out.has(part))
                out.set(part, call);
    }
}
/** Of the sends beside a promise, those between its making and its wait, else the last one before it. */
function beside(sends, promise, consumption, owner) {
    const ends = consumption.ends.filter(e => !owner || contains(owner, e));
    if (ends.length === 0)
        return [];
    const last = Math.max(...ends.map(e => e.end));
    const between = sends.filter(s => s.node.start > promise.start && s.node.start < last);
    if (between.length > 0)
        return between;
    const before = sends.filter(s => s.node.end <= promise.start && inOneRun(s.node, promise));
    const nearest = before.at(-1);
    const fork = nearest && branching(nearest.node, promise);
    if (!nearest || !fork)
        return before.slice(-1);
    // one request, written once in each branch
    const arms = [fork.consequent, fork.alternate].filter(arm => arm !== null);
    return arms.flatMap(arm => before.filter(s => contains(arm, s.node)).slice(-1));
}
/** The send's block is the promise's or one around it, so that both run; or a branch before it that goes on to it. */
function inOneRun(send, promise) {
    for (let n = send.parent; n; n = n.parent) {
        if (contains(n, promise))
            return true;
        if (isFunction(n))
            return false;
        if (n.type === 'BlockStatement' && (n.parent?.type !== 'IfStatement' || leaves(n)))
            return false;
        if (n.type === 'SwitchCase')
            return false;
    }
    return true;
}
const leaves = (block) => /^(Return|Throw|Break|Continue)Statement$/.test(block.body.at(-1)?.type ?? '');
/** The `if` that a send stands in and the promise does not. */
function branching(send, promise) {
    let found;
    for (let n = send.parent; n && !contains(n, promise); n = n.parent)
        if (n.type === 'IfStatement')
            found = n;
    return found;
}
/** The listener of a watch settles the promise. */
function settles(w, made, how, file, inf) {
    return (listenersOf(w).some(l => made[how].settledBy(l)) || (how === 'any' && listenerOf(w, inf, file) === made.executor));
}
/** What is registered, as it is written; an observer has several. */
export function listenersOf(site) {
    const { node, row } = site;
    const written = node.type === 'AssignmentExpression' ? node.right : node.arguments[row.listener ?? 1];
    if (!written)
        return [];
    const n = strip(written);
    if (n.type !== 'ObjectExpression')
        return [n];
    return n.properties.filter(p => p.type === 'Property').map(p => strip(p.value));
}
export function listenerOf(site, inf, file) {
    const first = listenersOf(site)[0];
    return first && functionMeant(first, file, inf)?.fn;
}
/** The send stands in the listener that takes the answer: it is a reply, or the next step. */
function startsIn(send, watch, file, inf) {
    if (isStart(watch))
        return false;
    const fn = listenerOf(watch, inf, file);
    return fn !== undefined && contains(fn, send.node);
}
/** The function whose work a send belongs to: what runs at once, after a promise, or when the peer is ready, is seen through. */
function startingScope(send, starts, file, inf) {
    let fn = functionOf(send.node);
    for (let depth = 0; fn && depth < 10; depth++) {
        if (!isTransparent(fn) && !isReaction(fn) && !opensOn(fn, starts, file, inf))
            return fn;
        fn = functionOf(fn);
    }
    return fn;
}
function isReaction(fn) {
    const call = handedTo(fn);
    return (call?.type === 'CallExpression' &&
        /^(then|finally|setImmediate|nextTick|queueMicrotask|setTimeout)$/.test(calleeName(call) ?? ''));
}
function opensOn(fn, starts, file, inf) {
    const p = unwrapUp(fn).parent;
    const named = p?.type === 'VariableDeclarator' || fn.type === 'FunctionDeclaration';
    return starts.some(w => (named ? listenerOf(w, inf, file) === fn : listenersOf(w).includes(fn)));
}
