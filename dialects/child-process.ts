import type { Dialect, Row } from '../src/sites/dialect.js'
import { chained, cls, emitter, nodeModule, returning, seen } from './helpers.js'
import { processShape } from './process-shape.js'

const from = 'child_process'
const decl = '@types/node/child_process.d.ts'
const events = ['exit', 'close', 'error', 'disconnect', 'message', 'spawn']
const child = 'child_process#ChildProcess'
const failed = seen(
  'When the channel is closed it returns `false`. With a callback, that gets `ERR_IPC_CHANNEL_CLOSED`; without one, an `error` event, which is an uncaught exception in the sender if nobody listens.',
  'In the same tick as a SIGKILL it returns `true` and the callback gets `null`: the message is lost, and success says no more than that it was written.',
  'To a child that does not read, `false` means a backlog (after the fourth message of 100 kB), not a failure.',
  'Where the child was made without `ipc`, `send` is undefined, and calling it is a TypeError.',
)
const heard = seen(
  'A child that could not be started (ENOENT) fires `error` and never `exit`.',
  'On a child that has exited already, `exit` never fires: a late listener waits for ever.',
  'Listeners stay on the child when it exits.',
)
const unsent: Partial<Row> = {
  target: 'this',
  msg: 0,
  callback: -1,
  returns: 'boolean',
  dead: 'false; with a callback: its error, without one: an `error` event, uncaught if nobody listens',
  ack: 'written',
  atRuntime: failed,
}
const started = seen(
  'A child that cannot be started says so by `error` alone; without a listener that is an uncaught exception.',
)
const spawn = (sym: string): Row => ({
  role: 'spawn',
  from,
  sym,
  makes: 'process',
  supervisedBy: ['exit', 'error', 'close'],
  decl,
  atRuntime: started,
})

const api = nodeModule(from, {
  ChildProcess: cls(child),
  ...returning(child, 'fork', 'spawn', 'exec', 'execFile'),
  ...returning('object', 'execSync', 'execFileSync', 'spawnSync'),
})

export const childProcess: Dialect = {
  name: 'node:child_process',
  about: "`node:child_process` and the child's end of its channel, `process.send`.",
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
    ...emitter(from, 'ChildProcess', { events, terminal: ['exit', 'close'], decl, atRuntime: heard }),
    {
      role: 'stop',
      from,
      sym: 'ChildProcess#kill',
      target: 'this',
      returns: 'boolean',
      decl,
      atRuntime: seen('`killed` only says that a signal was sent.'),
    },
    { role: 'stop', from, sym: 'ChildProcess#disconnect', target: 'this', decl },
    {
      ...unsent,
      role: 'send',
      from: 'process',
      sym: 'Process#send',
      sev: 2,
      direction: 'up',
      singleton: true,
      atRuntime: seen(
        'After the channel was disconnected it returns `false`, and `process` gets an `error` event, which ends the child if nobody listens.',
      ),
    },
    ...emitter('process', 'Process', {
      events: ['message', 'disconnect'],
      terminal: ['disconnect'],
      singleton: true,
      direction: 'up',
    }),
    { role: 'stop', from: 'process', sym: 'Process#disconnect', target: 'this', singleton: true, direction: 'up' },
  ],
}
