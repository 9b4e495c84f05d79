/** Wrong input is a typed error where it enters: never an option without effect, never a TypeError from deep inside. */
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createDeadLetterQueue,
  createMemoryStore,
  createMonitorManager,
  createMonitorRouter,
  createRuntime,
  createSupervisedSend,
  createTimeoutConfig,
  InvalidOptionError,
  loadTimeoutRules,
  servePeer,
  silentLogger,
  spawnActor,
  UnknownRecipientError,
} from '../src/index.js'

const logger = silentLogger
const actor = spawnActor((message: unknown) => message)
const send = createSupervisedSend({ logger })
const queue = createDeadLetterQueue({ logger })
const monitors = createMonitorManager({ logger })
const timeouts = createTimeoutConfig()

/** Calls whose arguments no type would let pass, with the option that the error has to name. */
type Cases = Record<string, readonly [option: string, call: () => unknown]>

// biome-ignore lint/suspicious/noExplicitAny: the point of these cases is what the types forbid
const wrong = (value: unknown): any => value

const cases: Record<string, Cases> = {
  'of sends': {
    'a list instead of options': ['options', () => send.sendSupervised(actor, 1, wrong([]))],
    'null in a call': ['options', () => send.call(actor, 1, wrong(null))],
    'a number in a call': ['options', () => send.call(actor, 1, wrong(5))],
    'options of broadcasts': ['options.strategy', () => send.sendSupervised(actor, 1, wrong({ strategy: 'x' }))],
    'concurrency of a post': ['options.concurrency', () => send.postBroadcast([actor], 1, wrong({ concurrency: 2 }))],
    'null in a broadcast': ['options', () => send.broadcastSupervised([actor], 1, wrong(null))],
    'a number in a broadcast': ['options', () => send.broadcastSupervised([actor], 1, wrong(5))],
    'a list in a posted broadcast': ['options', () => send.postBroadcast([actor], 1, wrong([]))],
    'null over a channel with options': ['options', () => send.channel(actor, { timeout: 1 }).post(1, wrong(null))],
    'a number over such a channel': ['options', () => send.channel(actor, { timeout: 1 }).send(1, wrong(5))],
    'drain: unknown': ['options.timeot', () => send.drain(wrong({ timeot: 1 }))],
    'drain: null': ['options', () => send.drain(wrong(null))],
    'onResult without a function': ['fn', () => send.channel(actor).onResult(wrong(5))],
    'ready with no signal': ['signal', () => send.channel(actor).ready(wrong(5))],
    'sendToSelf to nobody': ['self', () => send.sendToSelf(wrong(undefined), 1)],
  },
  'of what is made': {
    adapters: ['adapters', () => createSupervisedSend(wrong({ adapters: 5 }))],
    null: ['options', () => createSupervisedSend(wrong(null))],
    'a clock that is none': ['clock', () => createSupervisedSend(wrong({ clock: { now: () => 0 } }))],
    'a logger without levels': ['logger', () => createMonitorManager(wrong({ logger: {} }))],
    random: ['random', () => createDeadLetterQueue(wrong({ random: Math.random }))],
    telemetry: ['telemetry', () => createTimeoutConfig(wrong({ telemetry: 5 }))],
    wheel: ['wheel', () => createRuntime(wrong({ wheel: null }))],
    'a part that is no object': ['send', () => createRuntime(wrong({ send: 5 }))],
    'monitor sources': ['sources', () => createMonitorManager(wrong({ sources: 5 }))],
    store: ['store', () => createDeadLetterQueue(wrong({ store: {} }))],
    'memory store': ['options.shard', () => createMemoryStore(wrong({ shard: true }))],
    'a router of nothing': ['managers', () => createMonitorRouter(wrong(5))],
    'a router without a way': ['route', () => createMonitorRouter([monitors], wrong({ route: 5 }))],
    'environment of timeouts': ['environment', () => createTimeoutConfig(wrong({ environment: 5 }))],
    'late replies': ['onLateReply', () => createTimeoutConfig(wrong({ onLateReply: 5 }))],
    'a request rule with a slip': [
      'rules.requests[0].operatoin',
      () => createTimeoutConfig(wrong({ rules: { requests: [{ match: 'a', operation: 'b', operatoin: 'c' }] } })),
    ],
    'servePeer: unknown': [
      'options.ackat',
      () => servePeer(new MessageChannel().port1, wrong({ handler: () => {}, ackat: 'received' })),
    ],
  },
  'of dead letters': {
    'add: null': ['options', () => queue.addMessage('n', 1, 'x', {}, wrong(null))],
    'add: unknown': ['options.certanty', () => queue.addMessage('n', 1, 'x', {}, wrong({ certanty: 'failed' }))],
    certainty: ['certainty', () => queue.addMessage('n', 1, 'x', {}, wrong({ certainty: 'maybe' }))],
    'a key that is no string': [
      'idempotencyKey',
      () => queue.addMessage('n', 1, 'x', {}, wrong({ idempotencyKey: 5 })),
    ],
    retry: ['retry', () => queue.addMessage('n', 1, 'x', {}, wrong({ retry: 'no' }))],
    'list: unknown': ['options.limt', () => queue.listMessages(wrong({ limt: 1 }))],
    'list: null': ['options', () => queue.listMessages(wrong(null))],
    'a cursor that is no page’s': ['cursor', () => queue.listMessages({ cursor: 'x' })],
    'a cursor that is no string': ['cursor', () => queue.listMessages(wrong({ cursor: 5 }))],
    'get: null': ['options', () => queue.getMessage('x', wrong(null))],
    'a state that there is not': ['filter.state', () => queue.purgeMessages(wrong({ state: 'dead' }))],
    'retry: null': ['options', () => queue.retryMessages('all', wrong(null))],
    'retry: unknown': ['options.limt', () => queue.retryMessages('all', wrong({ limt: 1 }))],
    'retry: signal': ['signal', () => queue.retryMessages('all', wrong({ signal: 5 }))],
  },
  'of monitors': {
    'list: unknown': ['filter.tagg', () => monitors.listMonitors(wrong({ tagg: 'x' }))],
    'list: null': ['filter', () => monitors.listMonitors(wrong(null))],
    'onLeak without a function': ['fn', () => monitors.onLeak(wrong(5))],
    'no body to clean up after': ['body', () => monitors.monitorWithCleanup(actor, 'x', wrong(5))],
    'demonitor: null': ['options', () => monitors.demonitor(undefined, wrong(null))],
    'demonitor: unknown': ['options.flsh', () => monitors.demonitor(undefined, wrong({ flsh: false }))],
    'clean-up: null': ['options', () => monitors.monitorWithCleanup(actor, wrong(null), () => 1)],
    'a scope without a name': ['name', () => monitors.scope('')],
  },
  'of timeouts': {
    'ttl with a slip': ['options.tll', () => timeouts.setTimeout('k', 5, wrong({ tll: 5 }))],
    'override: null': ['options', () => timeouts.setTimeout('k', 5, wrong(null))],
    'explain: unknown': ['options.timeot', () => timeouts.explain('k', 1, wrong({ timeot: 1 }))],
    'for a call: unknown': ['options.timeot', () => timeouts.getTimeoutForCall('k', 1, wrong({ timeot: 1 }))],
    'load: unknown': ['options.form', () => loadTimeoutRules(wrong({ form: '.' }))],
    'call: null': ['options', () => timeouts.callWithTimeout('k', 1, () => 1, wrong(null))],
    'call: unknown': ['options.timeot', () => timeouts.callWithTimeout('k', 1, () => 1, wrong({ timeot: 5 }))],
    'call: signal': ['signal', () => timeouts.callWithTimeout('k', 1, () => 1, wrong({ signal: 5 }))],
    'call: onLateReply': ['onLateReply', () => timeouts.callWithTimeout('k', 1, () => 1, wrong({ onLateReply: 5 }))],
  },
}

describe.each(Object.entries(cases))('%s', (_of, each) => {
  test.each(Object.entries(each))('%s', async (_name, [option, call]) => {
    const error = await (async () => call())().then(
      value => value,
      thrown => thrown,
    )
    expect(error).toBeInstanceOf(InvalidOptionError)
    expect((error as InvalidOptionError).option).toBe(option)
  })
})

const secret = (): never => {
  throw new Error('of another origin')
}
const revoked = Proxy.revocable({}, {})
revoked.revoke()
/** What throws when it is looked at, as the window of another origin does. */
const unreadable = {
  'a window of another origin': new Proxy({}, { has: secret, get: secret, getPrototypeOf: secret }),
  'an object whose getters throw': Object.defineProperty({}, 'postMessage', { get: secret }),
  'a revoked proxy': revoked.proxy,
}

test.each(Object.entries(unreadable))('%s is no recipient', async (_what, target) => {
  const calls = [
    () => send.sendSupervised(target, 1),
    () => send.postSupervised(target, 1),
    () => send.call(target, 1),
    () => servePeer(target, () => undefined),
  ]
  for (const call of calls) {
    await expect((async () => call())()).rejects.toBeInstanceOf(UnknownRecipientError)
  }
  expect(monitors.monitor(target, 'unreadable')).toEqual({ status: 'error', reason: 'unsupported_target' })
})

test('what cannot be done with it is what the error says', async () => {
  const double = { postMessage: () => {} }
  await expect(monitors.monitorWithCleanup(double, 'double', () => 1)).rejects.toThrow(
    /knows how to watch a value of Object/,
  )
  expect(() => servePeer(double, () => undefined)).toThrow(/knows how to serve a value of Object/)
  expect(() => send.postSupervised({}, 1)).toThrow(/knows how to send to a value of Object/)
})

test('nothing of it has had an effect', async () => {
  onTestFinished(async () => {
    for (const part of [send, queue, monitors]) await part[Symbol.asyncDispose]()
    timeouts[Symbol.dispose]()
  })
  expect(send.getStats()).toMatchObject({ sent: 0, inFlight: 0 })
  expect(queue.getStats()).toMatchObject({ added: 0, size: 0 })
  expect(monitors.getStats()).toMatchObject({ created: 0, active: 0 })
  expect(timeouts.getStats()).toMatchObject({ calls: 0, inFlight: 0, overrides: 0 })
})
