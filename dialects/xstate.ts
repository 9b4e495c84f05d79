import type { Dialect, Row } from '../src/sites/dialect.js'
import { documented, reexported, seen } from './helpers.js'
import { xstateExports, xstateTypes } from './xstate-shape.js'

const from = 'xstate'
const src = 'xstate/dist/declarations/src'
const dropped = 'silent; a console.warn under the `development` condition only'
const action = (sym: string, extra: Partial<Row>): Row => ({
  ...extra,
  role: extra.role ?? 'send',
  from,
  sym,
  returns: 'action object',
  note: 'Declarative: the call makes an action object and sends nothing itself.',
  atRuntime:
    extra.atRuntime ??
    seen('The machine sends when it runs the action; an unknown id puts the sender into status `error`.'),
})
const unknownTarget = 'the sender goes to `error` if the id is unknown; silent if the target is done'

const dropping = seen(
  'To an actor that is stopped, done or in error the event is dropped without a word; the console.warn is there under the export condition `development` only.',
  'Before `start()` events wait, and are handled only if it is ever started.',
)
/** Action creators, as exports and as members of `enqueue`. */
const actions = (prefix: string): Row[] => [
  action(`${prefix}sendTo`, { target: 0, msg: 1, options: 2, dead: unknownTarget, sev: 3 }),
  action(`${prefix}sendParent`, { msg: 0, options: 1, direction: 'up', dead: dropped, sev: 1, atRuntime: dropping }),
  action(`${prefix}raise`, {
    role: 'selfSend',
    msg: 0,
    options: 1,
    atRuntime: documented('The event goes to the front of the machine’s own queue.'),
  }),
]
const spawn = (makes: Row['makes'], sym: string, decl: string): Row => ({
  role: 'spawn',
  from,
  sym,
  makes,
  supervisedBy: ['complete', 'error'],
  decl,
  atRuntime: seen(
    'An exception in an action goes to the error observer; without one it is uncaught, and the actor is in status `error`.',
  ),
})

const send = (type: string): Row => ({
  role: 'send',
  from,
  sym: `${type}#send`,
  target: 'this',
  msg: 0,
  dead: dropped,
  ack: 'none',
  sev: 3,
  atRuntime: dropping,
  decl: type === 'Actor' ? `${src}/createActor.d.ts` : `${src}/types.d.ts`,
})
const watchers = (type: string): Row[] => {
  const row = (member: string, extra: Partial<Row>): Row => ({
    ...extra,
    role: 'watch',
    from,
    sym: `${type}#${member}`,
    target: 'this',
    handle: ['unsubscribe'],
    released: ['stop'],
    atRuntime: seen(
      'All observers go when the actor stops; 1000 subscriptions are 1000 observers, and nothing warns.',
      'On an actor that is done `complete` fires at once; on one that was stopped, never.',
      'An `error` observer also keeps the actor’s exception from being uncaught.',
    ),
    decl: type === 'Actor' ? `${src}/createActor.d.ts` : `${src}/types.d.ts`,
  })
  return [row('subscribe', { listener: 0, terminal: ['complete', 'error'] }), row('on', { event: 0, listener: 1 })]
}
const wait = (sym: string, extra: Partial<Row>): Row => ({
  ...extra,
  role: 'call',
  from,
  sym,
  target: 0,
  returns: 'Promise<any>',
  sev: 3,
  decl: `${src}/${sym}.d.ts`,
})

const creators: Row[] = [
  ...actions(''),
  action('forwardTo', { target: 0, options: 1, dead: unknownTarget, sev: 3 }),
  spawn('child', 'spawnChild', `${src}/actions/spawnChild.d.ts`),
  { role: 'stop', from, sym: 'stopChild', target: 0, decl: `${src}/actions/stopChild.d.ts` },
  { role: 'stop', from, sym: 'stop', target: 0, decl: `${src}/actions/stopChild.d.ts` },
]

export const xstate: Dialect = {
  name: 'xstate@5',
  about: 'xstate 5. What is sent to an actor that has ended is dropped without a word.',
  testedWith: { xstate: '5.33.3' },
  on: true,
  exports: xstateExports,
  types: xstateTypes,
  rows: [
    spawn('process', 'createActor', `${src}/createActor.d.ts`),
    spawn('process', 'interpret', `${src}/createActor.d.ts`),
    spawn('process', 'new Actor', `${src}/createActor.d.ts`),
    spawn('child', 'AssignArgs#spawn', `${src}/actions/assign.d.ts`),
    ...['ActorRef', 'Actor', 'ActorRefLike', 'ActorLike', 'BaseActorRef'].map(send),
    { role: 'selfSend', from, sym: 'Self#send', target: 'this', msg: 0 },
    {
      role: 'send',
      from,
      sym: 'CallbackArgs#sendBack',
      msg: 0,
      direction: 'up',
      dead: dropped,
      ack: 'none',
      sev: 1,
      atRuntime: dropping,
      decl: `${src}/actors/callback.d.ts`,
    },
    ...creators,
    ...reexported('xstate/actions', creators),
    ...actions('Enqueuer#'),
    spawn('child', 'Enqueuer#spawnChild', `${src}/actions/enqueueActions.d.ts`),
    { role: 'stop', from, sym: 'Enqueuer#stopChild', target: 0, decl: `${src}/actions/enqueueActions.d.ts` },
    ...watchers('ActorRef'),
    ...watchers('Actor'),
    {
      role: 'watch',
      from,
      sym: 'ActorSystem#inspect',
      target: 'this',
      listener: 0,
      handle: ['unsubscribe'],
      decl: `${src}/system.d.ts`,
    },
    wait('waitFor', {
      options: 2,
      timeout: { path: ['2.timeout', '2.signal'], default: null },
      dead: 'rejects if the actor stops during the wait, hangs if it has stopped before',
      atRuntime: seen(
        'Its timeout is Infinity by default, and then it leaves its subscription behind.',
        'If the actor stops during the wait it rejects; if it has stopped before, it waits for ever.',
      ),
    }),
    wait('toPromise', {
      timeout: { default: null },
      dead: 'resolves to undefined if the actor stops during the wait, hangs if it has stopped before',
      atRuntime: seen(
        'It takes no timeout. If the actor stops during the wait it resolves to undefined; if it has stopped before, it waits for ever.',
      ),
    }),
    { role: 'unwatch', from, sym: 'Subscription#unsubscribe', target: 'this', decl: `${src}/types.d.ts` },
    { role: 'stop', from, sym: 'Actor#stop', target: 'this', decl: `${src}/createActor.d.ts` },
    {
      role: 'stop',
      from,
      sym: 'ActorRef#stop',
      target: 'this',
      decl: `${src}/types.d.ts`,
      atRuntime: seen('Of a child it throws: a non-root actor cannot be stopped directly.'),
    },
  ],
}
