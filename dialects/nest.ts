import type { Dialect, Row } from '../src/sites/dialect.js'
import { cls, kinds, reported, seen } from './helpers.js'

const from = '@nestjs/microservices'
const client = `${from}#ClientProxy`
const decl = '@nestjs/microservices/client/client-proxy.d.ts'
const clients = ['ClientTCP', 'ClientRedis', 'ClientNats', 'ClientMqtt', 'ClientRMQ', 'ClientKafka', 'ClientKafkaProxy']

export const nest: Dialect = {
  name: from,
  about: "Nest's microservices: `send` gives a cold Observable, which asks when somebody subscribes.",
  testedWith: { [from]: '12.1.1' },
  on: true,
  exports: {
    [from]: {
      ClientProxy: cls(client),
      ClientProxyFactory: { type: `${from}#ClientProxyFactory static` },
      ...Object.fromEntries(clients.map(name => [name, cls(`${from}#${name}`)])),
    },
  },
  types: {
    [client]: { members: { send: { returns: 'rxjs#Observable' }, emit: { returns: 'rxjs#Observable' } } },
    [`${from}#ClientProxyFactory static`]: { members: { create: { returns: client } } },
    ...kinds(client, ...clients.map(name => `${from}#${name}`)),
  },
  rows: [
    {
      role: 'call',
      from,
      sym: 'ClientProxy#send',
      target: 'this',
      topic: 0,
      msg: 1,
      timeout: { operator: 'timeout', default: null },
      returns: 'Promise<any>',
      dead: 'hangs while nobody answers; errors when the connection closes',
      atRuntime: [
        ...seen(
          'Nothing is sent before somebody subscribes.',
          'Without an answer it waits for ever; when the TCP connection closes during the call it errors with `Connection closed`.',
        ),
        ...reported('nestjs/nest#837: a request that no pattern matches waits for ever, without an exception.'),
      ],
      sev: 3,
      decl,
    } satisfies Row,
    {
      role: 'send',
      from,
      sym: 'ClientProxy#emit',
      target: 'this',
      topic: 0,
      msg: 1,
      ack: 'handed-over',
      returns: 'Observable',
      dead: 'silent, unless somebody subscribes to its error',
      atRuntime: seen('It is sent at once; to a dead server, and without a subscriber, nothing tells of the loss.'),
      sev: 3,
      decl,
    },
    { role: 'stop', from, sym: 'ClientProxy#close', target: 'this', decl },
  ],
}
