/** The schema that is published, what validates, and what the runtime reads: one and the same. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Ajv2020 from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dialects } from '../../dialects/index.js'
import { checkTimeoutRules } from '../../runtime/src/timeouts/rules.js'
import { configSchema } from '../../src/config/schema/index.js'
import type { Schema } from '../../src/config/schema/schema.js'
import { mistakesIn } from '../../src/config/validate.js'

const published = fileURLToPath(new URL('../../schema/config.schema.json', import.meta.url))
const isValid = new Ajv2020({ strict: false }).compile(configSchema)

test('is published as it validates', () => {
  const text = `${JSON.stringify(configSchema, null, 2)}\n`
  // UPDATE_GOLDEN=1 writes it anew; read the difference before it is committed
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(published, text)
  expect(text).toBe(readFileSync(published, 'utf8'))
})

test('every built-in dialect may stand in a configuration', () => {
  for (const dialect of dialects) {
    // what rows share may be undefined in some of them
    const data = JSON.parse(JSON.stringify({ dialects: { [dialect.name]: dialect } }))
    expect(mistakesIn(data, configSchema), dialect.name).toEqual([])
    expect(isValid(data), dialect.name).toBe(true)
  }
})

/** Values that a schema allows, and near misses: other types, other names, numbers beyond the ends. */
function near(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom<unknown>(null, true, 'warn', '', -1, 0.5, 1e12, [], {}, ['x'], { x: 1 })
  const usually = (right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ arbitrary: right, weight: 12 }, { arbitrary: wrong, weight: 1 })
  if (depth > 6) return wrong
  if (schema.$ref !== undefined) return near(configSchema.$defs[schema.$ref.slice(8)]!, depth)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(s => near(s, depth + 1)))
  if (schema.enum) return usually(fc.constantFrom(...schema.enum))
  switch (schema.type) {
    case 'object': {
      const { properties = {}, additionalProperties: rest, required = [] } = schema
      const keys = [...new Set([...required, ...Object.keys(properties)])]
      const own = fc
        .tuple(fc.subarray(keys, { maxLength: Math.min(3, keys.length) }), fc.nat(9))
        .chain(([some, luck]) => {
          // what is required is mostly there
          const chosen = new Set(luck > 0 ? [...required, ...some] : some)
          return fc.record(Object.fromEntries([...chosen].map(key => [key, near(properties[key]!, depth + 1)])))
        })
      const names = fc.constantFrom('x', 'http:*', '0', ...keys.map(key => `${key}s`))
      const extra = fc.dictionary(names, rest ? near(rest, depth + 1) : fc.constant(1), { maxKeys: 2 })
      const isExtended = fc.integer({ min: 0, max: 5 }).map(n => n === 0)
      return usually(
        fc.tuple(own, extra, isExtended).map(([o, e, extended]) => (extended || rest ? { ...o, ...e } : o)),
      )
    }
    case 'array': {
      const { prefixItems, items } = schema
      if (prefixItems) return usually(fc.tuple(...prefixItems.map(s => near(s, depth + 1))))
      return usually(fc.array(items ? near(items, depth + 1) : wrong, { maxLength: 2 }))
    }
    case 'integer':
      return usually(fc.integer({ min: -2, max: 5 }))
    case 'number':
      return usually(fc.constantFrom(-1, 0, 0.5, 5000))
    case 'boolean':
      return usually(fc.boolean())
    case 'null':
      return fc.constant(null)
    default:
      return usually(fc.constantFrom('a', '  ', 'node:x', 'http:*', '7'))
  }
}

describe('a configuration is right', () => {
  test('for the validator if and only if it is for ajv', () => {
    let right = 0
    fc.assert(
      fc.property(near(configSchema), value => {
        const mistakes = mistakesIn(value, configSchema)
        if (mistakes.length === 0) right++
        expect(mistakes.length === 0, mistakes.join('\n')).toBe(isValid(value))
        for (const mistake of mistakes) expect(mistake).not.toContain('\n')
      }),
      { numRuns: 2000, seed: 7 },
    )
    expect(right).toBeGreaterThan(200)
    expect(right).toBeLessThan(1800)
  })

  test('in its timeouts if and only if the runtime takes them', () => {
    const timeouts = configSchema.properties!.timeouts!
    let right = 0
    fc.assert(
      fc.property(near(timeouts), value => {
        let taken = true
        try {
          checkTimeoutRules(value, 'timeouts')
        } catch {
          taken = false
        }
        if (taken) right++
        expect(mistakesIn({ timeouts: value }, configSchema).length === 0).toBe(taken)
      }),
      { numRuns: 3000, seed: 7 },
    )
    expect(right).toBeGreaterThan(300)
  })
})
