import type { Dialect } from '../src/sites/dialect.js'
import { chained, cls, emitter, listening, seen } from './helpers.js'

const from = 'cluster'
const decl = '@types/node/cluster.d.ts'
const worker = 'cluster#Worker'
const value = { type: 'cluster#Cluster' }
const first = [worker]
/** What can be imported by name. */
const own = {
  fork: { returns: worker },
  workers: { type: 'Record<string, cluster#Worker>' },
  settings: { type: 'object' },
  disconnect: { returns: 'void' },
  setupMaster: { returns: 'void' },
  setupPrimary: { returns: 'void' },
  isMaster: { type: 'boolean' },
  isPrimary: { type: 'boolean' },
  isWorker: { type: 'boolean' },
}
const members = {
  ...chained(),
  ...listening({ fork: first, online: first, listening: first, disconnect: first, exit: first, message: first }),
  worker: { type: worker },
  ...own,
}
const events = ['fork', 'online', 'listening', 'disconnect', 'exit', 'message', 'setup']

export const cluster: Dialect = {
  name: 'node:cluster',
  about: '`node:cluster`: as child_process, with workers that leave `cluster.workers` when they die.',
  testedWith: { '@types/node': '22.20.5' },
  on: true,
  exports: { cluster: { default: value, '*': value, Worker: cls(worker), ...own } },
  types: {
    'cluster#Cluster': { extends: ['events#EventEmitter'], members: { Worker: cls(worker), ...members } },
    [worker]: {
      extends: ['events#EventEmitter'],
      members: {
        ...chained(),
        process: { type: 'child_process#ChildProcess' },
        id: { type: 'number' },
        exitedAfterDisconnect: { type: 'boolean' },
        send: { returns: 'boolean' },
        disconnect: { returns: 'this' },
        kill: { returns: 'void' },
        destroy: { returns: 'void' },
        isDead: { returns: 'boolean' },
        isConnected: { returns: 'boolean' },
      },
    },
  },
  rows: [
    { role: 'spawn', from, sym: 'fork', makes: 'process', supervisedBy: ['exit', 'error', 'disconnect'], decl },
    { role: 'spawn', from, sym: 'Cluster#fork', makes: 'process', supervisedBy: ['exit', 'error', 'disconnect'], decl },
    {
      role: 'send',
      from,
      sym: 'Worker#send',
      target: 'this',
      msg: 0,
      callback: -1,
      returns: 'boolean',
      dead: 'false; with a callback: its error, without one: an `error` event, uncaught if nobody listens',
      ack: 'written',
      sev: 3,
      decl,
      atRuntime: seen(
        'As of a child process: to a dead worker it returns `false`, and without a callback or an `error` listener the failed send is an uncaught exception in the sender.',
      ),
    },
    ...emitter(from, 'Worker', {
      events: ['exit', 'disconnect', 'error', 'message', 'listening', 'online'],
      terminal: ['exit'],
      decl,
      atRuntime: seen('On its death come `disconnect`, `exit`, and the entry leaves `cluster.workers`.'),
    }),
    ...emitter(from, 'Cluster', { events, singleton: true, decl }),
    { role: 'stop', from, sym: 'Worker#kill', target: 'this', decl },
    { role: 'stop', from, sym: 'Worker#destroy', target: 'this', decl },
    { role: 'stop', from, sym: 'Worker#disconnect', target: 'this', decl },
    { role: 'stop', from, sym: 'Cluster#disconnect', target: 'this', singleton: true, decl },
  ],
}
