import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DeadLetterQueue, MonitorManager, SupervisedSend, TimeoutConfig } from '@otp-audit/runtime'
import { describe, expect, test } from 'vitest'
import { rules } from '../../rules/index.js'

/** Of every page, in this order. */
const fixedHeadings = [
  'What it finds',
  'Why it matters at run time',
  'Examples',
  'How it decides',
  'What stays silent',
  'How to fix',
  'Options',
  'Suppressing',
  'Presets and severity',
]
const root = fileURLToPath(new URL('../..', import.meta.url))
const names = rules.map(rule => rule.name).sort()
const folders = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()

test('every folder of rules is in the list, and every rule of the list has a folder and fixtures', () => {
  expect(folders('rules')).toEqual(names)
  expect(folders('fixtures/rules')).toEqual(names)
})

describe.each(names)('%s', name => {
  test('has its rule, page and test under its own name', () => {
    for (const path of [`rules/${name}/${name}.ts`, `rules/${name}/${name}.md`, `test/rules/${name}.test.ts`])
      expect(existsSync(join(root, path)), path).toBe(true)
  })

  test('has a page with the fixed headings', () => {
    const page = readFileSync(join(root, `rules/${name}/${name}.md`), 'utf8')
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(m => m[1])
    expect(headings).toEqual(fixedHeadings)
  })
})

test('what rules and pages say of the runtime, it has', () => {
  const texts = ['rules', 'src/report', 'docs'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(ts|md)$/.test(file))
      .map(file => readFileSync(join(root, folder, file), 'utf8')),
  )
  const parts: Record<string, object> = { DeadLetterQueue, MonitorManager, SupervisedSend, TimeoutConfig }
  const pattern = new RegExp(`\\b(${Object.keys(parts).join('|')})\\.(\\w+)`, 'g')
  const names = [...new Set(texts.flatMap(text => text.match(pattern) ?? []))]
  expect(names.length).toBeGreaterThan(3)
  const missing = names.filter(name => {
    const [part, member] = name.split('.') as [string, string]
    return typeof (parts[part] as Record<string, unknown>)[member] !== 'function'
  })
  expect(missing).toEqual([])
})
