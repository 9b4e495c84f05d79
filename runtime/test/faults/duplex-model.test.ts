import fc from 'fast-check'
import { expect, it } from 'vitest'
import { silentLogger } from '../../src/core/logger.js'
import type { SendResult } from '../../src/core/results.js'
import type { DownReason, TargetAdapter } from '../../src/core/transport.js'
import { createTimerWheel } from '../../src/core/wheel.js'
import type { PeerServer } from '../../src/peer/contracts.js'
import { listenOnLink } from '../../src/peer/duplex-endpoint.js'
import { servePeerWith } from '../../src/peer/serve.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { assertQuiet } from '../../src/testing/quiet.js'
import { createSeededRandom } from '../../src/testing/seeded-random.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import type { DuplexLink, LinkWrite, Written } from '../../src/transports/duplex-link.js'
import { DuplexTransport } from '../../src/transports/duplex-transport.js'
import { OneShot } from '../../src/transports/link-state.js'
import type { PeerWire } from '../../src/transports/peer-wire.js'

type Packet = { readonly raw: unknown } | { readonly wire: PeerWire }

/** A pipe on a simulated clock: keeps its order, takes its time, calls writes back when the bytes have left. */
class Pipe {
  readonly clock: SimulatedClock
  readonly ends: readonly [PipeEnd, PipeEnd]
  readonly closed = new OneShot<DownReason>()
  readonly whileUnknown: 'hold' | 'raw'

  constructor(clock: SimulatedClock, seed: number, maxLatency: number, whileUnknown: 'hold' | 'raw') {
    this.clock = clock
    this.whileUnknown = whileUnknown
    const random = createSeededRandom(seed)
    const latency = (): number => random.int(maxLatency + 1)
    this.ends = [new PipeEnd(this, latency), new PipeEnd(this, latency)]
    this.ends[0].other = this.ends[1]
    this.ends[1].other = this.ends[0]
  }

  close(): void {
    this.closed.fire({ kind: 'closed' })
  }
}

class PipeEnd {
  other!: PipeEnd
  readonly pipe: Pipe
  readonly raws = new Set<(message: unknown) => void>()
  readonly wires = new Set<(wire: PeerWire) => void>()
  readonly #latency: () => number
  #leaves = 0
  #arrives = 0

  constructor(pipe: Pipe, latency: () => number) {
    this.pipe = pipe
    this.#latency = latency
  }

  send(packet: Packet, written: Written): LinkWrite {
    if (this.pipe.closed.fired) return { ok: false, reason: 'closed' }
    const copy = structuredClone(packet)
    const { clock } = this.pipe
    this.#leaves = Math.max(this.#leaves, clock.now() + this.#latency())
    this.#arrives = Math.max(this.#arrives, this.#leaves + this.#latency())
    clock.setTimer(this.#leaves - clock.now(), () => written(this.pipe.closed.fired ? new Error('closed') : null))
    clock.setTimer(this.#arrives - clock.now(), () => {
      if (this.pipe.closed.fired) return
      if ('raw' in copy) for (const fn of [...this.other.raws]) fn(copy.raw)
      else for (const fn of [...this.other.wires]) fn(copy.wire)
    })
    return { ok: true, pressure: 'ok' }
  }

  link(): DuplexLink {
    const { pipe } = this
    const off: (() => void)[] = []
    const listen = <T>(set: Set<T>, fn: T): Disposable => {
      set.add(fn)
      const end = (): void => void set.delete(fn)
      off.push(end)
      return { [Symbol.dispose]: end }
    }
    return {
      get connected() {
        return !pipe.closed.fired
      },
      traits: { clones: 'structured', handOver: 'confirmed', downDetection: 'event' },
      whileUnknown: pipe.whileUnknown,
      sendRaw: (message, written) => this.send({ raw: message }, written),
      sendWire: (wire, written) => this.send({ wire }, written),
      ask: () => this.send({ wire: { kind: 'probe' } }, () => {}).ok,
      greet: served => void this.send({ wire: served }, () => {}),
      refusal: () => undefined,
      failureOf: () => undefined,
      onWire: fn => listen(this.wires, fn),
      onRaw: fn => listen(this.raws, fn),
      onClosed: fn => pipe.closed.listen(fn),
      flush: () =>
        new Promise(resolve => {
          if (!this.send({ wire: { kind: 'flush' } }, () => resolve()).ok) resolve()
        }),
      release: () => {
        for (const end of off.splice(0)) end()
      },
    }
  }
}

interface Script {
  readonly seed: number
  readonly maxLatency: number
  readonly whileUnknown: 'hold' | 'raw'
  readonly peerTimeout: number
  /** When the far end begins and ceases to be served, in turn. */
  readonly turns: readonly number[]
  readonly closesAt: number | undefined
  readonly burst: number
  readonly messages: readonly {
    readonly stage: 'handed_over' | 'received' | 'processed' | undefined
    readonly takes: number
    readonly timeout: number
  }[]
}

async function play(script: Script): Promise<{ results: SendResult[]; ran: number[]; raw: Set<number> }> {
  const clock = new SimulatedClock()
  const wheel = createTimerWheel(clock)
  const pipe = new Pipe(clock, script.seed, script.maxLatency, script.whileUnknown)
  const [near, far] = pipe.ends
  const adapter: TargetAdapter<Pipe> = {
    name: 'pipe',
    accepts: (target): target is Pipe => target instanceof Pipe,
    liveness: target => (target.closed.fired ? 'down' : 'alive'),
    watch: (target, _env, fn) => target.closed.listen(fn),
    open: (target, env) =>
      new DuplexTransport('pipe', near.link(), env, script.peerTimeout, fn => target.closed.listen(fn)),
  }
  const sender = createSupervisedSend({ adapters: [adapter], clock, wheel, logger: silentLogger, breaker: false })
  const ran: number[] = []
  const raw = new Set<number>()
  const takeRaw = (message: unknown): void => {
    ran.push(message as number)
    raw.add(message as number)
  }
  const handle = (n: number, { seq }: { seq: number }): unknown => {
    ran.push(n)
    if (seq === -1) raw.add(n)
    const { takes } = script.messages[n]!
    return takes === 0 ? undefined : new Promise<void>(resolve => void clock.setTimer(takes, resolve))
  }
  far.raws.add(takeRaw)
  let peer: PeerServer | undefined
  const turn = (): void => {
    if (peer === undefined) {
      far.raws.delete(takeRaw)
      const endpoint = {
        name: 'pipe',
        accepts: (given: unknown): given is PipeEnd => given === far,
        listen: (_end: PipeEnd, sink: Parameters<typeof listenOnLink>[1]) => listenOnLink(far.link(), sink),
      }
      peer = servePeerWith(far, { handler: handle as never, env: { clock, wheel } }, [endpoint])
    } else {
      peer[Symbol.dispose]()
      peer = undefined
      far.raws.add(takeRaw)
    }
  }
  for (const at of script.turns) clock.setTimer(at, turn)
  if (script.closesAt !== undefined) clock.setTimer(script.closesAt, () => pipe.close())
  const sends: Promise<SendResult>[] = []
  for (const [n, { stage, timeout }] of script.messages.entries()) {
    sends.push(sender.sendSupervised(pipe, n, { timeout, onError: 'ignore', ...(stage && { stage }) }))
    if (n % script.burst === 0) await clock.advance(3)
  }
  let settled = false
  const all = Promise.all(sends).finally(() => {
    settled = true
  })
  for (let step = 0; step < 1000 && !settled; step++) await clock.advance(100)
  expect(settled).toBe(true)
  const results = await all
  await clock.advance(5000)
  peer?.[Symbol.dispose]()
  await sender[Symbol.asyncDispose]()
  pipe.close()
  await clock.advance(5000)
  await assertQuiet({ sender, wheel, clock })
  return { results, ran, raw }
}

const script: fc.Arbitrary<Script> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  maxLatency: fc.integer({ min: 0, max: 40 }),
  whileUnknown: fc.constantFrom('hold' as const, 'raw' as const),
  peerTimeout: fc.constantFrom(0, 20, 500),
  turns: fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 4 }),
  closesAt: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }) },
  ),
  burst: fc.integer({ min: 1, max: 40 }),
  messages: fc.array(
    fc.record({
      stage: fc.constantFrom(undefined, undefined, 'handed_over' as const, 'received' as const, 'processed' as const),
      takes: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) },
      ),
      timeout: fc.constantFrom(30, 5000, 5000, 5000),
    }),
    { minLength: 1, maxLength: 120, size: 'max' },
  ),
})

it('tells the truth over a pipe whose far end begins and ceases to be served, and closes, at any time', async () => {
  await fc.assert(
    fc.asyncProperty(script, async found => {
      const { results, ran, raw } = await play(found)
      // None twice, and in the order of sending.
      expect(ran).toEqual([...new Set(ran)].sort((a, b) => a - b))
      for (const [n, result] of results.entries()) {
        const { stage } = found.messages[n]!
        if (result.status === 'undelivered') expect(ran).not.toContain(n)
        if (result.status === 'delivered' && result.stage !== 'handed_over') {
          expect(ran).toContain(n)
          expect(raw.has(n)).toBe(false)
        }
        // What asked for proof never went raw.
        if (stage === 'received' || stage === 'processed') expect(raw.has(n)).toBe(false)
        // Nothing waits for its timeout that the pipe or the peer could have told.
        const slow = found.messages.some(message => message.timeout === 30)
        if (!slow && result.status === 'unknown') expect(['down', 'no_peer']).toContain(result.reason)
      }
    }),
    { numRuns: 300 },
  )
})
