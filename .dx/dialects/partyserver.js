import { cls } from './helpers.js';
const server = 'partyserver#Server';
const connection = 'partyserver#Connection';
export const partyserver = {
    name: 'partyserver',
    about: 'partyserver: WebSocket servers in Durable Objects. A connection is a WebSocket with a name.',
    testedWith: { partyserver: '0.5.10' },
    on: true,
    exports: { partyserver: { Server: cls(server) } },
    types: {
        [connection]: { extends: ['lib.dom#WebSocket'] },
        [server]: {
            members: {
                broadcast: { returns: 'void' },
                getConnection: { returns: connection },
                getConnections: { returns: `Iterable<${connection}>` },
            },
        },
    },
    rows: [
        { role: 'broadcast', from: 'partyserver', sym: 'Server#broadcast', target: 'this', msg: 0, dead: 'silent', sev: 2 },
    ],
};
