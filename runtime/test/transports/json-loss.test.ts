import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonLoss } from '../../src/transports/json-loss.js'

class Point {
  x = 1
}
const cycle: { self?: unknown } = {}
cycle.self = { again: cycle }
// biome-ignore lint/suspicious/noSparseArray: the hole is the case
const sparse = [1, , 3]

describe('findJsonLoss', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['a bigint', { a: { b: 1n } }, 'a.b', /bigint/],
    ['a cycle', cycle, 'self.again', /cycle/],
    ['a Map', { m: new Map([[1, 2]]) }, 'm', /Map becomes \{\}/],
    ['a Set', [new Set([1])], '[0]', /Set becomes \{\}/],
    ['undefined', { a: undefined }, 'a', /vanishes/],
    ['undefined in an array', { list: [1, undefined] }, 'list[1]', /vanishes/],
    ['a function', { callbacks: [() => {}] }, 'callbacks[0]', /function/],
    ['a symbol', { s: Symbol('x') }, 's', /symbol/],
    ['a symbol key', { [Symbol('x')]: 1 }, '[Symbol(x)]', /symbol key/],
    ['NaN', { n: Number.NaN }, 'n', /NaN becomes null/],
    ['Infinity', { n: Number.NEGATIVE_INFINITY }, 'n', /-Infinity becomes null/],
    ['minus zero', -0, '', /-0/],
    ['a Date', { at: new Date(0) }, 'at', /Date/],
    ['a RegExp', { re: /x/ }, 're', /RegExp becomes \{\}/],
    ['an Error', { e: new TypeError('x') }, 'e', /TypeError/],
    ['bytes', { b: new Uint8Array(2) }, 'b', /Uint8Array/],
    ['a Buffer', { b: Buffer.from('x') }, 'b', /toJSON/],
    ['an instance of a class', { p: new Point() }, 'p', /Point/],
    ['a hole', sparse, '[1]', /hole/],
    ['a key that is no identifier', { 'a-b': [{ '': 1n }] }, '["a-b"][0][""]', /bigint/],
  ])('finds %s, and where', (_name, message, path, what) => {
    const loss = findJsonLoss(message)
    expect(loss?.path).toBe(path)
    expect(loss?.what).toMatch(what)
  })

  it('lets pass what arrives as it was sent, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), message => {
        fc.pre(findJsonLoss(message) === undefined)
        expect(JSON.parse(JSON.stringify(message))).toStrictEqual(message)
      }),
    )
  })

  it('objects to every value that JSON changes', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true }), message => {
        let arrived: unknown
        try {
          const text = JSON.stringify(message)
          arrived = text === undefined ? undefined : JSON.parse(text)
        } catch {
          expect(findJsonLoss(message)?.fatal).toBeDefined()
          return
        }
        if (findJsonLoss(message) === undefined) expect(arrived).toEqual(message)
      }),
    )
  })

  it('names a getter that throws, and survives nesting without end and proxies that throw', () => {
    const throwing = {
      list: [
        {
          get bad() {
            throw new Error('boom')
          },
        },
      ],
    }
    expect(findJsonLoss(throwing)).toMatchObject({
      path: 'list[0].bad',
      what: expect.stringContaining('boom'),
      fatal: true,
    })
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(findJsonLoss(deep)).toMatchObject({ path: '', fatal: true })
    const proxy = new Proxy(
      {},
      {
        ownKeys() {
          throw new TypeError('no keys')
        },
      },
    )
    expect(findJsonLoss({ proxy })).toMatchObject({ what: expect.stringContaining('no keys'), fatal: true })
  })

  it('lets one object stand in two places', () => {
    const shared = { a: 1 }
    expect(findJsonLoss({ first: shared, second: shared })).toBeUndefined()
  })

  it('takes plain objects of another realm and without a prototype as plain', () => {
    expect(findJsonLoss(runInNewContext('({ a: { b: [1] } })'))).toBeUndefined()
    expect(findJsonLoss(Object.assign(Object.create(null), { a: 1 }))).toBeUndefined()
  })

  it('finds only what JSON.stringify throws on with fatalOnly', () => {
    expect(findJsonLoss({ a: undefined, b: new Map(), c: [Number.NaN] }, { fatalOnly: true })).toBeUndefined()
    expect(findJsonLoss({ a: undefined, b: [1n] }, { fatalOnly: true })).toMatchObject({ path: 'b[0]', fatal: true })
  })
})
