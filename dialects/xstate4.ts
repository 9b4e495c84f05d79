import type { Dialect, Member, Row } from '../src/sites/dialect.js'
import { kinds, reexported, returning, seen } from './helpers.js'

const from = 'xstate'
const decl = 'xstate4/lib/interpreter.d.ts'
const service = 'xstate#Interpreter'
const ref = 'xstate#AnyActorRef'
const dropped = 'silent; a console.warn unless NODE_ENV is production'
const watch = (member: string): Row => ({
  role: 'watch',
  from,
  sym: `Interpreter#${member}`,
  target: 'this',
  listener: 0,
  fixedEvent: member.slice(2).toLowerCase(),
  terminal: member === 'onStop' || member === 'onDone' ? [member.slice(2).toLowerCase()] : undefined,
  released: ['off', 'stop'],
  decl,
})
const watchers = ['onTransition', 'onEvent', 'onSend', 'onChange', 'onStop', 'onDone']
const action = (sym: string, extra: Partial<Row>): Row => ({ ...extra, role: extra.role ?? 'send', from, sym })
const shared: Row[] = [
  action('send', {
    role: 'selfSend',
    msg: 0,
    options: 1,
    note: 'With `to` in its options it goes to that actor, and is then a send.',
  }),
  action('sendUpdate', { direction: 'up', sev: 1, dead: dropped }),
]
const creators: Row[] = [
  ...shared,
  action('respond', { msg: 0, options: 1, direction: 'reply', sev: 2, dead: dropped }),
  action('escalate', { msg: 0, options: 1, direction: 'up', sev: 1, dead: dropped }),
  action('raise', { role: 'selfSend', msg: 0, options: 1 }),
  action('sendTo', { target: 0, msg: 1, options: 2, sev: 3, dead: dropped }),
  action('sendParent', { msg: 0, options: 1, direction: 'up', sev: 1, dead: dropped }),
  action('forwardTo', { target: 0, options: 1, sev: 3, dead: dropped }),
]
const wait: Row = {
  role: 'call',
  from: 'xstate/lib/waitFor',
  sym: 'waitFor',
  target: 0,
  options: 2,
  timeout: { path: '2.timeout', default: 10_000 },
  bounded: true,
  returns: 'Promise<any>',
  dead: 'rejects after the timeout',
  sev: 0,
  atRuntime: seen('Its timeout is 10 000 ms by default; version 5 took that default away.'),
  decl: 'xstate4/lib/waitFor.d.ts',
}
const starts: Row[] = [
  { role: 'spawn', from, sym: 'interpret', makes: 'process', supervisedBy: ['stop', 'done'], decl },
  { role: 'spawn', from, sym: 'spawn', makes: 'child', decl },
]
const makers: Record<string, Member> = {
  interpret: { returns: service },
  spawn: { returns: ref },
  Interpreter: { constructs: service },
}
const sent: Record<string, Member> = Object.fromEntries(creators.map(row => [row.sym, {}]))
const waitFor = { waitFor: { returns: 'Promise<any>' } }

export const xstate4: Dialect = {
  name: 'xstate@4',
  about: 'xstate 4: only what differs from version 5, whose rows on `ActorRef` and action creators hold here too.',
  testedWith: { xstate4: '4.38.3' },
  on: true,
  exports: {
    xstate: { ...makers, spawnBehavior: { returns: ref }, toActorRef: { returns: ref }, send: {}, sendUpdate: {} },
    'xstate/lib/interpreter': makers,
    'xstate/lib/waitFor': waitFor,
    'xstate/lib/waitFor.js': waitFor,
    'xstate/lib/actions': sent,
    '@xstate/react': { useInterpret: { returns: service } },
  },
  types: {
    [service]: {
      extends: ['xstate#ActorRef'],
      members: {
        ...returning('this', 'start', 'stop', 'off', 'init', ...watchers),
        send: { returns: 'any' },
        sender: { returns: 'any' },
        subscribe: { returns: 'xstate#Subscription' },
        children: { type: `Map<string, ${ref}>` },
        parent: { type: service },
        getSnapshot: { returns: 'any' },
      },
    },
    ...kinds('xstate#ActorRef', 'xstate#SpawnedActorRef', 'xstate#ActorRefWithDeprecatedState'),
  },
  rows: [
    ...starts,
    { role: 'spawn', from, sym: 'new Interpreter', makes: 'process', supervisedBy: ['stop', 'done'], decl },
    { role: 'spawn', from, sym: 'spawnBehavior', makes: 'child', decl: 'xstate4/lib/behaviors.d.ts' },
    ...reexported('xstate/lib/interpreter', starts),
    {
      role: 'send',
      from,
      sym: 'Interpreter#send',
      target: 'this',
      msg: 0,
      dead: dropped,
      ack: 'none',
      sev: 3,
      decl,
      atRuntime: seen('After `stop()` it warns unless NODE_ENV is production, and returns the last state.'),
    },
    ...shared,
    ...reexported('xstate/lib/actions', creators),
    ...watchers.map(watch),
    {
      role: 'watch',
      from,
      sym: 'Interpreter#subscribe',
      target: 'this',
      listener: 0,
      handle: ['unsubscribe'],
      released: ['stop'],
      terminal: ['complete'],
      decl,
    },
    { role: 'unwatch', from, sym: 'Interpreter#off', target: 'this', listener: 0, decl },
    { role: 'stop', from, sym: 'Interpreter#stop', target: 'this', decl },
    wait,
    { ...wait, from: 'xstate/lib/waitFor.js' },
  ],
}
