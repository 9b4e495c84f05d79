import type { Dialect, Row } from '../src/sites/dialect.js'
import { chained, cls, emitter, nodeModule, returning } from './helpers.js'
import { processShape } from './process-shape.js'

const from = 'child_process'
const decl = '@types/node/child_process.d.ts'
const events = ['exit', 'close', 'error', 'disconnect', 'message', 'spawn']
const child = 'child_process#ChildProcess'
const unsent: Partial<Row> = {
  target: 'this',
  msg: 0,
  callback: -1,
  returns: 'boolean',
  dead: 'false; with a callback: its error, without one: an `error` event, uncaught if nobody listens',
  ack: 'written',
}
const spawn = (sym: string): Row => ({ role: 'spawn', from, sym, supervisedBy: ['exit', 'error', 'close'], decl })

const api = nodeModule(from, {
  ChildProcess: cls(child),
  ...returning(child, 'fork', 'spawn', 'exec', 'execFile'),
  ...returning('object', 'execSync', 'execFileSync', 'spawnSync'),
})

/** `node:child_process` and the child's end of its channel, `process.send`. */
export const childProcess: Dialect = {
  name: 'node:child_process',
  testedWith: { '@types/node': '22.20.5' },
  on: true,
  exports: { ...api.exports, ...processShape.exports },
  types: {
    ...api.types,
    ...processShape.types,
    [child]: {
      extends: ['events#EventEmitter'],
      members: {
        ...chained(),
        stdin: { type: 'stream#Writable' },
        stdout: { type: 'stream#Readable' },
        stderr: { type: 'stream#Readable' },
        stdio: { type: 'stream#Duplex[]' },
        channel: { type: 'object' },
        pid: { type: 'number' },
        connected: { type: 'boolean' },
        killed: { type: 'boolean' },
        exitCode: { type: 'number' },
        signalCode: { type: 'string' },
        spawnfile: { type: 'string' },
        spawnargs: { type: 'string[]' },
        send: { returns: 'boolean' },
        kill: { returns: 'boolean' },
        disconnect: { returns: 'void' },
        ref: { returns: 'void' },
        unref: { returns: 'void' },
      },
    },
    ...Object.fromEntries(
      ['ChildProcessByStdio', 'ChildProcessWithoutNullStreams', 'PromiseWithChild'].map(name => [
        `child_process#${name}`,
        name === 'PromiseWithChild' ? { members: { child: { type: child } } } : { extends: [child] },
      ]),
    ),
  },
  globals: processShape.globals,
  rows: [
    spawn('fork'),
    spawn('spawn'),
    spawn('exec'),
    spawn('execFile'),
    { ...unsent, role: 'send', from, sym: 'ChildProcess#send', sev: 3, decl },
    ...emitter(from, 'ChildProcess', { events, terminal: ['exit', 'close'], decl }),
    { role: 'stop', from, sym: 'ChildProcess#kill', target: 'this', returns: 'boolean', decl },
    { role: 'stop', from, sym: 'ChildProcess#disconnect', target: 'this', decl },
    { ...unsent, role: 'send', from: 'process', sym: 'Process#send', sev: 2, direction: 'up', singleton: true },
    ...emitter('process', 'Process', {
      events: ['message', 'disconnect'],
      terminal: ['disconnect'],
      singleton: true,
      direction: 'up',
    }),
    { role: 'stop', from: 'process', sym: 'Process#disconnect', target: 'this', singleton: true, direction: 'up' },
  ],
}
