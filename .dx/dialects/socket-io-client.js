import { cls, reported, returning, seen } from './helpers.js';
const from = 'socket.io-client';
const decl = 'socket.io-client/build/esm/socket.d.ts';
const emitterDecl = '@socket.io/component-emitter/lib/cjs/index.d.ts';
const socket = 'socket.io-client#Socket';
const manager = 'socket.io-client#Manager';
const io = { returns: socket, type: 'socket.io-client#Module' };
const members = { io, connect: io, Manager: cls(manager), Socket: cls(socket) };
const emitterMembers = returning('this', 'on', 'once', 'off', 'removeListener', 'removeAllListeners');
const bound = { chain: 'timeout', config: 'ackTimeout', default: null };
const buffered = 'silent while disconnected: buffered until it is connected again';
// The client's emitter is its own: no addListener and no prepend… members.
const listeners = (type, released) => {
    const watch = (member) => ({
        role: 'watch',
        from,
        sym: `${type}#${member}`,
        target: 'this',
        event: 0,
        listener: 1,
        once: member === 'once',
        released: ['off', 'removeListener', 'removeAllListeners', ...released],
        decl: emitterDecl,
        note: 'Not self-clearing: the same socket connects again.',
        atRuntime: seen('The same socket connects again after a disconnect, and keeps its listeners.'),
    });
    const unwatch = (member) => ({
        role: 'unwatch',
        from,
        sym: `${type}#${member}`,
        target: 'this',
        event: 0,
        decl: emitterDecl,
    });
    return [
        watch('on'),
        watch('once'),
        { ...unwatch('off'), listener: 1 },
        { ...unwatch('removeListener'), listener: 1 },
        { ...unwatch('removeAllListeners'), all: true },
    ];
};
const anyWatch = (member) => ({
    role: 'watch',
    from,
    sym: `Socket#${member}`,
    target: 'this',
    listener: 0,
    released: [/Outgoing/.test(member) ? 'offAnyOutgoing' : 'offAny', 'disconnect', 'close'],
    decl,
});
export const socketIoClient = {
    name: 'socket.io-client',
    about: 'socket.io in the browser, and in Node as a client.',
    testedWith: { 'socket.io-client': '4.8.4' },
    on: true,
    exports: { 'socket.io-client': { default: io, '*': { type: 'socket.io-client#Module' }, ...members } },
    types: {
        'socket.io-client#Module': { members },
        [socket]: {
            members: {
                ...emitterMembers,
                ...returning('this', 'send', 'emit', 'compress', 'connect', 'open', 'close', 'disconnect'),
                ...returning('this', 'onAny', 'offAny', 'prependAny', 'onAnyOutgoing', 'offAnyOutgoing', 'prependAnyOutgoing'),
                timeout: { returns: socket },
                volatile: { type: socket },
                emitWithAck: { returns: 'Promise<any>' },
                io: { type: manager },
                id: { type: 'string' },
                connected: { type: 'boolean' },
                disconnected: { type: 'boolean' },
                active: { type: 'boolean' },
            },
        },
        [manager]: {
            members: {
                ...emitterMembers,
                ...returning('this', 'open', 'connect'),
                socket: { returns: socket },
                engine: { type: 'object' },
            },
        },
    },
    rows: [
        { role: 'spawn', from, sym: 'io', supervisedBy: ['disconnect', 'connect_error'] },
        { role: 'spawn', from, sym: 'connect', supervisedBy: ['disconnect', 'connect_error'] },
        { role: 'spawn', from, sym: 'default', supervisedBy: ['disconnect', 'connect_error'] },
        { role: 'spawn', from, sym: 'Manager#socket', supervisedBy: ['disconnect', 'connect_error'] },
        {
            role: 'send',
            from,
            sym: 'Socket#emit',
            target: 'this',
            topic: 0,
            msg: 1,
            ackCallback: -1,
            timeout: bound,
            returns: 'this',
            dead: buffered,
            ack: 'none',
            sev: 3,
            decl,
            atRuntime: seen('While it is disconnected the message is kept, and sent when it is connected again, however late.', 'An acknowledgement callback is never called after a disconnect.'),
        },
        { role: 'send', from, sym: 'Socket#send', target: 'this', msg: 0, dead: buffered, ack: 'none', sev: 3, decl },
        {
            role: 'call',
            from,
            sym: 'Socket#emitWithAck',
            target: 'this',
            topic: 0,
            msg: 1,
            timeout: bound,
            returns: 'Promise<any>',
            dead: 'rejects on disconnect, hangs if it was disconnected before',
            sev: 3,
            decl,
            atRuntime: [
                ...seen('Without an answer it waits for ever; when the socket disconnects it rejects.', 'Begun while it is disconnected it waits for ever; with `.timeout(ms)` it rejects and leaves the buffer.'),
                ...reported('socketio/socket.io#3152: an acknowledgement of an emit made while reconnecting is never called.'),
            ],
        },
        { role: 'timeoutWrapper', from, sym: 'Socket#timeout', target: 'this', timeout: { arg: 0 }, decl },
        ...listeners('Socket', ['disconnect', 'close']),
        ...listeners('Manager', []),
        ...['onAny', 'prependAny', 'onAnyOutgoing', 'prependAnyOutgoing'].map(anyWatch),
        { role: 'unwatch', from, sym: 'Socket#offAny', target: 'this', listener: 0, decl },
        { role: 'unwatch', from, sym: 'Socket#offAnyOutgoing', target: 'this', listener: 0, decl },
        { role: 'stop', from, sym: 'Socket#disconnect', target: 'this', decl },
        { role: 'stop', from, sym: 'Socket#close', target: 'this', decl },
    ],
};
