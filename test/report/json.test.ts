import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import {
  absentKeys,
  baselineKeys,
  coverageKeys,
  findingKeys,
  identityKeys,
  json,
  resultKeys,
  siteKeys,
  summaryKeys,
  suppressedKeys,
} from '../../src/report/json.js'
import { plain } from '../../src/report/view.js'
import type { ProvenChange, ScanResult } from '../../src/result.js'
import { absent, against, finding, foundation, result, site } from './results.js'

const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
const print = (of: ScanResult) => json(of, { generated: new Date(0), paint: plain, failOn: 'info' })

const change: ProvenChange = {
  difference: 'a lost message becomes a dead letter',
  edits: [{ line: 1, column: 3, endLine: 1, endColumn: 30, text: '' }],
}

const full = (): ScanResult => {
  const at = site('a.ts', 1, 'raw-send', { subKind: 'x', shape: 'agent', message: '1' })
  return result([at, site('a.ts', 2, 'undecided', { reason: 'any' })], {
    findings: [
      finding(at, {
        fix: { verdict: 'review', reason: 'a loop', change },
        baselineState: 'new',
        baselineReason: 'no entry',
      }),
    ],
    absent: [{ ...absent('gone.ts'), baselineReason: 'gone.ts is gone' }],
    suppressed: [
      { ...finding(at), suppression: { line: 3, reason: 'r', until: '2027-01-31', owner: '@team' } },
      { ...finding(at), suppression: { line: 4, reason: 'r' } },
    ],
    skipped: [{ file: 'b.ts', reason: 'Unexpected token' }],
    summary: { commit: 'abc', notices: ['n'], baseline: against([], [absent('gone.ts')]) },
  })
}

describe('output', () => {
  test('ends in a newline, leaves the duration out, and is the same whatever order the scan had', () => {
    const text = print(foundation())
    expect(text.endsWith('}\n')).toBe(true)
    expect(text).not.toContain('durationMs')
    const { sites, findings, coverage, ...rest } = foundation()
    const reversed = { ...rest, sites: sites.reverse(), findings: findings.reverse(), coverage: coverage.reverse() }
    expect(print(reversed)).toBe(text)
  })

  test('keys come in the order of the contract', () => {
    const parsed = JSON.parse(print(full()))
    expect(Object.keys(parsed)).toEqual(Object.keys(resultKeys))
    expect(Object.keys(parsed.findings[0])).toEqual(Object.keys(findingKeys))
  })

  test('nothing but the duration is lost', () => {
    const { summary, ...rest } = full()
    const { durationMs: _, ...kept } = summary
    expect(JSON.parse(print(full()))).toEqual({ ...rest, summary: kept })
  })
})

describe('schema', () => {
  test.each([
    ['the reference program', foundation()],
    ['one with every field', full()],
    ['an empty one', result([])],
  ])('accepts %s', (_, of) => {
    validate(JSON.parse(print(of)))
    expect(validate.errors).toBeNull()
  })

  test.each([
    ['result', resultKeys, schema],
    ['summary', summaryKeys, schema.$defs.summary],
    ['site', siteKeys, schema.$defs.site],
    ['finding', findingKeys, schema.$defs.finding],
    ['suppressed finding', suppressedKeys, schema.$defs.suppressed],
    ['identity', identityKeys, schema.$defs.identity],
    ['absent finding', absentKeys, schema.$defs.absent],
    ['standing against a baseline', baselineKeys, schema.$defs.baseline],
    ['coverage', coverageKeys, schema.$defs.coverage],
  ])('names the same keys as the %s, and no others', (_, keys, part) => {
    expect(Object.keys(part.properties).sort()).toEqual(Object.keys(keys).sort())
    expect(part.additionalProperties).toBe(false)
  })

  // biome-ignore lint/suspicious/noExplicitAny: a result is broken on purpose
  const faults: [string, (r: any) => void][] = [
    ['an unknown field', r => (r.extra = 1)],
    ['an unknown field in a site', r => (r.sites[0].extra = 1)],
    ['an unknown field in a fix', r => (r.findings[0].fix.extra = 1)],
    ['the duration', r => (r.summary.durationMs = 1)],
    ['another version', r => (r.schemaVersion = 2)],
    ['a missing rule', r => delete r.findings[0].rule],
    ['an unknown severity', r => (r.findings[0].severity = 'fatal')],
    ['an unknown kind', r => (r.sites[0].kind = 'lost-send')],
    ['an unknown kind in the sums', r => (r.summary.kinds['lost-send'] = 1)],
    ['a line of zero', r => (r.findings[0].line = 0)],
    ['a column with a fraction', r => (r.sites[0].column = 1.5)],
    ['an absolute path', r => (r.sites[0].file = '/tmp/a.ts')],
    ['a negative count', r => (r.coverage[0].undecided = -1)],
    ['a null message', r => (r.sites[0].message = null)],
  ]
  test.each(faults)('refuses %s', (_, spoil) => {
    const parsed = JSON.parse(print(full()))
    spoil(parsed)
    expect(validate(parsed)).toBe(false)
  })
})
