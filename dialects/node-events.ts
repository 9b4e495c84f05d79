import type { Dialect, Row } from '../src/sites/dialect.js'
import { chained, cls, emitter } from './helpers.js'

const from = 'events'
const decl = '@types/node/events.d.ts'
const type = 'events#EventEmitter'
const functions = {
  once: { returns: 'Promise<any[]>' },
  on: { returns: 'any' },
  addAbortListener: { returns: 'object' },
  listenerCount: { returns: 'number' },
  getEventListeners: { returns: 'any[]' },
  setMaxListeners: { returns: 'void' },
}
const classes = { EventEmitter: cls(type, true), EventEmitterAsyncResource: cls('events#EventEmitterAsyncResource') }

/** As functions, and as static members of the class, which the module itself is. */
const waits = (of: string): Row[] => [
  {
    role: 'call',
    from,
    sym: `${of}once`,
    target: 0,
    event: 1,
    options: 2,
    timeout: { path: '2.signal', default: null },
    returns: 'Promise<any[]>',
    dead: 'hangs; rejects only if `error` fires',
    sev: 3,
    decl,
  },
  {
    role: 'watch',
    from,
    sym: `${of}on`,
    target: 0,
    event: 1,
    options: 2,
    handle: ['return', 'throw'],
    decl,
    note: 'The iterator takes its two listeners away when a loop over it ends.',
  },
]

/** `node:events`: waiting for one event, iterating over many; plain emitters only with the generic option. */
export const nodeEvents: Dialect = {
  name: 'node:events',
  testedWith: { '@types/node': '22.20.5' },
  on: true,
  exports: { events: { default: cls(type, true), '*': cls(type, true), ...classes, ...functions } },
  types: {
    [type]: {
      members: {
        ...chained(),
        emit: { returns: 'boolean' },
        listenerCount: { returns: 'number' },
        getMaxListeners: { returns: 'number' },
        listeners: { returns: 'any[]' },
        rawListeners: { returns: 'any[]' },
        eventNames: { returns: 'string[]' },
      },
    },
    [`${type} static`]: { members: { ...classes, ...functions } },
    'events#EventEmitterAsyncResource': { extends: [type] },
  },
  rows: [
    ...['', 'EventEmitter static#'].flatMap(waits),
    {
      role: 'watch',
      from,
      sym: 'addAbortListener',
      target: 0,
      listener: 1,
      fixedEvent: 'abort',
      terminal: ['abort'],
      once: true,
      handle: ['Symbol.dispose'],
      decl,
    },
    ...emitter(from, 'EventEmitter', { generic: true, decl }),
  ],
}
