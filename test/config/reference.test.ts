/** The page on configuration says what the schema says, and what it shows is right. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { optionSchemas } from '../../rules/settings.js'
import { ruleNames } from '../../src/config/defaults.js'
import { audit } from './command.js'
import { begin, end, reference } from './reference.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = join(root, 'docs/configuration.md')
const folder = mkdtempSync(join(tmpdir(), 'config-page-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What is before the reference, the reference, and what is behind it. */
function parts(): [string, string, string] {
  const text = readFileSync(page, 'utf8')
  const from = text.indexOf(begin)
  const to = text.indexOf(end) + end.length
  return [text.slice(0, from), text.slice(from, to), text.slice(to)]
}

test('the reference is the one that the schema gives', () => {
  const [before, , after] = parts()
  // UPDATE_GOLDEN=1 writes it anew; read the difference before it is committed
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, `${before}${reference()}${after}`)
  expect(parts()[1]).toBe(reference())
})

const samples = [...readFileSync(page, 'utf8').matchAll(/^```(json|ts) (otp-audit\.config\.\w+)\n(.*?)^```$/gms)].map(
  ([, , name, text], i) => [i + 1, name!, text!] as const,
)

test('it has samples in JSON and in TypeScript', () => {
  expect(new Set(samples.map(([, name]) => name))).toEqual(new Set(['otp-audit.config.json', 'otp-audit.config.ts']))
})

test.each(samples)('its configuration %d, %s, is right', (_, name, text) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  const { code, out, err } = audit(folder, ['config', '--config', name])
  rmSync(path)
  expect({ code, out, err }).toEqual({ code: 0, out: `${name}  holds here  right\n`, err: '' })
})

test.each(ruleNames.filter(name => name !== 'suppression'))('the page of %s names its options', rule => {
  const options = readFileSync(join(root, `rules/${rule}/${rule}.md`), 'utf8').split('## Options')[1]!
  for (const [name, { items }] of Object.entries(optionSchemas[rule])) {
    expect(options).toContain(`\`${name}\``)
    for (const shape of items ? (items.enum ?? []) : []) expect(options).toContain(`\`${shape}\``)
  }
})
