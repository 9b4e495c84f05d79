import type { Dialect, Row } from '../src/sites/dialect.js'
import { chained, cls, emitter, seen } from './helpers.js'

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
    atRuntime: seen(
      'It rejects if `error` fires, and waits for ever if the emitter just ends; at top level the process then ends with exit code 13.',
      'With `AbortSignal.timeout(ms)` it rejects with an AbortError and leaves no listener behind.',
      'Raced against a timer instead, twelve races leave twelve listeners and twelve for `error`.',
    ),
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
    atRuntime: seen('It adds two listeners; leaving the `for await` loop takes them away.'),
  },
]

export const nodeEvents: Dialect = {
  name: 'node:events',
  about: '`node:events`: waiting for one event, iterating over many; plain emitters only with the generic option.',
  testedWith: { '@types/node': '22.20.5' },
  on: true,
  exports: { events: { default: cls(type, true), '*': cls(type, true), ...classes, ...functions } },
  types: {
    'events#Abortable': { members: { signal: { type: 'lib.dom#AbortSignal' } } },
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
    ...emitter(from, 'EventEmitter', {
      generic: true,
      decl,
      atRuntime: seen('At the eleventh listener of an event Node warns of a leak, once.'),
    }),
  ],
}
