import type { Dialect } from '../src/sites/dialect.js'

const from = 'partyserver'
const connection = 'partyserver#Connection'
const decl = 'partyserver/dist/index.d.ts'

/** partyserver: a connection is a WebSocket with an id; what is sent to one that has gone throws or is lost. */
export const partyserver: Dialect = {
  name: 'partyserver',
  testedWith: { partyserver: '0.5.10' },
  on: true,
  exports: { partyserver: { Server: { constructs: 'partyserver#Server' } } },
  types: {
    [connection]: { extends: ['lib.dom#WebSocket'] },
    'partyserver#Server': {
      members: {
        getConnection: { returns: connection },
        getConnections: { returns: `Iterable<${connection}>` },
        broadcast: { returns: 'void' },
      },
    },
  },
  rows: [
    {
      role: 'send',
      from,
      sym: 'Connection#send',
      target: 'this',
      msg: 0,
      dead: 'throws once it is closed',
      ack: 'none',
      sev: 3,
      decl,
    },
    {
      role: 'broadcast',
      from,
      sym: 'Server#broadcast',
      target: 'this',
      msg: 0,
      dead: 'silent',
      ack: 'none',
      sev: 2,
      decl,
    },
  ],
}
