import { all, chained, cls, emitter, listening, reported, returning, seen } from './helpers.js';
const from = 'socket.io';
const decl = (file) => `socket.io/dist/${file}.d.ts`;
const socket = 'socket.io#Socket';
const operator = 'socket.io#BroadcastOperator';
const namespace = 'socket.io#Namespace';
const remotes = 'Promise<socket.io#RemoteSocket[]>';
const rooms = {
    ...returning(operator, 'to', 'in', 'except', 'timeout', 'compress'),
    ...all(operator, 'volatile', 'local'),
    fetchSockets: { returns: remotes },
    ...returning('void', 'socketsJoin', 'socketsLeave', 'disconnectSockets'),
};
const connecting = {
    ...chained('send', 'write'),
    ...listening({ connection: [socket], connect: [socket], new_namespace: [namespace] }),
    use: { returns: 'this', callbacks: { 0: [socket] } },
    emit: { returns: 'boolean' },
    serverSideEmit: { returns: 'boolean' },
    serverSideEmitWithAck: { returns: 'Promise<any>' },
};
const clustered = ['Server', 'Namespace'];
const broadcast = (sym, extra = {}) => ({
    target: 'this',
    topic: 0,
    msg: 1,
    ackCallback: -1,
    timeout: { chain: 'timeout', default: null },
    dead: 'silent',
    ack: 'none',
    sev: 2,
    ...extra,
    role: 'broadcast',
    from,
    sym,
});
const call = (sym, extra) => ({
    target: 'this',
    topic: 0,
    msg: 1,
    timeout: { chain: 'timeout', default: null },
    returns: 'Promise<any>',
    ...extra,
    role: 'call',
    from,
    sym,
});
const plain = { topic: undefined, msg: 0, ackCallback: undefined, timeout: undefined };
const anyWatch = (member) => ({
    role: 'watch',
    from,
    sym: `Socket#${member}`,
    target: 'this',
    listener: 0,
    released: [/Outgoing/.test(member) ? 'offAnyOutgoing' : 'offAny', 'disconnect'],
    decl: decl('socket'),
});
export const socketIo = {
    name: 'socket.io',
    about: 'socket.io on the server: an emit to a socket that is gone returns `true`.',
    testedWith: { 'socket.io': '4.8.4' },
    on: true,
    exports: {
        'socket.io': {
            Server: cls('socket.io#Server'),
            Socket: cls(socket),
            Namespace: cls(namespace),
            RemoteSocket: cls('socket.io#RemoteSocket'),
        },
    },
    types: {
        'socket.io#Server': {
            extends: ['events#EventEmitter'],
            members: {
                ...connecting,
                ...rooms,
                of: { returns: namespace, callbacks: { 1: [socket] } },
                sockets: { type: namespace },
                engine: { type: 'events#EventEmitter' },
                httpServer: { type: 'http#Server' },
                ...returning('this', 'listen', 'attach', 'bind'),
                close: { returns: 'Promise<void>' },
            },
        },
        [namespace]: {
            extends: ['events#EventEmitter'],
            members: {
                ...connecting,
                ...rooms,
                sockets: { type: `Map<string, ${socket}>` },
                server: { type: 'socket.io#Server' },
                name: { type: 'string' },
            },
        },
        [operator]: { members: { ...rooms, emit: { returns: 'boolean' }, emitWithAck: { returns: 'Promise<any>' } } },
        [socket]: {
            extends: ['events#EventEmitter'],
            members: {
                ...chained('send', 'write', 'compress', 'use', 'disconnect', 'onAny', 'offAny', 'prependAny'),
                ...chained('onAnyOutgoing', 'offAnyOutgoing', 'prependAnyOutgoing'),
                ...returning(operator, 'to', 'in', 'except'),
                ...all(operator, 'broadcast', 'local'),
                volatile: { type: socket },
                timeout: { returns: socket },
                emit: { returns: 'boolean' },
                emitWithAck: { returns: 'Promise<any>' },
                nsp: { type: namespace },
                request: { type: 'http#IncomingMessage' },
                conn: { type: 'events#EventEmitter' },
                rooms: { type: 'Set<string>' },
                data: { type: 'any' },
                id: { type: 'string' },
                connected: { type: 'boolean' },
                handshake: { type: 'object' },
                ...returning('void', 'join', 'leave'),
            },
        },
        'socket.io#RemoteSocket': {
            members: {
                emit: { returns: 'boolean' },
                timeout: { returns: operator },
                disconnect: { returns: 'this' },
                ...returning('void', 'join', 'leave'),
            },
        },
    },
    rows: [
        {
            role: 'send',
            from,
            sym: 'Socket#emit',
            target: 'this',
            topic: 0,
            msg: 1,
            ackCallback: -1,
            timeout: { chain: 'timeout', default: null },
            returns: 'boolean',
            dead: 'silent; it even returns true',
            ack: 'none',
            sev: 3,
            decl: decl('socket'),
            atRuntime: seen('After the socket has disconnected it returns `true`, and the message is lost.', 'An acknowledgement callback is never called once the socket has disconnected, unless `.timeout(ms)` stands before it.'),
        },
        { role: 'send', from, sym: 'Socket#send', target: 'this', msg: 0, dead: 'silent', ack: 'none', sev: 3 },
        { role: 'send', from, sym: 'Socket#write', target: 'this', msg: 0, dead: 'silent', ack: 'none', sev: 3 },
        {
            role: 'send',
            from,
            sym: 'RemoteSocket#emit',
            target: 'this',
            topic: 0,
            msg: 1,
            dead: 'silent; it even returns true',
            ack: 'none',
            sev: 3,
            decl: decl('broadcast-operator'),
        },
        call('Socket#emitWithAck', {
            dead: 'hangs',
            sev: 3,
            decl: decl('socket'),
            atRuntime: [
                ...seen('A call that is pending when the socket disconnects waits for ever; with `.timeout(ms)` it rejects.'),
                ...reported('socketio/socket.io#4964: it never rejects when the link drops; mended in the client, not on the server.'),
            ],
        }),
        call('BroadcastOperator#emitWithAck', {
            dead: 'rejects; without timeout() it rejects at once',
            sev: 2,
            atRuntime: seen('Without `.timeout(ms)` it rejects at once if anybody is in the room, which is a fault of its own.', 'To a room with nobody in it, it resolves to an empty list.'),
            decl: decl('broadcast-operator'),
        }),
        ...clustered.map(type => call(`${type}#serverSideEmitWithAck`, { timeout: undefined, bounded: true, sev: 1 })),
        broadcast('BroadcastOperator#emit', {
            decl: decl('broadcast-operator'),
            atRuntime: seen('To a room that does not exist it returns `true`.'),
        }),
        ...clustered.flatMap(type => [
            broadcast(`${type}#emit`),
            broadcast(`${type}#send`, plain),
            broadcast(`${type}#write`, plain),
            broadcast(`${type}#serverSideEmit`, { sev: 1, timeout: undefined, bounded: true }),
        ]),
        ...['Socket', 'BroadcastOperator', 'RemoteSocket', ...clustered].map((type) => ({ role: 'timeoutWrapper', from, sym: `${type}#timeout`, target: 'this', timeout: { arg: 0 } })),
        ...emitter(from, 'Socket', {
            terminal: ['disconnect'],
            released: ['disconnect'],
            atRuntime: seen('There is one socket for each connection, and it is not used again after `disconnect`.'),
        }),
        ...clustered.flatMap(type => emitter(from, type)),
        ...['onAny', 'prependAny', 'onAnyOutgoing', 'prependAnyOutgoing'].map(anyWatch),
        { role: 'unwatch', from, sym: 'Socket#offAny', target: 'this', listener: 0, decl: decl('socket') },
        { role: 'unwatch', from, sym: 'Socket#offAnyOutgoing', target: 'this', listener: 0, decl: decl('socket') },
        { role: 'stop', from, sym: 'Socket#disconnect', target: 'this', decl: decl('socket') },
        { role: 'stop', from, sym: 'Server#close', target: 'this', decl: decl('index') },
    ],
};
