import type { Dialect, Row } from '../src/sites/dialect.js'
import { documented, type Extra, eventTarget, reported, slots } from './helpers.js'
import { webGlobals, webTypes } from './web-shape.js'

const from = 'lib.dom'
const once: Extra = { singleton: true }
const messages = ['message', 'messageerror']
const onmessage = ['onmessage', 'onmessageerror']

const swallowed = [
  ...documented(
    'By the HTML specification a terminated worker, and a port whose other end is gone, take no messages and throw nothing.',
  ),
  ...reported('whatwg/html#5125: messages to a worker that was terminated are swallowed.'),
]
const noExit = documented(
  'A worker of a browser has no exit event, only `error`: its end has to be told by its owner or by a heartbeat.',
)
const send = (sym: string, extra: Extra): Row => ({
  target: 'this',
  msg: 0,
  dead: 'silent',
  ack: 'none',
  ...extra,
  role: 'send',
  from,
  sym,
})
const watch = (type: string, events: string[] | undefined, names: string[], extra: Extra = {}): Row[] => [
  ...eventTarget(from, type, { ...extra, events }),
  ...slots(from, type, names, extra),
]
const stop = (sym: string): Row => ({ role: 'stop', from, sym, target: 'this' })
/** A window or worker has many events that tell of no peer: those only with the generic option. */
const scope = (type: string, events: string[], names: string[], others: string[] = []): Row[] => [
  ...watch(type, events, names, { ...once, namedOnly: true }),
  ...watch(type, undefined, others, { ...once, generic: true }),
]

export const webMessaging: Dialect = {
  name: 'web-messaging',
  about: 'Messaging of browsers: workers, ports, channels, windows, sockets. No worker there tells of its end.',
  testedWith: { typescript: '6.0.2' },
  on: true,
  types: webTypes,
  globals: webGlobals,
  telling: { contentWindow: 'lib.dom#Window' },
  rows: [
    { role: 'spawn', from, sym: 'new Worker', makes: 'process', supervisedBy: ['error'], atRuntime: noExit },
    { role: 'spawn', from, sym: 'new SharedWorker', makes: 'process', supervisedBy: ['error'] },
    { role: 'spawn', from, sym: 'new WebSocket', supervisedBy: ['close', 'error'] },
    { role: 'spawn', from, sym: 'new EventSource', supervisedBy: ['error'] },

    send('Worker#postMessage', { transfer: 1, sev: 3, atRuntime: swallowed }),
    send('MessagePort#postMessage', { transfer: 1, sev: 3, atRuntime: swallowed }),
    send('ServiceWorker#postMessage', {
      transfer: 1,
      sev: 3,
      atRuntime: documented('Its `state` is `redundant` once it is replaced.'),
    }),
    send('Client#postMessage', { transfer: 1, sev: 2 }),
    send('Window#postMessage', {
      transfer: 2,
      options: 1,
      sev: 2,
      note: 'Position 1 may be the target origin.',
      atRuntime: documented('The `contentWindow` of a frame is null once the frame is removed.'),
    }),
    {
      role: 'selfSend',
      from,
      sym: 'OwnWindow#postMessage',
      target: 'this',
      msg: 0,
      atRuntime: documented('It comes back to the same window as a task of its own.'),
    },
    send('DedicatedWorkerGlobalScope#postMessage', { transfer: 1, direction: 'up', sev: 1, singleton: true }),
    send('postMessage', {
      target: undefined,
      transfer: 1,
      direction: 'up',
      sev: 1,
      singleton: true,
      note: 'In a worker it goes to the owner; in a page, with an origin, to the page itself.',
    }),
    send('WebSocket#send', {
      dead: 'silent after the close; throws while CONNECTING',
      sev: 3,
      atRuntime: documented(
        'While CONNECTING it throws InvalidStateError; after the close it only lets `bufferedAmount` grow.',
      ),
    }),
    {
      ...send('BroadcastChannel#postMessage', {
        sev: 1,
        atRuntime: documented('It reaches whoever listens at the time; nobody is told that nobody did.'),
      }),
      role: 'broadcast',
    },

    ...watch('Worker', [...messages, 'error'], [...onmessage, 'onerror'], {
      released: ['terminate'],
      atRuntime: noExit,
    }),
    ...watch('SharedWorker', ['error'], ['onerror']),
    ...watch('MessagePort', [...messages, 'close'], onmessage, { terminal: ['close'], released: ['close'] }),
    ...watch('BroadcastChannel', messages, onmessage, { released: ['close'] }),
    ...watch('ServiceWorker', ['statechange', 'error'], ['onstatechange', 'onerror']),
    ...watch('ServiceWorkerContainer', [...messages, 'controllerchange'], [...onmessage, 'oncontrollerchange'], once),
    ...watch('ServiceWorkerRegistration', ['updatefound'], ['onupdatefound'], once),
    ...watch('WebSocket', ['open', 'message', 'error', 'close'], ['onopen', 'onmessage', 'onerror', 'onclose'], {
      terminal: ['close'],
      released: ['close'],
    }),
    ...watch('EventSource', undefined, ['onopen', 'onmessage', 'onerror'], { released: ['close'] }),
    ...scope('Window', messages, onmessage, [
      'onstorage',
      'onerror',
      'onunhandledrejection',
      'onbeforeunload',
      'onpagehide',
    ]),
    ...scope('WorkerGlobalScope', messages, [], ['onerror', 'onunhandledrejection']),
    ...scope('DedicatedWorkerGlobalScope', messages, onmessage),
    ...scope('SharedWorkerGlobalScope', ['connect'], ['onconnect']),
    ...scope('ServiceWorkerGlobalScope', messages, onmessage, ['onfetch', 'oninstall', 'onactivate']),

    {
      role: 'watch',
      from,
      sym: 'addEventListener',
      events: [...messages, 'connect'],
      event: 0,
      listener: 1,
      options: 2,
      released: ['removeEventListener'],
      singleton: true,
    },
    { role: 'unwatch', from, sym: 'removeEventListener', event: 0, listener: 1, singleton: true },
    ...onmessage.map(
      (sym): Row => ({ role: 'watch', from, sym, slot: true, fixedEvent: sym.slice(2), singleton: true }),
    ),

    stop('Worker#terminate'),
    stop('MessagePort#close'),
    stop('BroadcastChannel#close'),
    stop('WebSocket#close'),
    stop('EventSource#close'),
    stop('DedicatedWorkerGlobalScope#close'),
  ],
}
