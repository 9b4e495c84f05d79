import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AckFrame, Frame } from '../../src/core/transport.js'
import { nextAfter, packAck, packFrame, unpackAck, unpackFrame } from '../../src/transports/control-port.js'

const seq = fc.nat(10_000)
const body = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, 0, '', [], [[]], [undefined], [1, [2]], new Uint8Array(2)),
  fc.constantFrom<unknown>([3, { a: 1 }, true], [3, [1, 2]], [3, [1], 0], [3, [1], {}]),
  fc.anything(),
)
/** Present, absent, or there and undefined. */
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 1 })
const cloned = <T>(value: T): T => structuredClone(value)

/** What is undefined counts as absent. */
function stripped<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>
}

const frames: fc.Arbitrary<{ frame: Frame; next: number }> = fc
  .array(body, { maxLength: 5 })
  .chain(bodies => {
    const some = fc.subarray([...bodies.keys()])
    return fc.record(
      {
        epoch: fc.constant(7),
        first: seq,
        bodies: fc.constant(bodies),
        transfer: fc.constant([]),
        holes: maybe(some),
        asks: maybe(fc.oneof(some, fc.constant([...bodies.keys()]))),
        attempt: maybe(fc.integer({ min: 1, max: 9 })),
        headers: maybe(fc.dictionary(fc.string(), fc.string())),
        cancels: maybe(fc.array(seq, { maxLength: 3 })),
        lossy: maybe(fc.boolean()),
        again: maybe(fc.boolean()),
      },
      { requiredKeys: ['epoch', 'first', 'bodies'] },
    )
  })
  .chain(frame => fc.record({ frame: fc.constant(frame as Frame), next: fc.oneof(fc.constant(frame.first), seq) }))

const pair = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<[number, T]> => fc.tuple(seq, of)
const listOf = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<[number, T][]> => fc.array(pair(of), { maxLength: 4 })
const error = fc.record({ name: fc.string(), message: fc.string() })
const acks: fc.Arbitrary<AckFrame> = fc.record(
  {
    epoch: fc.constant(7),
    received: seq,
    processed: seq,
    credit: seq,
    done: maybe(listOf(seq)),
    failures: maybe(listOf(error)),
    refused: maybe(listOf(error)),
    written: maybe(seq),
    replies: maybe(listOf(body)),
    gaps: maybe(listOf(seq)),
    extend: maybe(listOf(seq)),
  },
  { requiredKeys: ['epoch', 'received', 'processed', 'credit'] },
) as fc.Arbitrary<AckFrame>

describe('what goes over a control port', () => {
  it('comes out as the frame that went in, whatever the bodies look like', () => {
    fc.assert(
      fc.property(frames, ({ frame, next }) => {
        const wire = cloned(packFrame(frame, next))
        // The event at the other end shows undefined as null.
        expect(wire).not.toBeUndefined()
        const { transfer: _transfer, ...told } = frame
        expect(stripped(unpackFrame(wire, 7, next))).toEqual(stripped(cloned(told)))
        expect(nextAfter(unpackFrame(wire, 7, next), next)).toBe(nextAfter(frame, next))
      }),
      { numRuns: 1000 },
    )
  })

  it('comes out as the acknowledgement that went in', () => {
    fc.assert(
      fc.property(acks, ack => {
        const { replies = [], ...rest } = ack
        expect(stripped(unpackAck(cloned(packAck(ack)), 7))).toEqual({
          ...stripped(cloned(rest)),
          replies: cloned(replies),
        })
      }),
      { numRuns: 1000 },
    )
  })
})
