/** Calls by the object that they are made on. Each list is made once a file: thousands of watchers are looked up in it. */
import { literalText, strip } from '../ast.js';
import { ownerFunction } from '../flow.js';
import { scopeAround } from '../scope.js';
import { keyOf, keysOf } from '../target.js';
import { add, memberCalls } from './uses.js';
/** Members that take one listener away. */
export const pairs = new Set([
    'off',
    'removeListener',
    'removeEventListener',
    'offAny',
    'offAnyOutgoing',
    'unsubscribe',
]);
const registers = [
    'on',
    'once',
    'addListener',
    'addEventListener',
    'prependListener',
    'prependOnceListener',
];
/** `window.x` and `x` are one object. */
export const canonical = (key) => key.replace(/^global:(window|self|globalThis)\.?/, 'global:');
/** Equal for equal events: by their text, else by what they are called. */
export function eventKey(event, file) {
    const text = literalText(event);
    return text === undefined ? `name ${keyOf(event, file)}` : `text ${text}`;
}
/** The same for events that two functions are given, as `on(event, listener)` and `off(event, listener)` of a wrapper are. */
const passedKey = (event, call, file) => isPassedOn(event, call, file) ? 'given' : eventKey(event, file);
const objectOf = (call) => strip(call.callee).object;
const known = new WeakMap();
/**
 * Calls of a member on an object, in the order of the text, that may release a listener or be meant to.
 * @param keys Canonical keys of the object.
 * @param registration Where event and listener stand.
 * @param isGiven The listener is what its function is given.
 */
export function callsOn(file, name, keys, event, listener, registration, isGiven) {
    const names = known.get(file) ?? new Map();
    known.set(file, names);
    const objects = names.get(name) ?? group(file, name);
    names.set(name, objects);
    const found = [...new Set(keys)].flatMap(key => {
        const on = objects.get(key);
        if (!on)
            return [];
        const at = event && eventKey(event, file);
        const own = listener ? keysOf(listener, file).flatMap(k => on.byListener.get(k) ?? []) : [];
        const given = event && isGiven ? (on.passed.get(passedKey(event, registration, file)) ?? []) : [];
        const stray = at === undefined ? undefined : on.stray.get(at);
        return [...new Set([...on.all, ...own, ...given, ...(stray ? [stray] : [])])].map(call => ({ call, key }));
    });
    return found.sort((a, b) => a.call.start - b.call.start || b.call.end - a.call.end);
}
function group(file, name) {
    const objects = new Map();
    for (const call of memberCalls(file, name)) {
        const key = canonical(keyOf(objectOf(call), file));
        const on = objects.get(key) ?? { all: [], byListener: new Map(), passed: new Map(), stray: new Map() };
        objects.set(key, on);
        const [event, listener] = call.arguments;
        if (!pairs.has(name) || !event || !listener) {
            on.all.push(call);
            continue;
        }
        add(on.byListener, keyOf(listener, file), call);
        const at = eventKey(event, file);
        if (isPassedOn(listener, call, file))
            add(on.passed, passedKey(event, call, file), call);
        if (!on.stray.has(at) && !isRegistered(listener, event, key, file))
            on.stray.set(at, call);
    }
    return objects;
}
const registered = new WeakMap();
function registrations(file) {
    const all = registered.get(file) ?? new Map();
    if (registered.has(file))
        return all;
    registered.set(file, all);
    for (const name of registers)
        for (const call of memberCalls(file, name)) {
            const [event, listener] = call.arguments;
            if (!event)
                continue;
            const at = `${canonical(keyOf(objectOf(call), file))}\0${eventKey(event, file)}`;
            const listeners = all.get(at) ?? new Map();
            all.set(at, listeners);
            add(listeners, listener ? keyOf(listener, file) : '', call);
        }
    return all;
}
/** The release is that of another registration. */
export const isRegistered = (listener, event, key, file) => registrations(file)
    .get(`${key}\0${eventKey(event, file)}`)
    ?.has(keyOf(listener, file)) === true;
/** Nothing but `call` registers that event on the object. */
export function onlyRegistration(event, key, call, file) {
    const listeners = registrations(file).get(`${key}\0${eventKey(event, file)}`);
    if (!listeners)
        return true;
    const [only, second] = listeners.values();
    return second === undefined && only?.length === 1 && only[0] === call;
}
/** A function that its function is given: whoever adds through the one takes away through the other. */
export function isPassedOn(listener, call, file) {
    const n = strip(listener);
    const b = n.type === 'Identifier' ? scopeAround(file.scopeOf, n)?.value(n.name) : undefined;
    return b?.kind === 'parameter' && b.node === ownerFunction(call);
}
