/** What people's folders are like at their worst, through the command line. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import type { ScanResult } from '../../src/result.js'

const bin = fileURLToPath(new URL('../../bin/otp-audit.js', import.meta.url))
let root: string | undefined
afterEach(() => {
  if (root) rmSync(root, { recursive: true, force: true })
  root = undefined
})

function folder(files: Record<string, string>): string {
  root = mkdtempSync(join(tmpdir(), 'robustness-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

function audit(cwd: string, ...args: string[]): { code: number | null; out: string; lines: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'scan', ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  return { code: status, out: stdout, lines: stderr.split('\n').filter(l => l !== '') }
}

function json(cwd: string, ...args: string[]): { code: number | null; result: ScanResult; lines: string[] } {
  const { code, out, lines } = audit(cwd, '--format', 'json', ...args)
  return { code, result: JSON.parse(out) as ScanResult, lines }
}

const raw = "import { Worker } from 'node:worker_threads'\nconst w = new Worker('./x.js')\nw.postMessage(1)\n"

describe('a folder', () => {
  test('that is empty is clean', () => {
    expect(json(folder({}))).toMatchObject({ code: 0, result: { summary: { filesFound: 0 } } })
  })

  test('with a file that does not parse reports it and scans the rest', () => {
    const { code, result } = json(
      folder({ 'bad.ts': 'import { Worker } from "node:worker_threads"\nnew Worker(', 'good.ts': raw }),
      '--types',
      'off',
    )
    expect(code).toBe(3)
    expect(result.skipped).toEqual([{ file: 'bad.ts', reason: expect.stringMatching(/^does not parse: line 2/) }])
    expect(result.findings.map(f => f.file)).toEqual(['good.ts'])
  })

  test('with CRLF, a byte order mark and all extensions has equal positions', () => {
    const marked = `\uFEFF${raw.replaceAll('\n', '\r\n')}`
    const { result } = json(
      folder({ 'a.ts': raw, 'b.mts': marked, 'c.cts': marked, 'd.tsx': marked }),
      '--types',
      'off',
    )
    const found = result.findings.map(f => `${f.file}:${f.line}:${f.column}`)
    expect(found).toEqual(['a.ts:3:3', 'b.mts:3:3', 'c.cts:3:3', 'd.tsx:3:3'])
  })

  test('with links in a circle, files linked twice and broken links is scanned once', () => {
    const dir = folder({ 'src/a.ts': raw })
    symlinkSync('..', join(dir, 'src/loop'))
    symlinkSync('a.ts', join(dir, 'src/again.ts'))
    symlinkSync('nowhere.ts', join(dir, 'src/broken.ts'))
    expect(json(dir, '--types', 'off').result.findings.map(f => f.file)).toEqual(['src/a.ts'])
  })

  test('with circles of imports, types, classes and configurations ends', () => {
    const files = {
      'a.ts':
        "export * from './b.js'\nexport { x } from './b.js'\nimport { x } from './b.js'\nx.send(1)\ntype T = T['y'] | T[]\ndeclare const t: T\nt.on('exit', () => {})\nclass C extends C {}\nnew C().postMessage(1)\nconst p = q\nconst q = p\np.send(2)\n",
      'b.ts': "export * from './a.js'\nexport { x } from './a.js'\n",
      'tsconfig.json': '{ "extends": "./tsconfig.json", "references": [{ "path": "." }, { "path": "./gone" }] }',
    }
    for (const types of ['native', 'off']) expect(json(folder(files), '--types', types).code).not.toBe(2)
  })

  test('with a broken tsconfig is scanned, and says so once', () => {
    const { code, result, lines } = json(
      folder({
        'a.ts': "import { x } from './lost.js'\nx.send(1)\nx.send(2)\n",
        'tsconfig.json': '{ "compilerOptions": ',
      }),
    )
    expect(code).toBe(0)
    expect(result.coverage.reduce((n, c) => n + c.undecided, 0)).toBe(2)
    expect(lines.filter(l => l.includes('tsconfig.json'))).toHaveLength(1)
  })

  test('whose receiver is decided by an alias or a workspace package needs no types', () => {
    const { result } = json(
      folder({
        'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
        'src/peer.ts': "import { Worker } from 'node:worker_threads'\nexport const peer = new Worker('./x.js')\n",
        'src/use.ts': "import { peer } from '@/peer'\npeer.postMessage(1)\n",
        'packages/lib/package.json': '{ "name": "@acme/lib" }',
        'packages/lib/src/index.ts': "export { peer } from '../../../src/peer.js'\n",
        'packages/app/main.ts': "import { peer } from '@acme/lib'\npeer.postMessage(2)\n",
      }),
      '--types',
      'off',
    )
    expect(result.findings.map(f => f.file)).toEqual(['packages/app/main.ts', 'src/use.ts'])
  })

  test('with JavaScript is scanned where the configuration allows it', () => {
    const files = { 'a.js': raw, 'sub/b.js': raw, 'sub/tsconfig.json': '{ "compilerOptions": { "allowJs": true } }' }
    expect(json(folder(files), '--types', 'off').result.findings.map(f => f.file)).toEqual(['sub/b.js'])
  })
})

describe('a mistake on the command line', () => {
  test.each([
    [['nowhere'], /nowhere/],
    [['--types', 'nativ'], /native/],
    [['--formt', 'json'], /--format/],
    [['--config', 'gone.json'], /gone\.json/],
    [['--root', 'gone'], /gone/],
  ])('%j is one line and exit code 2', (args, text) => {
    const { code, out, lines } = audit(folder({ 'a.ts': raw }), ...args)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(text)
  })

  test('a configuration that says something unknown names it', () => {
    const { code, lines } = audit(folder({ 'otp-audit.config.json': '{ "testfiles": [] }' }))
    expect([code, lines.length]).toEqual([2, 1])
    expect(lines[0]).toContain('testfiles')
  })
})
