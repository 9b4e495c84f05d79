import type { Dialect, Row } from '../src/sites/dialect.js'
import { chained, cls, emitter, eventTarget, nodeModule, portEmitter, returning, slots } from './helpers.js'

const from = 'worker_threads'
const decl = '@types/node/worker_threads.d.ts'
const workerEvents = ['exit', 'error', 'message', 'messageerror', 'online']
const portEvents = ['close', 'message', 'messageerror']
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

/** `node:worker_threads`: a dead worker or port swallows what is posted to it. */
export const workerThreads: Dialect = {
  name: 'node:worker_threads',
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
    { role: 'spawn', from, sym: 'new Worker', supervisedBy: ['exit', 'error'], decl },
    { ...lost, role: 'send', from, sym: 'Worker#postMessage', sev: 3 },
    { ...lost, role: 'send', from, sym: 'MessagePort#postMessage', sev: 3 },
    { ...lost, role: 'send', from, sym: 'ParentPort#postMessage', sev: 1, direction: 'up', singleton: true },
    { ...lost, role: 'broadcast', from, sym: 'BroadcastChannel#postMessage', transfer: undefined, sev: 1 },
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
    },
    ...emitter(from, 'Worker', { events: workerEvents, terminal: ['exit'], released: ['terminate'], decl }),
    ...portEmitter(from, 'MessagePort', { events: portEvents, terminal: ['close'], released: ['close'], decl }),
    ...eventTarget(from, 'MessagePort', { events: portEvents, terminal: ['close'], released: ['close'], decl }),
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
