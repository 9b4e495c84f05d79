import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { gitlab } from '../../../src/report/formats/gitlab.js'
import { of, one, samples, viewOf } from './samples.js'

/** What GitLab's page on Code Quality asks of a report; there is no schema of its own. */
const filled = { type: 'string', minLength: 1 }
const schema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: filled,
      check_name: filled,
      fingerprint: filled,
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          path: { type: 'string', minLength: 1, not: { pattern: '^\\./' } },
          lines: {
            type: 'object',
            required: ['begin'],
            additionalProperties: false,
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
}
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
const issues = (...[result, view]: Parameters<typeof gitlab>) =>
  JSON.parse(gitlab(result, view)) as { fingerprint: string; check_name: string; location: { path: string } }[]

describe('valid, without a byte order mark, fingerprints unique', () => {
  test.each(samples().map(({ name, ...rest }) => [name, rest] as const))('%s', (_, { result, view }) => {
    const text = gitlab(result, view)
    expect(text).toMatch(/^\[/)
    validate(JSON.parse(text))
    expect(validate.errors).toBeNull()
    const prints = issues(result, view).map(({ fingerprint }) => fingerprint)
    expect(new Set(prints).size).toBe(prints.length)
  })

  test('and what is not valid is refused', () => {
    const [issue] = issues(of([one('a.ts')]), viewOf())
    expect(validate([{ ...issue, severity: 'warning' }])).toBe(false)
    expect(validate([{ ...issue, location: { path: './a.ts', lines: { begin: 1 } } }])).toBe(false)
  })
})

test('a fingerprint is the identity of its finding, whatever the line', () => {
  const at = (line: number) => issues(of([one('a.ts', { id: '00ff', line }, { line })]), viewOf())[0]!.fingerprint
  expect([at(1), at(77)]).toEqual(['00ff', '00ff'])
})

test('skipped files are in it; what is gone since the baseline, or suppressed, is not', () => {
  const { result, view } = samples()[2]!
  const all = issues(result, view)
  expect(all.filter(i => i.check_name === 'skipped-file').map(i => i.location.path)).toEqual([
    'src/broken name.ts',
    '../out.ts',
  ])
  const prints = all.map(({ fingerprint }) => fingerprint)
  expect(prints).toContain('state-1')
  expect(all.map(({ location }) => location.path)).not.toContain('src/state3.ts')
  expect(prints).not.toContain('silent')
})
