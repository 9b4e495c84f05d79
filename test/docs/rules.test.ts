/** The samples on the rules' pages, scanned: the bad ones are what the rule finds, the good ones are not. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { codemods } from '../../codemods/index.js'
import { rules } from '../../rules/index.js'
import { presets, reported } from '../../src/config/defaults.js'
import { presetsOf } from '../../src/explain/rules.js'
import { scan } from '../../src/index.js'
import { ruleTexts } from '../../src/report/rules.js'
import type { Severity } from '../../src/result.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

interface Sample {
  is: 'bad' | 'good'
  code: string
}

const pageOf = (rule: string): string => readFileSync(join(root, `rules/${rule}/${rule}.md`), 'utf8')

function section(page: string, heading: string): string {
  return new RegExp(`\\n## ${heading}\\n([\\s\\S]*?)(?=\\n## |$)`).exec(page)![1]!
}

/** Blocks of the section on examples, by the word that the paragraph before them begins with. */
function samplesOf(page: string): Sample[] {
  const out: Sample[] = []
  for (const [, word, code] of section(page, 'Examples').matchAll(/\n(Bad|Good)\b[^\n]*\n\n```ts\n([\s\S]*?)```/g))
    out.push({ is: word === 'Bad' ? 'bad' : 'good', code: code! })
  return out
}

describe.each(rules.map(r => r.name))('%s', rule => {
  const page = pageOf(rule)
  const samples = samplesOf(page)
  const preset = presets.find(p => reported[p].includes(rule))!

  test('has as many samples as blocks of code, bad and good', () => {
    expect(samples.length).toBe(section(page, 'Examples').match(/```ts/g)!.length)
    expect(new Set(samples.map(s => s.is))).toEqual(new Set(['bad', 'good']))
  })

  test.each(samples.map((s, i) => [`${s.is} ${i + 1}`, s] as const))('the sample is what it says: %s', async (_, s) => {
    const name = `${rule}-${samples.indexOf(s)}`
    writeFileSync(join(dir, `${name}.ts`), s.code)
    const { findings, skipped } = await scan({ root: dir, paths: [`${name}.ts`], config: false, types: 'off', preset })
    expect(skipped).toEqual([])
    const found = findings.map(f => f.rule)
    if (s.is === 'good') expect(findings.map(f => f.message)).toEqual([])
    else {
      expect(found.length).toBeGreaterThan(0)
      expect(new Set(found)).toEqual(new Set([rule]))
    }
  })

  test('its page names the presets and severities that it has, and how it is suppressed', () => {
    const text = section(page, 'Presets and severity')
    const named = [...text.matchAll(/`([\w-]+)`/g)].map(m => m[1]!)
    expect(presetsOf(rule).filter(p => !named.includes(p))).toEqual([])
    expect(presets.filter(p => named.includes(p) && !presetsOf(rule).includes(p))).toEqual([])
    const all: Severity[] = ['error', 'warning', 'info']
    expect(all.filter(s => named.includes(s))).toEqual(ruleTexts[rule].severities)
    expect(section(page, 'Suppressing')).toContain(`otp-audit-ignore-next-line ${rule} -- `)
  })

  test('the comment on its page silences its first bad sample', async () => {
    const [{ code } = { code: '' }] = samples.filter(s => s.is === 'bad')
    const comment = /\n(\/\/ otp-audit-ignore-next-line [^\n]+)/.exec(section(page, 'Suppressing'))![1]!
    const name = `${rule}-silenced.ts`
    const path = join(dir, name)
    const options = { root: dir, paths: [name], config: false, types: 'off', preset, today: '2026-12-01' } as const
    writeFileSync(path, code)
    const { findings } = await scan(options)
    const lines = code.split('\n')
    lines.splice(findings[0]!.line - 1, 0, comment)
    writeFileSync(path, lines.join('\n'))
    const after = await scan(options)
    expect(after.findings).toHaveLength(findings.length - 1)
    expect(after.suppressed).toMatchObject([{ rule, suppression: { until: '2027-01-31', owner: '@team' } }])
  })
})

test('every codemod belongs to a rule with a page', () => {
  const names = rules.map(r => r.name as string)
  expect(codemods.filter(c => !names.includes(c.rule))).toEqual([])
})
