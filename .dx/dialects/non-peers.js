import { all, chained, cls, kinds, listening, nodeModule, returning } from './helpers.js';
const readable = 'stream#Readable';
const writable = 'stream#Writable';
const duplex = 'stream#Duplex';
const socket = 'net#Socket';
const request = 'http#IncomingMessage';
const response = 'http#ServerResponse';
const clientRequest = 'http#ClientRequest';
const emitter = (members = {}, ...bases) => ({
    extends: bases.length > 0 ? bases : ['events#EventEmitter'],
    members: { ...chained(), ...members },
});
const streams = nodeModule('stream', {
    Readable: cls(readable, true),
    Writable: cls(writable),
    Duplex: cls(duplex),
    Transform: cls('stream#Transform'),
    PassThrough: cls('stream#PassThrough'),
    pipeline: { returns: 'stream#Writable' },
    finished: { returns: 'object' },
});
const nets = nodeModule('net', {
    Server: cls('net#Server'),
    Socket: cls(socket),
    createServer: { returns: 'net#Server', callbacks: { 0: [socket], 1: [socket] } },
    ...returning(socket, 'connect', 'createConnection'),
});
const handler = { 0: [request, response], 1: [request, response] };
const answer = { 0: [request], 1: [request], 2: [request] };
const http = {
    Server: cls('http#Server'),
    Agent: cls('http#Agent'),
    IncomingMessage: cls(request),
    ServerResponse: cls(response),
    ClientRequest: cls(clientRequest),
    createServer: { returns: 'http#Server', callbacks: handler },
    request: { returns: clientRequest, callbacks: answer },
    get: { returns: clientRequest, callbacks: answer },
};
const https = {
    Server: cls('https#Server'),
    Agent: cls('http#Agent'),
    createServer: { returns: 'https#Server', callbacks: handler },
    request: http.request,
    get: http.get,
};
const secure = nodeModule('https', https);
const plain = nodeModule('http', http);
const files = nodeModule('fs', {
    createReadStream: { returns: 'fs#ReadStream' },
    createWriteStream: { returns: 'fs#WriteStream' },
    ReadStream: cls('fs#ReadStream'),
    WriteStream: cls('fs#WriteStream'),
    watch: { returns: 'fs#FSWatcher' },
    watchFile: { returns: 'fs#StatWatcher' },
});
const lines = nodeModule('readline', {
    createInterface: { returns: 'readline#Interface' },
    Interface: cls('readline#Interface'),
});
const tls = nodeModule('tls', {
    TLSSocket: cls('tls#TLSSocket'),
    Server: cls('tls#Server'),
    connect: { returns: 'tls#TLSSocket' },
    createServer: { returns: 'tls#Server', callbacks: { 0: ['tls#TLSSocket'], 1: ['tls#TLSSocket'] } },
});
const dgram = nodeModule('dgram', { createSocket: { returns: 'dgram#Socket' }, Socket: cls('dgram#Socket') });
const packers = ['Gzip', 'Gunzip', 'Deflate', 'Inflate', 'DeflateRaw', 'InflateRaw', 'Unzip', 'BrotliCompress'];
const zlib = nodeModule('zlib', Object.fromEntries([...packers, 'BrotliDecompress'].map(name => [`create${name}`, { returns: `zlib#${name}` }])));
const routes = 'use get post put patch delete all head options'.split(' ');
const routed = (...parameters) => Object.fromEntries(routes.map(name => [name, { returns: 'this', callbacks: { 0: parameters, 1: parameters, 2: parameters } }]));
const express = routed('express#Request', 'express#Response', 'any');
const fastify = routed('fastify#FastifyRequest', 'fastify#FastifyReply');
const router = { returns: 'express#Router' };
const application = { returns: 'express#Application' };
export const nonPeers = {
    name: 'non-peers',
    about: 'Well-known things that look like peers and are none: known, so that nothing is guessed about them.',
    testedWith: { '@types/node': '22.20.5' },
    on: true,
    exports: {
        ...streams.exports,
        ...nets.exports,
        ...plain.exports,
        ...secure.exports,
        ...files.exports,
        ...lines.exports,
        ...tls.exports,
        ...dgram.exports,
        ...zlib.exports,
        tty: { ReadStream: cls('tty#ReadStream'), WriteStream: cls('tty#WriteStream') },
        express: {
            default: { ...application, type: 'express#Module' },
            '*': { ...application, type: 'express#Module' },
            Router: router,
        },
        fastify: {
            default: { returns: 'fastify#FastifyInstance' },
            '*': { returns: 'fastify#FastifyInstance' },
            fastify: { returns: 'fastify#FastifyInstance' },
        },
        koa: { default: cls('koa#Application'), '*': cls('koa#Application') },
    },
    types: {
        ...streams.types,
        ...nets.types,
        ...plain.types,
        ...secure.types,
        ...files.types,
        ...lines.types,
        ...tls.types,
        ...dgram.types,
        ...zlib.types,
        [readable]: emitter(returning('this', 'setEncoding', 'pause', 'resume', 'unpipe', 'destroy')),
        [`${readable} static`]: { members: returning(readable, 'from', 'fromWeb') },
        [writable]: emitter({ write: { returns: 'boolean' }, ...returning('this', 'end', 'destroy') }),
        [duplex]: emitter({}, readable, writable),
        ...kinds(duplex, 'stream#Transform', 'stream#PassThrough'),
        ...kinds('stream#Transform', ...packers.map(name => `zlib#${name}`), 'zlib#BrotliDecompress'),
        ...kinds('net#Server', 'tls#Server', 'http#Server', 'https#Server'),
        'net#Server': emitter({ ...listening({ connection: [socket] }), ...returning('this', 'listen', 'close') }),
        [socket]: emitter(returning('this', 'connect', 'setTimeout', 'setNoDelay', 'setKeepAlive'), duplex),
        ...kinds(socket, 'tls#TLSSocket', 'tty#ReadStream', 'tty#WriteStream'),
        'http#Server': emitter({
            ...listening({
                request: [request, response],
                upgrade: [request, duplex],
                connect: [request, duplex],
                connection: [socket],
            }),
            ...returning('this', 'setTimeout'),
        }, 'net#Server'),
        'https#Server': emitter({}, 'http#Server'),
        'http#Agent': emitter(),
        [request]: emitter({ socket: { type: socket } }, readable),
        [response]: emitter({ req: { type: request }, socket: { type: socket } }, writable),
        [clientRequest]: emitter({ ...listening({ response: [request], socket: [socket], upgrade: [request, duplex] }), socket: { type: socket } }, writable),
        'fs#ReadStream': emitter({ close: { returns: 'void' } }, readable),
        'fs#WriteStream': emitter({ close: { returns: 'void' } }, writable),
        'fs#FSWatcher': emitter({ close: { returns: 'void' } }),
        'fs#StatWatcher': emitter(),
        'readline#Interface': emitter({ close: { returns: 'void' } }),
        'dgram#Socket': emitter({ send: { returns: 'void' }, close: { returns: 'this' } }),
        'express#Module': {
            members: { Router: router, ...returning('any', 'json', 'urlencoded', 'static', 'raw', 'text') },
        },
        'express#Router': { members: express },
        'express#Application': emitter({ ...express, listen: { returns: 'http#Server' } }),
        'express#Express': { extends: ['express#Application'] },
        'express#Request': { extends: [request] },
        'express#Response': {
            extends: [response],
            members: returning('this', 'send', 'json', 'status', 'sendStatus', 'set', 'type', 'cookie'),
        },
        'fastify#FastifyInstance': {
            members: {
                ...fastify,
                server: { type: 'http#Server' },
                ...returning('Promise<any>', 'listen', 'close', 'ready'),
            },
        },
        'fastify#FastifyRequest': { members: { raw: { type: request }, socket: { type: socket } } },
        'fastify#FastifyReply': {
            members: { raw: { type: response }, ...returning('this', 'send', 'code', 'header', 'type') },
        },
        'koa#Application': emitter({
            use: { returns: 'this', callbacks: { 0: ['koa#Context', 'any'] } },
            listen: { returns: 'http#Server' },
            callback: { returns: 'any' },
        }),
        'koa#Context': {
            members: { req: { type: request }, res: { type: response }, ...all('object', 'request', 'response') },
        },
    },
    rows: [],
};
