import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AckFrame, Frame, HandOver, Transport } from '../../src/core/transport.js'
import type { LossRates } from '../../src/testing/lossy-direction.js'
import { lossyTransport } from '../../src/testing/lossy-transport.js'
import { createSeededRandom } from '../../src/testing/seeded-random.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'

/** A transport that notes what reaches it, and acknowledges on demand. */
function recorder(): Transport & { written: number[]; ack(received: number): void; fall(): void } {
  const acks = new Set<(ack: AckFrame) => void>()
  let fall = (): void => {}
  const written: number[] = []
  return {
    id: 'recorder',
    capabilities: {
      ackStages: ['handed_over', 'received'],
      ordered: true,
      batching: true,
      transferables: false,
      downDetection: 'event',
      crashFence: false,
      clones: 'reference',
    },
    written,
    write(frame: Frame): HandOver {
      written.push(frame.first)
      return { ok: true, pressure: 'ok' }
    },
    onAck(fn) {
      acks.add(fn)
      return { [Symbol.dispose]: () => void acks.delete(fn) }
    },
    onDown(fn) {
      fall = () => fn({ kind: 'closed' })
      return { [Symbol.dispose]: () => {} }
    },
    ack: received => {
      for (const fn of acks) fn({ epoch: 1, received, processed: received, credit: 1 })
    },
    fall: () => fall(),
    async [Symbol.asyncDispose]() {},
  }
}

const frame = (first: number): Frame => ({ epoch: 1, first, bodies: [first] })

async function run(seed: number, rates: LossRates, count = 200) {
  const clock = new SimulatedClock()
  const inner = recorder()
  const lossy = lossyTransport(inner, { seed, frames: rates, clock, print: () => {} })
  // The first frame of a link is spared.
  lossy.write(frame(-1))
  inner.written.length = 0
  for (let first = 0; first < count; first++) {
    lossy.write(frame(first))
    await clock.advance(1)
  }
  await clock.advance(100)
  return { written: inner.written, counts: lossy.counts, clock }
}

describe('lossyTransport', () => {
  it('repeats a run exactly from its seed', async () => {
    const rates = { drop: 0.2, duplicate: 0.2, reorder: 0.2, delay: 0.2 }
    const first = await run(42, rates)
    const again = await run(42, rates)
    const other = await run(43, rates)
    expect(again.written).toEqual(first.written)
    expect(other.written).not.toEqual(first.written)
  })

  it('prints the seed, with what to set to repeat the run', () => {
    const lines: string[] = []
    const lossy = lossyTransport(recorder(), { seed: 7, print: line => lines.push(line) })
    expect(lossy.seed).toBe(7)
    expect(lines).toEqual([expect.stringContaining('OTP_AUDIT_SEED=7')])
  })

  it('passes everything once and in order with no rates', async () => {
    const { written } = await run(1, {})
    expect(written).toEqual(Array.from({ length: 200 }, (_, at) => at))
  })

  it('only drops when told to drop', async () => {
    const { written, counts } = await run(1, { drop: 0.3 })
    expect(counts.dropped).toBeGreaterThan(30)
    expect(written.length).toBe(200 - counts.dropped)
    expect(written).toEqual([...written].sort((a, b) => a - b))
  })

  it('only duplicates when told to duplicate', async () => {
    const { written, counts } = await run(1, { duplicate: 0.3 })
    expect(counts.duplicated).toBeGreaterThan(30)
    expect(written.length).toBe(200 + counts.duplicated)
    expect(new Set(written).size).toBe(200)
  })

  it('reorders and delays without loss', async () => {
    for (const rates of [{ reorder: 0.3 }, { delay: 0.3 }]) {
      const { written } = await run(1, rates)
      expect([...written].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, at) => at))
      expect(written).not.toEqual([...written].sort((a, b) => a - b))
    }
  })

  it('never loses what it did not count as dropped, and leaves no timer behind', async () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.record({ drop: rate, duplicate: rate, reorder: rate, delay: rate }),
        async (seed, rates) => {
          const { written, counts, clock } = await run(seed, rates, 30)
          expect(new Set(written).size).toBe(30 - counts.dropped)
          expect(written.length).toBe(counts.passed)
          expect(clock.pending.timers).toBe(0)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('treats acknowledgements as it treats frames', async () => {
    const clock = new SimulatedClock()
    const inner = recorder()
    const lossy = lossyTransport(inner, { seed: 3, frames: {}, acks: { drop: 0.5 }, clock, print: () => {} })
    const seen: number[] = []
    lossy.onAck(ack => seen.push(ack.received))
    for (let received = 1; received <= 100; received++) inner.ack(received)
    expect(seen.length).toBe(100 - lossy.counts.dropped)
    expect(lossy.counts.dropped).toBeGreaterThan(20)
  })

  it('gives acknowledgements that it held back before it tells of the end', () => {
    const inner = recorder()
    const lossy = lossyTransport(inner, { seed: 3, acks: { delay: 1 }, clock: new SimulatedClock(), print: () => {} })
    const seen: string[] = []
    lossy.onAck(ack => seen.push(`ack ${ack.received}`))
    lossy.onDown(reason => seen.push(reason.kind))
    inner.ack(9)
    inner.fall()
    expect(seen).toEqual(['ack 9', 'closed'])
  })

  it('passes everything once healed', () => {
    const inner = recorder()
    const lossy = lossyTransport(inner, { seed: 3, frames: { drop: 1 }, print: () => {} })
    lossy.write(frame(0))
    lossy.write(frame(1))
    lossy.heal()
    lossy.write(frame(2))
    expect(inner.written).toEqual([0, 2])
  })

  it('says of itself that it is not ordered', () => {
    expect(lossyTransport(recorder(), { print: () => {} }).capabilities.ordered).toBe(false)
  })

  it('refuses rates that are no probabilities', () => {
    for (const drop of [-0.1, 1.1, Number.NaN]) {
      expect(() => lossyTransport(recorder(), { frames: { drop }, print: () => {} })).toThrow(RangeError)
    }
  })
})

describe('createSeededRandom', () => {
  it('takes its seed from OTP_AUDIT_SEED when none is given', () => {
    process.env.OTP_AUDIT_SEED = '123'
    try {
      expect(createSeededRandom().seed).toBe(123)
      process.env.OTP_AUDIT_SEED = 'no number'
      expect(() => createSeededRandom()).toThrow(RangeError)
    } finally {
      delete process.env.OTP_AUDIT_SEED
    }
  })

  it('refuses a seed that would be rounded', () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) expect(() => createSeededRandom(seed)).toThrow(RangeError)
  })
})
