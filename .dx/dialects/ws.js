import { chained, cls, emitter, eventTarget, listening, seen, slots } from './helpers.js';
const from = 'ws';
const decl = '@types/ws/index.d.mts';
const socket = 'ws#WebSocket';
const server = 'ws#WebSocketServer';
const http = ['stream#Duplex', 'http#IncomingMessage'];
const events = ['close', 'error', 'message', 'open', 'ping', 'pong', 'upgrade', 'redirect', 'unexpected-response'];
const serverEvents = ['connection', 'error', 'headers', 'close', 'listening', 'wsClientError'];
const released = ['close', 'terminate'];
const lost = seen('While CONNECTING it throws.', 'CLOSING or CLOSED, a callback gets an error; without a callback nothing happens at all, and `bufferedAmount` grows.', 'In the same tick as the end of the peer the callback gets no error, and the message is lost: success says no more than that it was written.');
const heard = seen('On a socket that is closed already, `close` never fires: a late listener waits for ever.', 'A failed connection without an `error` listener is an uncaught exception.');
const unsent = {
    target: 'this',
    msg: 0,
    callback: -1,
    dead: 'silent without a callback, else its error; throws while CONNECTING',
    ack: 'written',
    decl,
    atRuntime: lost,
};
const statics = {
    WebSocket: cls(socket, true),
    WebSocketServer: cls(server),
    Server: cls(server),
    createWebSocketStream: { returns: 'stream#Duplex' },
};
const api = { default: cls(socket, true), '*': cls(socket, true), ...statics };
export const ws = {
    name: 'ws',
    about: 'ws: a send to a closed socket is silent unless it has a callback.',
    testedWith: { ws: '8.23.0', '@types/ws': '8.18.2', 'isomorphic-ws': '5.0.0' },
    on: true,
    // isomorphic-ws is ws in Node, and the browser's own socket under the same types elsewhere
    exports: { ws: api, 'isomorphic-ws': api },
    types: {
        [socket]: {
            extends: ['events#EventEmitter'],
            members: {
                ...chained(),
                ...listening({
                    upgrade: ['http#IncomingMessage'],
                    'unexpected-response': ['http#ClientRequest', 'http#IncomingMessage'],
                }),
                readyState: { type: 'number' },
                bufferedAmount: { type: 'number' },
                url: { type: 'string' },
                protocol: { type: 'string' },
                send: { returns: 'void' },
                ping: { returns: 'void' },
                pong: { returns: 'void' },
                close: { returns: 'void' },
                terminate: { returns: 'void' },
                pause: { returns: 'void' },
                resume: { returns: 'void' },
                addEventListener: { returns: 'void' },
                removeEventListener: { returns: 'void' },
            },
        },
        [`${socket} static`]: { members: statics },
        [server]: {
            extends: ['events#EventEmitter'],
            members: {
                ...chained(),
                ...listening({
                    connection: [socket, 'http#IncomingMessage'],
                    headers: ['string[]', 'http#IncomingMessage'],
                    wsClientError: ['object', ...http],
                }),
                clients: { type: `Set<${socket}>` },
                options: { type: 'object' },
                path: { type: 'string' },
                address: { returns: 'object' },
                close: { returns: 'void' },
                handleUpgrade: { returns: 'void', callbacks: { 3: [socket, 'http#IncomingMessage'] } },
                shouldHandle: { returns: 'boolean' },
            },
        },
        'ws#Server': { extends: [server] },
    },
    rows: [
        { role: 'spawn', from, sym: 'new WebSocket', supervisedBy: ['close', 'error'], decl, atRuntime: heard },
        { role: 'spawn', from, sym: 'new default', supervisedBy: ['close', 'error'], decl },
        { ...unsent, role: 'send', from, sym: 'WebSocket#send', sev: 3 },
        {
            ...unsent,
            role: 'send',
            from,
            sym: 'WebSocket#ping',
            sev: 0,
            note: 'A heartbeat: its loss is found by its own timer.',
        },
        ...emitter(from, 'WebSocket', { events, terminal: ['close'], released, decl, atRuntime: heard }),
        ...eventTarget(from, 'WebSocket', {
            events: ['open', 'error', 'close', 'message'],
            terminal: ['close'],
            released,
            decl,
            note: 'Its options know `once` and no `signal`.',
            atRuntime: heard,
        }),
        ...slots(from, 'WebSocket', ['onopen', 'onerror', 'onclose', 'onmessage'], { terminal: ['close'], released, decl }),
        ...emitter(from, 'WebSocketServer', { events: serverEvents, terminal: ['close'], released: ['close'], decl }),
        { role: 'stop', from, sym: 'WebSocket#close', target: 'this', decl },
        { role: 'stop', from, sym: 'WebSocket#terminate', target: 'this', decl },
        { role: 'stop', from, sym: 'WebSocketServer#close', target: 'this', decl },
    ],
};
