import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { thresholds } from '../../rules/god-process/settings.js'
import { scan } from '../../src/index.js'
import { compare } from './wants.js'

test('a pool that holds a queue and drives itself is one at any length', async () => {
  const { wants, sites } = await compare('god-process', ['god-process'])
  expect(sites).toEqual(wants)
})

/** A class of so many lines that makes a peer, owns two timers and tells four recipients. */
function manager(lines: number): string {
  const head = [
    "import { fork, type ChildProcess } from 'node:child_process'",
    'export class Manager {',
    "  a = fork('a'); b = fork('b'); c = fork('c'); d = fork('d')",
    '  start(): void {',
    "    setInterval(() => this.a.send('tick'), 1)",
    "    setTimeout(() => this.b.send('late'), 1)",
    "    this.c.send('hello')",
    "    this.d.send('hello')",
    '  }',
  ]
  const rest = Array.from({ length: lines - head.length }, (_, i) => `  m${i}(): number { return ${i} }`)
  return [...head, ...rest, '}'].join('\n')
}

test.each([
  ['module', (body: string) => `${body}\n`, 1],
  ['boss', (body: string) => `export const boss = () => {\n${body}\n}\n`, 2],
  ['function', (body: string) => `export default () => {\n${body}\n}\n`, 2],
])('is called %s', async (name, wrapped, lines) => {
  const root = mkdtempSync(join(tmpdir(), 'god-process-'))
  try {
    const body =
      "setInterval(() => a.postMessage(1), 1); setTimeout(() => b.postMessage(1), 1)\nconst a = new Worker('a')\nconst b = new Worker('b')"
    writeFileSync(join(root, 'a.ts'), `import { Worker } from 'node:worker_threads'\n${wrapped(body)}`)
    const rules = { 'god-process': ['on', { lines, duties: 2, moduleLines: 1 }] }
    writeFileSync(join(root, 'otp-audit.config.json'), JSON.stringify({ rules }))
    const { findings } = await scan({ root, types: 'off' })
    expect(findings.filter(f => f.rule === 'god-process').map(f => f.message.split(':')[0])).toEqual([name])
  } finally {
    rmSync(root, { recursive: true })
  }
})

test.each([
  [0, []],
  [1, ['god-process']],
])('%i lines beyond the threshold', async (beyond, expected) => {
  const root = mkdtempSync(join(tmpdir(), 'god-process-'))
  try {
    writeFileSync(join(root, 'manager.ts'), manager(thresholds.lines + beyond))
    const { sites, summary } = await scan({ root, types: 'off', config: false, preset: 'strict' })
    const gods = sites.filter(s => s.kind === 'god-process')
    expect(gods.map(s => s.kind)).toEqual(expected)
    for (const god of gods) {
      expect(god.line).toBe(2)
      expect(god.reason).toContain(`${thresholds.lines + beyond} lines (threshold ${thresholds.lines})`)
      expect(god.reason).toContain('sends to 4 recipients (threshold 3)')
    }
    expect(summary.thresholds.godProcess).toEqual(thresholds)
  } finally {
    rmSync(root, { recursive: true })
  }
})
