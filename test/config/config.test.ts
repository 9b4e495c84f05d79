import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type ScanOptions, scan } from '../../src/index.js'

const program = `import { Worker } from 'node:worker_threads'
const worker = new Worker('job.js')
export const tell = (): void => worker.postMessage('m')
`
let root: string
afterEach(() => rmSync(root, { recursive: true, force: true }))

function folder(files: Record<string, object | undefined>): void {
  root = mkdtempSync(join(tmpdir(), 'config-'))
  for (const [name, config] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), config ? JSON.stringify(config) : program)
  }
}

const sends = async (options: ScanOptions): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await scan({ root, types: 'off', ...options })).sites
      .filter(s => s.kind.endsWith('-send'))
      .map(s => [s.file, s.kind]),
  )

test('each scanned path has the nearest configuration at or above it, with globs below its folder', async () => {
  folder({
    'a/otp-audit.config.json': { testFiles: ['load/**'] },
    'a/load/x.ts': undefined,
    'a/src/load/x.ts': undefined,
    'b/load/x.ts': undefined,
    'b/test/x.ts': undefined,
  })
  const inA = { 'a/load/x.ts': 'test-send', 'a/src/load/x.ts': 'raw-send' }
  expect(await sends({ paths: ['a'] })).toEqual(inA)
  expect(await sends({ paths: ['a/**/*.ts'] })).toEqual(inA)
  expect(await sends({ paths: ['a/src/load/x.ts'] })).toEqual({ 'a/src/load/x.ts': 'raw-send' })
  const inB = { 'b/load/x.ts': 'raw-send', 'b/test/x.ts': 'test-send' }
  expect(await sends({ paths: ['a', 'b'] })).toEqual({ ...inA, ...inB })
})

test('a configuration above the root holds for it', async () => {
  folder({ 'otp-audit.config.json': { testFiles: ['a/load/**'] }, 'a/load/x.ts': undefined })
  expect(await sends({ root: join(root, 'a') })).toEqual({ 'load/x.ts': 'test-send' })
})

test('paths that want different presets are a mistake, unless one is given', async () => {
  folder({
    'a/otp-audit.config.json': { preset: 'strict' },
    'a/x.ts': undefined,
    'b/otp-audit.config.json': { preset: 'stage3' },
    'b/x.ts': undefined,
  })
  const paths = ['a', 'b']
  await expect(scan({ root, paths })).rejects.toThrow(/a\/otp-audit\.config\.json says strict, .* says stage3; scan/)
  expect((await scan({ root, paths: ['a'] })).summary.preset).toBe('strict')
  expect((await scan({ root, paths, preset: 'recommended' })).summary.preset).toBe('recommended')
})
