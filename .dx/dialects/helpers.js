const known = (by) => (...whats) => whats.map(what => ({ by, what }));
/** Seen when it was run. */
export const seen = known('run');
/** Read in the library's source. */
export const read = known('source');
/** Said by the library's declarations or pages. */
export const documented = known('documented');
/** Reported by users, in the thread that the text names. */
export const reported = known('reported');
const releases = ['off', 'removeListener', 'removeAllListeners'];
const self = { returns: 'this' };
/** Registrations and releases of a Node-style emitter. `extra.released` is added to the usual three. */
export function emitter(from, type, extra = {}) {
    return [
        ...portEmitter(from, type, extra),
        ...['prependListener', 'prependOnceListener'].map((name) => ({ ...watching(from, extra), sym: `${type}#${name}`, once: name.includes('Once') })),
    ];
}
function watching(from, extra) {
    const released = [...releases, ...(extra.released ?? [])];
    return { ...extra, role: 'watch', from, sym: '', target: 'this', event: 0, listener: 1, released };
}
/** The same without `prepend…`, as event targets of Node have it. */
export function portEmitter(from, type, extra = {}) {
    const { events, generic, singleton } = extra;
    const away = { role: 'unwatch', from, sym: '', target: 'this', event: 0, listener: 1 };
    if (events)
        away.events = events;
    if (generic)
        away.generic = generic;
    if (singleton)
        away.singleton = singleton;
    const row = (name, once) => ({ ...watching(from, extra), sym: `${type}#${name}`, once });
    return [
        row('on', false),
        row('addListener', false),
        row('once', true),
        { ...away, sym: `${type}#off` },
        { ...away, sym: `${type}#removeListener` },
        { ...away, sym: `${type}#removeAllListeners`, listener: undefined, all: true },
    ];
}
/** The two rows of a DOM-style target. */
export function eventTarget(from, type, extra = {}) {
    const { events, singleton } = extra;
    const released = ['removeEventListener', ...(extra.released ?? [])];
    const watch = { ...extra, role: 'watch', from, sym: `${type}#addEventListener`, released };
    const away = { role: 'unwatch', from, sym: `${type}#removeEventListener` };
    if (events)
        away.events = events;
    if (singleton)
        away.singleton = singleton;
    return [
        { ...watch, target: 'this', event: 0, listener: 1, options: 2 },
        { ...away, target: 'this', event: 0, listener: 1 },
    ];
}
/** `port.onmessage = f`: one row for each slot; the event is the name without `on`. */
export function slots(from, type, names, extra = {}) {
    return names.map(name => ({
        ...extra,
        role: 'watch',
        from,
        sym: `${type}#${name}`,
        slot: true,
        target: 'this',
        fixedEvent: name.replace(/^on/, ''),
    }));
}
/** Members that take a listener and give the receiver back, with the types of the listener's parameters by event. */
export function listening(events) {
    const names = ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'];
    return Object.fromEntries(names.map(name => [name, { returns: 'this', events }]));
}
/** Chaining members of every Node emitter. */
export function chained(...more) {
    const names = ['on', 'once', 'off', 'addListener', 'removeListener', 'prependListener', 'prependOnceListener'];
    return Object.fromEntries([...names, 'removeAllListeners', 'setMaxListeners', ...more].map(name => [name, self]));
}
/** An exported class. With `statics` its value has the type `<type> static`. */
export function cls(type, statics = false) {
    return statics ? { constructs: type, type: `${type} static` } : { constructs: type };
}
/** Members that all have one type. */
export function all(type, ...names) {
    return Object.fromEntries(names.map(name => [name, { type }]));
}
/** Functions that all return one type. */
export function returning(type, ...names) {
    return Object.fromEntries(names.map(name => [name, { returns: type }]));
}
/** Types without members of interest, all with the same base. */
export function kinds(base, ...names) {
    return Object.fromEntries(names.map(name => [name, { extends: [base] }]));
}
/**
 * A module of Node: its `default` and `*` are the module object, whose type is `<name>#Module`. A call through it,
 * `cp.fork()`, is the same as a call of the export.
 */
export function nodeModule(name, members) {
    const type = `${name}#Module`;
    return {
        exports: { [name]: { default: { type }, '*': { type }, ...members } },
        types: { [type]: { members } },
    };
}
/** The same rows under another module name (`xstate/actions`). */
export function reexported(from, rows) {
    return rows.map(row => ({ ...row, from }));
}
