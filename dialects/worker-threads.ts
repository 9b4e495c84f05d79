import type { Dialect, Row } from '../src/sites/dialect.js'
import {
  chained,
  cls,
  documented,
  emitter,
  eventTarget,
  nodeModule,
  portEmitter,
  returning,
  seen,
  slots,
} from './helpers.js'

const from = 'worker_threads'
const decl = '@types/node/worker_threads.d.ts'
const workerEvents = ['exit', 'error', 'message', 'messageerror', 'online']
const portEvents = ['close', 'message', 'messageerror']
const workerLost = seen(
  'After `terminate()` or the exit of the worker, `postMessage` returns and nothing else happens: no exception, no event.',
  'Messages that are queued in a worker that ends are lost: of 50 that were posted, 13 were answered before it threw.',
  'A value that cannot be cloned throws `DataCloneError` at once, in the sender.',
)
const portLost = seen(
  'A port whose other end is closed swallows the message; nothing is thrown.',
  'A port that was handed to a worker gets `close` when that worker ends.',
)
const heard = seen(
  'Node takes all listeners of a worker away when it exits, so that one listener per worker that is made grows nothing.',
  'On a worker that has exited already, `exit` never fires: a late listener waits for ever.',
  'Fifteen requests through one worker that each add a listener leave fifteen of each, and a MaxListenersExceededWarning.',
)
const portHeard = seen(
  'On a port that is closed already, `close` never fires.',
  'An open port with a `message` listener keeps the process alive.',
)
const lost: Partial<Row> = { target: 'this', msg: 0, transfer: 1, dead: 'silent', ack: 'none', decl }

const api = nodeModule(from, {
  Worker: cls('worker_threads#Worker'),
  MessageChannel: cls('worker_threads#MessageChannel'),
  MessagePort: cls('worker_threads#MessagePort'),
  BroadcastChannel: cls('worker_threads#BroadcastChannel'),
  parentPort: { type: 'worker_threads#ParentPort' },
  isMainThread: { type: 'boolean' },
  threadId: { type: 'number' },
  workerData: { type: 'any' },
  resourceLimits: { type: 'object' },
  SHARE_ENV: { type: 'object' },
  getEnvironmentData: { returns: 'any' },
  setEnvironmentData: { returns: 'void' },
  markAsUntransferable: { returns: 'void' },
  isMarkedAsUntransferable: { returns: 'boolean' },
  markAsUncloneable: { returns: 'void' },
  moveMessagePortToContext: { returns: 'worker_threads#MessagePort' },
  receiveMessageOnPort: { returns: 'object' },
  postMessageToThread: { returns: 'Promise<void>' },
})

export const workerThreads: Dialect = {
  name: 'node:worker_threads',
  about: '`node:worker_threads`: a dead worker or port swallows what is posted to it.',
  testedWith: { '@types/node': '22.20.5' },
  on: true,
  exports: api.exports,
  types: {
    ...api.types,
    'worker_threads#Worker': {
      extends: ['events#EventEmitter'],
      members: {
        ...chained(),
        stdin: { type: 'stream#Writable' },
        stdout: { type: 'stream#Readable' },
        stderr: { type: 'stream#Readable' },
        threadId: { type: 'number' },
        resourceLimits: { type: 'object' },
        performance: { type: 'object' },
        postMessage: { returns: 'void' },
        terminate: { returns: 'Promise<number>' },
        getHeapSnapshot: { returns: 'Promise<stream#Readable>' },
        ref: { returns: 'void' },
        unref: { returns: 'void' },
      },
    },
    'worker_threads#MessagePort': {
      extends: ['lib.dom#EventTarget'],
      members: {
        ...returning('this', 'on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners'),
        postMessage: { returns: 'void' },
        start: { returns: 'void' },
        close: { returns: 'void' },
        ref: { returns: 'void' },
        unref: { returns: 'void' },
      },
    },
    // The one port to the thread that made this one: it exists once, and what is sent through it goes upward.
    'worker_threads#ParentPort': { extends: ['worker_threads#MessagePort'] },
    'worker_threads#MessageChannel': {
      members: { port1: { type: 'worker_threads#MessagePort' }, port2: { type: 'worker_threads#MessagePort' } },
    },
    'worker_threads#BroadcastChannel': {
      extends: ['lib.dom#EventTarget'],
      members: { postMessage: { returns: 'void' }, close: { returns: 'void' }, name: { type: 'string' } },
    },
  },
  rows: [
    {
      role: 'spawn',
      from,
      sym: 'new Worker',
      makes: 'process',
      supervisedBy: ['exit', 'error'],
      decl,
      atRuntime: seen(
        'A worker that throws is an uncaught exception in its parent if nobody listens to `error`.',
        'An unhandled rejection in the worker is `error`, then `exit` with code 1.',
      ),
    },
    { ...lost, role: 'send', from, sym: 'Worker#postMessage', sev: 3, atRuntime: workerLost },
    { ...lost, role: 'send', from, sym: 'MessagePort#postMessage', sev: 3, atRuntime: portLost },
    {
      ...lost,
      role: 'send',
      from,
      sym: 'ParentPort#postMessage',
      sev: 1,
      direction: 'up',
      singleton: true,
      atRuntime: documented('It goes to the thread that made this one; that thread ends this one with itself.'),
    },
    {
      ...lost,
      role: 'broadcast',
      from,
      sym: 'BroadcastChannel#postMessage',
      transfer: undefined,
      sev: 1,
      atRuntime: seen(
        'Without a receiver it is silent; on a channel that was closed here it throws `InvalidStateError`.',
        'An open channel keeps the process alive.',
      ),
    },
    {
      role: 'ackSend',
      from,
      sym: 'postMessageToThread',
      target: 0,
      msg: 1,
      timeout: { arg: -1, default: null },
      returns: 'Promise<void>',
      dead: 'rejects',
      ack: 'received',
      sev: 0,
      decl,
      note: 'The bound is the last argument, the third or (after a transfer list) the fourth.',
      atRuntime: [
        ...seen(
          'To a thread that is gone, or that has no `workerMessage` listener, it rejects with `ERR_WORKER_MESSAGING_FAILED`.',
          'To a busy thread it rejects with `ERR_WORKER_MESSAGING_TIMEOUT` once its timeout is over; without one it waits.',
        ),
        ...documented('Its timeout is in milliseconds; undefined, the default, waits for ever.'),
      ],
    },
    ...emitter(from, 'Worker', {
      events: workerEvents,
      terminal: ['exit'],
      released: ['terminate'],
      decl,
      atRuntime: heard,
    }),
    ...portEmitter(from, 'MessagePort', {
      events: portEvents,
      terminal: ['close'],
      released: ['close'],
      decl,
      atRuntime: portHeard,
    }),
    ...eventTarget(from, 'MessagePort', {
      events: portEvents,
      terminal: ['close'],
      released: ['close'],
      decl,
      atRuntime: portHeard,
    }),
    ...slots(from, 'MessagePort', ['onmessage', 'onmessageerror'], { released: ['close'], decl }),
    ...portEmitter(from, 'ParentPort', {
      events: portEvents,
      terminal: ['close'],
      released: ['close'],
      singleton: true,
      direction: 'up',
      decl,
    }),
    ...eventTarget(from, 'ParentPort', {
      events: portEvents,
      terminal: ['close'],
      released: ['close'],
      singleton: true,
      direction: 'up',
      decl,
    }),
    ...slots(from, 'ParentPort', ['onmessage', 'onmessageerror'], { singleton: true, direction: 'up', decl }),
    ...eventTarget(from, 'BroadcastChannel', { events: ['message', 'messageerror'], released: ['close'], decl }),
    ...slots(from, 'BroadcastChannel', ['onmessage', 'onmessageerror'], { released: ['close'], decl }),
    ...emitter('process', 'Process', { events: ['workerMessage'], singleton: true }),
    { role: 'stop', from, sym: 'Worker#terminate', target: 'this', returns: 'Promise<number>', decl },
    { role: 'stop', from, sym: 'MessagePort#close', target: 'this', decl },
    { role: 'stop', from, sym: 'BroadcastChannel#close', target: 'this', decl },
  ],
}
