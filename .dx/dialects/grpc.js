import { all, cls, seen } from './helpers.js';
const from = '@grpc/grpc-js';
const decl = '@grpc/grpc-js/build/src/client.d.ts';
const client = `${from}#Client`;
/** The generated methods: with a callback they wait for one answer, without one they give a stream. */
const unary = (member, msg) => ({
    role: 'call',
    from,
    sym: `Client#${member}`,
    target: 'this',
    msg,
    ackCallback: -1,
    timeout: { anyArg: 'deadline', absolute: true, default: null },
    returns: 'object',
    dead: 'hangs while the server neither answers nor closes',
    atRuntime: seen('Without a deadline it waits for as long as the server takes; with one it ends with code 4, DEADLINE_EXCEEDED.', 'The deadline is a point in time: `deadline: 5000` fails at once.'),
    sev: 3,
    decl,
});
/** What a client can do besides calling: without rows of their own they would be taken for calls. */
const plain = (member) => ({ role: 'release', from, sym: `Client#${member}`, decl });
const members = {
    Client: cls(client),
    Metadata: cls(`${from}#Metadata`),
    loadPackageDefinition: { returns: 'any' },
    ...all('object', 'credentials', 'status'),
};
export const grpc = {
    name: from,
    about: 'gRPC: a unary call without a deadline waits for as long as the server takes. The deadline is a point in time.',
    testedWith: { [from]: '1.14.7' },
    on: true,
    exports: { [from]: { ...all(`${from}#Module`, '*'), ...members } },
    types: { [`${from}#Module`]: { members }, [client]: {}, [`${from}#Metadata`]: {} },
    rows: [
        unary('*', 0),
        unary('makeUnaryRequest', 3),
        unary('makeClientStreamRequest', 2),
        { role: 'call', from, sym: 'Client#waitForReady', target: 'this', timeout: { arg: 0 }, bounded: true, decl },
        { role: 'stop', from, sym: 'Client#close', target: 'this', decl },
        ...['getChannel', 'makeServerStreamRequest', 'makeBidiStreamRequest'].map(plain),
    ],
};
