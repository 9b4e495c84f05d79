import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { scan } from '../../src/index.js'
import type { Preset, ScanResult } from '../../src/result.js'

const folder = fileURLToPath(new URL('../../fixtures/rules/unmanaged-watcher/', import.meta.url))
const files = readdirSync(folder).filter(name => /\.tsx?$/.test(name))
const kinds = new Set(['unmanaged-watcher', 'managed-watcher', 'undecided'])

/** What the marks want, one string a line: `pairs.ts:14 unmanaged-watcher (partial)`. */
function wanted(preset: Preset): string[] {
  return files.flatMap(name =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap((line, i) => {
        const mark = /\/\/ want: (?<want>[^;]+)(?:; stage3: (?<stage3>.+))?$/.exec(line)?.groups
        const text = preset === 'stage3' ? (mark?.stage3 ?? mark?.want) : mark?.want
        return text === undefined ? [] : [`${name}:${i + 1} ${text.trim()}`]
      }),
  )
}

function found(result: ScanResult): string[] {
  return result.sites
    .filter(s => kinds.has(s.kind) && (s.role === 'watch' || s.kind !== 'undecided'))
    .map(s => `${s.file}:${s.line} ${s.kind}${s.kind === 'unmanaged-watcher' ? ` (${s.shape})` : ''}`)
}

const sorted = (lines: string[]): string[] => [...lines].sort()

describe.each(['native', 'off'] as const)('with types %s', types => {
  test('the marked registrations are judged as marked, and nothing else is found', async () => {
    const result = await scan({ root: folder, types, config: false })
    expect(result.skipped).toEqual([])
    expect(sorted(found(result))).toEqual(sorted(wanted('recommended')))
  })
})

test('the Stage 3 preset wants monitors of ends to go through the runtime', async () => {
  const result = await scan({ root: folder, paths: ['monitors.ts'], types: 'off', config: false, preset: 'stage3' })
  expect(sorted(found(result))).toEqual(sorted(wanted('stage3').filter(line => line.startsWith('monitors.ts'))))
  const monitors = result.findings.filter(f => f.shape === 'lifecycle-monitor')
  expect(new Set(monitors.map(f => f.severity))).toEqual(new Set(['warning']))
  for (const f of monitors) expect(f.message).toContain('MonitorManager')
})

test('each finding names what grows, and what leaks in tests is milder', async () => {
  const { findings } = await scan({ root: folder, types: 'off', config: false })
  for (const f of findings.filter(x => x.rule === 'unmanaged-watcher')) {
    expect(f.message).toMatch(/each run|loop|line \d+|taken away|takes it away|closes it|nothing drains/)
    expect(f.advice).not.toBe('')
    if (f.file === 'leaks.test.ts') expect([f.severity, f.class]).toEqual(['info', 'lower'])
  }
})
