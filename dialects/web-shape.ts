import type { Dialect, Member, TypeShape } from '../src/sites/dialect.js'
import { all, cls, kinds, returning } from './helpers.js'

type Members = Record<string, Member>
const target = 'lib.dom#EventTarget'
const port = 'lib.dom#MessagePort'
const peerWindow = 'lib.dom#Window'
const ownWindow = 'lib.dom#OwnWindow'
const registration = 'lib.dom#ServiceWorkerRegistration'
const serviceWorker = 'lib.dom#ServiceWorker'
const message = ['lib.dom#MessageEvent']
const events = { message, messageerror: message, connect: message }
const nothing: Member = { returns: 'void' }

/** `addEventListener` and the slots of something that gets messages. */
const listening: Members = {
  addEventListener: { returns: 'void', events },
  removeEventListener: nothing,
  onmessage: { events },
  onmessageerror: { events },
}
const peer = (members: Members = {}): TypeShape => ({
  extends: [target],
  members: { ...listening, postMessage: nothing, ...members },
})

/** Classes that are there without import; in a page and, most of them, in a worker and in Node. */
const classes: Members = {
  Worker: cls('lib.dom#Worker'),
  SharedWorker: cls('lib.dom#SharedWorker'),
  MessageChannel: cls('lib.dom#MessageChannel'),
  MessagePort: cls(port),
  BroadcastChannel: cls('lib.dom#BroadcastChannel'),
  WebSocket: cls('lib.dom#WebSocket'),
  EventSource: cls('lib.dom#EventSource'),
  EventTarget: cls(target),
  XMLHttpRequest: cls('lib.dom#XMLHttpRequest'),
  Request: cls('lib.dom#Request'),
}
const scope: Members = {
  addEventListener: listening.addEventListener!,
  removeEventListener: nothing,
  dispatchEvent: { returns: 'boolean' },
  structuredClone: { passes: 0 },
  fetch: { returns: 'Promise<object>' },
  navigator: { type: 'lib.dom#Navigator' },
}
const windowMembers: Members = {
  ...scope,
  postMessage: nothing,
  onmessage: { events },
  onmessageerror: { events },
  document: { type: 'lib.dom#Document' },
  ...all(peerWindow, 'window', 'self', 'parent', 'top', 'opener'),
  frames: { type: `${peerWindow}[]` },
  open: { returns: peerWindow },
  ...returning('void', 'close', 'focus', 'blur'),
}
const frame = 'lib.dom#HTMLIFrameElement'
const found: Member = { returns: 'lib.dom#HTMLElement[]', literals: { iframe: `${frame}[]` } }
const queries: Members = {
  querySelector: { returns: 'lib.dom#HTMLElement', literals: { iframe: frame } },
  querySelectorAll: found,
  getElementsByTagName: found,
}
const elements = ['Element', 'HTMLElement', 'HTMLIFrameElement', 'HTMLFormElement', 'HTMLInputElement', 'SVGElement']

export const webTypes: NonNullable<Dialect['types']> = {
  [target]: {
    members: { addEventListener: nothing, removeEventListener: nothing, dispatchEvent: { returns: 'boolean' } },
  },
  'lib.dom#Worker': peer({ onerror: {}, terminate: nothing }),
  'lib.dom#SharedWorker': {
    extends: [target],
    members: { port: { type: port }, onerror: {}, addEventListener: nothing, removeEventListener: nothing },
  },
  // Node's global MessageChannel makes ports that are emitters as well; lib.dom's declaration hides that.
  [port]: { extends: ['worker_threads#MessagePort'], members: { ...peer().members, start: nothing, close: nothing } },
  'lib.dom#MessageChannel': { members: all(port, 'port1', 'port2') },
  'lib.dom#BroadcastChannel': peer({ name: { type: 'string' }, close: nothing }),
  'lib.dom#MessageEvent': {
    members: {
      data: { type: 'any' },
      origin: { type: 'string' },
      ports: { type: `${port}[]` },
      source: { type: 'lib.dom#MessageEventSource' },
      ...all('any', 'target', 'currentTarget'),
    },
  },
  'lib.dom#MessageEventSource': { extends: [peerWindow, port, serviceWorker] },
  'lib.dom#ExtendableMessageEvent': {
    members: {
      data: { type: 'any' },
      ports: { type: `${port}[]` },
      source: { type: `lib.dom#Client | ${serviceWorker} | ${port}` },
      waitUntil: nothing,
    },
  },
  [serviceWorker]: {
    extends: [target],
    members: {
      ...returning('void', 'postMessage', 'addEventListener', 'removeEventListener'),
      onstatechange: {},
      onerror: {},
      state: { type: 'string' },
    },
  },
  'lib.dom#ServiceWorkerContainer': {
    extends: [target],
    members: {
      ...listening,
      oncontrollerchange: {},
      controller: { type: serviceWorker },
      ready: { type: `Promise<${registration}>` },
      register: { returns: `Promise<${registration}>` },
      getRegistration: { returns: `Promise<${registration}>` },
      getRegistrations: { returns: `Promise<${registration}[]>` },
      startMessages: nothing,
    },
  },
  [registration]: {
    extends: [target],
    members: {
      ...all(serviceWorker, 'active', 'waiting', 'installing'),
      ...returning('void', 'addEventListener', 'removeEventListener'),
      onupdatefound: {},
      ...returning('Promise<any>', 'update', 'unregister'),
    },
  },
  'lib.dom#Navigator': { members: { serviceWorker: { type: 'lib.dom#ServiceWorkerContainer' } } },
  'lib.dom#Client': { members: { postMessage: nothing, ...all('string', 'id', 'url', 'type') } },
  'lib.dom#WindowClient': {
    extends: ['lib.dom#Client'],
    members: returning('Promise<lib.dom#WindowClient>', 'focus', 'navigate'),
  },
  'lib.dom#Clients': {
    members: {
      get: { returns: 'Promise<lib.dom#Client>' },
      matchAll: { returns: 'Promise<lib.dom#WindowClient[]>' },
      openWindow: { returns: 'Promise<lib.dom#WindowClient>' },
      claim: { returns: 'Promise<void>' },
    },
  },
  'lib.dom#WebSocket': {
    extends: [target],
    members: {
      ...returning('void', 'send', 'close', 'addEventListener', 'removeEventListener'),
      onopen: {},
      onclose: {},
      onerror: {},
      onmessage: { events },
      ...all('number', 'readyState', 'bufferedAmount'),
      ...all('string', 'url', 'protocol', 'extensions', 'binaryType'),
    },
  },
  'lib.dom#EventSource': {
    extends: [target],
    members: {
      ...returning('void', 'close', 'addEventListener', 'removeEventListener'),
      onopen: {},
      onerror: {},
      onmessage: { events },
      readyState: { type: 'number' },
    },
  },
  [peerWindow]: { extends: [target], members: windowMembers },
  'lib.dom#WindowProxy': { extends: [peerWindow] },
  // The window of the code itself: what it posts there it posts to itself.
  [ownWindow]: { extends: [peerWindow], isGlobal: true, members: all(ownWindow, 'window', 'self') },
  'lib.dom#WorkerGlobalScope': { extends: [target], members: { ...scope, importScripts: nothing } },
  'lib.dom#DedicatedWorkerGlobalScope': {
    extends: ['lib.dom#WorkerGlobalScope'],
    members: { ...listening, postMessage: nothing, close: nothing },
  },
  'lib.dom#SharedWorkerGlobalScope': {
    extends: ['lib.dom#WorkerGlobalScope'],
    members: { addEventListener: { returns: 'void', events }, onconnect: { events }, close: nothing },
  },
  'lib.dom#ServiceWorkerGlobalScope': {
    extends: ['lib.dom#WorkerGlobalScope'],
    members: {
      clients: { type: 'lib.dom#Clients' },
      registration: { type: registration },
      serviceWorker: { type: serviceWorker },
      skipWaiting: { returns: 'Promise<void>' },
      addEventListener: { returns: 'void', events: { message: ['lib.dom#ExtendableMessageEvent'] } },
      onmessage: { events: { message: ['lib.dom#ExtendableMessageEvent'] } },
    },
  },
  // `self` in a file that does not say in which kind of worker it runs.
  'lib.dom#WorkerSelf': {
    extends: [
      'lib.dom#DedicatedWorkerGlobalScope',
      'lib.dom#SharedWorkerGlobalScope',
      'lib.dom#ServiceWorkerGlobalScope',
    ],
    isGlobal: true,
  },
  // Look-alikes without rows: their listeners go with the document, and `send` is no message to a peer.
  'lib.dom#Document': {
    extends: [target],
    members: {
      defaultView: { type: peerWindow },
      getElementById: { returns: 'lib.dom#HTMLElement' },
      createElement: { returns: 'lib.dom#HTMLElement', literals: { iframe: 'lib.dom#HTMLIFrameElement' } },
      ...queries,
      ...all('lib.dom#HTMLElement', 'body', 'head', 'documentElement', 'activeElement'),
    },
  },
  'lib.dom#Element': { extends: [target], members: queries },
  ...kinds(
    'lib.dom#Element',
    ...elements.filter(name => !/^(HTMLIFrame)?Element$/.test(name)).map(name => `lib.dom#${name}`),
  ),
  'lib.dom#HTMLIFrameElement': {
    extends: ['lib.dom#HTMLElement'],
    members: { contentWindow: { type: peerWindow }, contentDocument: { type: 'lib.dom#Document' } },
  },
  'lib.dom#RequestInit': { members: { signal: { type: 'lib.dom#AbortSignal' } } },
  'lib.dom#Request': { members: { signal: { type: 'lib.dom#AbortSignal' }, url: { type: 'string' } } },
  'lib.dom#XMLHttpRequest': { extends: [target], members: returning('void', 'send', 'open', 'abort') },
}

export const webGlobals: NonNullable<Dialect['globals']> = {
  ...classes,
  ...scope,
  postMessage: nothing,
  window: { type: ownWindow },
  globalThis: { type: ownWindow },
  self: { type: 'lib.dom#WorkerSelf' },
  ...all(peerWindow, 'parent', 'top', 'opener'),
  frames: { type: `${peerWindow}[]` },
  document: { type: 'lib.dom#Document' },
  onmessage: { events },
  onmessageerror: { events },
}
