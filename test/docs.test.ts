/** What pages show is what is there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { codemods, steps } from '../codemods/index.js'
import { safeties } from '../src/migrate/fix.js'
import { formats } from '../src/report/index.js'
import { ruleTexts } from '../src/report/rules.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('the README shows lines of the kept report', () => {
  const sample = read('README.md').split('```')[3]!
  const report = read('fixtures/foundation/REPORT.md')
    .split('\n')
    .map(line => line.trimEnd())
  const lines = sample.split('\n').filter(line => line !== '' && line !== '...')
  expect(lines.length).toBeGreaterThan(10)
  for (const line of lines)
    expect(
      report.some(r => r === line || r.startsWith(line)),
      line,
    ).toBe(true)
})

test('the page on dialects shows a whole one as it stands', () => {
  expect(read('docs/adding-a-dialect.md')).toContain(read('dialects/p-timeout.ts').trim())
})

test('the page on migrating names every codemod and every level of safety', () => {
  const page = read('docs/migrate.md')
  for (const { name } of [...codemods, ...steps]) expect(page).toContain(`\`${name}\``)
  for (const level of safeties) expect(page).toContain(`| \`${level}\` |`)
})

test('the page on baselines names every option that is of baselines alone', () => {
  const page = read('docs/baseline.md')
  const source = read('src/cli/baseline.ts')
  const all = [...source.matchAll(/'(--[\w-]+)[^']*',\s*'/g)].map(m => m[1]!)
  const general = ['--preset', '--types', '--root', '--config', '--no-config']
  const own = all.filter(option => !general.includes(option))
  expect(own).toHaveLength(5)
  for (const option of own) expect(page).toContain(option)
})

test('the page on formats has a row for each, in order', () => {
  const rows = [...read('docs/formats.md').matchAll(/^\| `(\w+)` \| `\.(\w+)` \| `([\w/+]+)` \|/gm)].map(m =>
    m.slice(1),
  )
  expect(rows).toEqual(formats.map(({ name, extension, mediaType }) => [name, extension, mediaType]))
})

test('what reports say of a rule is what its page says', () => {
  for (const [rule, { what, why }] of Object.entries(ruleTexts)) {
    // comments that silence findings are described where they are, among the settings
    if (rule === 'suppression') continue
    const page = read(`rules/${rule}/${rule}.md`)
    expect(page).toContain(`## What it finds\n\n${what}`)
    expect(page).toContain(`## Why it matters at run time\n\n${why}`)
  }
})
