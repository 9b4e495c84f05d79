import type { Dialect, Row } from '../src/sites/dialect.js'
import { all, seen } from './helpers.js'

const from = 'nact'
const decl = 'nact/lib/index.d.ts'
const context = 'nact#ActorContext'
const spawn = (sym: string): Row => ({
  role: 'spawn',
  from,
  sym,
  ...(sym !== 'start' && { target: 0, makes: 'child' as const }),
  decl,
  atRuntime: seen(
    'A stateful actor that throws is terminated, a stateless one survives; nobody outside is told.',
    'There is no watching primitive: only the parent can look, through its children.',
  ),
})
const members = {
  start: { returns: 'nact#ActorSystemRef' },
  spawn: { returns: 'nact#Ref', callbacks: { 1: ['any', 'any', context] } },
  spawnStateless: { returns: 'nact#Ref', callbacks: { 1: ['any', context] } },
  spawnPersistent: { returns: 'nact#Ref', callbacks: { 1: ['any', 'any', context] } },
  persistentQuery: { returns: 'any' },
  dispatch: { returns: 'void' },
  stop: { returns: 'void' },
  query: { returns: 'Promise<any>', callbacks: { 1: ['nact#Ref'] } },
  Nobody: { constructs: 'nact#Nobody' },
}

export const nact: Dialect = {
  name: 'nact',
  about: 'nact: small actors; a dispatch to a stopped one is silent, a query always has a timeout.',
  testedWith: { nact: '7.6.2' },
  on: true,
  exports: { nact: { ...all('nact#Module', '*'), ...members } },
  types: {
    'nact#Module': { members },
    'nact#Ref': {},
    // The actor's own reference: a dispatch to it is a send to oneself.
    'nact#Self': { extends: ['nact#Ref'] },
    'nact#Nobody': { extends: ['nact#Ref'] },
    'nact#ActorSystemRef': { extends: ['nact#Ref'] },
    [context]: {
      members: {
        self: { type: 'nact#Self' },
        parent: { type: 'nact#Ref' },
        children: { type: 'Map<string, nact#Ref>' },
        path: { type: 'object' },
        name: { type: 'string' },
        log: { type: 'object' },
      },
    },
    'nact#PersistentActorContext': { extends: [context] },
    'nact#ActorContextWithMailbox': { extends: [context] },
    'nact#SupervisionContext': { extends: [context] },
  },
  rows: [
    spawn('start'),
    spawn('spawn'),
    spawn('spawnStateless'),
    spawn('spawnPersistent'),
    {
      role: 'send',
      from,
      sym: 'dispatch',
      target: 0,
      msg: 1,
      dead: 'silent',
      ack: 'none',
      sev: 3,
      decl,
      note: 'To `ctx.self` (nact#Self) it is a self-send.',
      atRuntime: seen(
        'To an actor that was stopped or has crashed it does nothing and says nothing.',
        'Of 20 messages to an actor that was stopped meanwhile, 6 were handled.',
      ),
    },
    {
      role: 'call',
      from,
      sym: 'query',
      target: 0,
      msg: 1,
      timeout: { arg: 2 },
      bounded: true,
      returns: 'Promise<any>',
      dead: 'rejects at once if it is stopped, after the whole timeout if it stops during the call',
      sev: 0,
      atRuntime: seen(
        'Its timeout is mandatory: without one it throws.',
        'An actor that is stopped already makes it reject at once; one that stops during the query, after the whole timeout.',
      ),
      decl,
    },
    { role: 'stop', from, sym: 'stop', target: 0, decl },
  ],
}
