import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '../../src/cli/context.js'
import { result } from '../report/results.js'
import { type Run, runWith } from './memory.js'

const raw = `import { Worker } from 'node:worker_threads'

const worker = new Worker('./w.js')
worker.postMessage('hello')
`
const migrated = `import { Worker } from 'node:worker_threads'
import { postSupervised } from '@otp-audit/runtime'

const worker = new Worker('./w.js')
postSupervised(worker, 'hello')
`
let dir: string
const at = (file: string): string => join(dir, file)
const read = (file: string): string => readFileSync(at(file), 'utf8')
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: dir, encoding: 'utf8' })
const run = (args: string[], more: Partial<Context> = {}): Promise<Run> =>
  runWith(['migrate', '--types', 'off', ...args], result([]), { cwd: dir, ...more })

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(at(name)), { recursive: true })
    writeFileSync(at(name), text)
  }
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'otp-audit-migrate-'))
  git('init', '-q')
  write({ 'a.ts': raw, 'clean.ts': 'export {}\n' })
  git('add', '.')
  git('commit', '-qm', 'one')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a bare repository is one line', async () => {
  git('clone', '-q', '--bare', '.', 'bare.git')
  const { code, err } = await run([], { cwd: at('bare.git') })
  expect(code).toBe(2)
  expect(err).toMatch(
    /^otp-audit: \S+bare\.git: holds a repository and no work tree; scan a checkout or a clone of it\n$/,
  )
})

test('--dry-run: a diff that git applies, exit code 1, nothing written', async () => {
  const { code, out, err } = await run(['--dry-run'])
  expect(code).toBe(1)
  expect(git('status', '--porcelain')).toBe('')
  expect(err).toContain('1 fix to make in 1 file')
  execFileSync('git', ['apply', '-'], { cwd: dir, input: out })
  expect(read('a.ts')).toBe(migrated)
})

test('writes, says how to undo, and a second migration has nothing to do', async () => {
  const { code, out, err } = await run([])
  expect([code, out]).toEqual([0, ''])
  expect(read('a.ts')).toBe(migrated)
  expect(err).toMatch(/1 fix made in 1 file; undo with --undo \d{14}-[0-9a-f]{6}/)
  expect(git('status', '--porcelain').trim()).toBe('M a.ts')
  expect((await run(['--dry-run', '--allow-dirty'])).code).toBe(0)
})

test('--preset decides which findings there are to fix', async () => {
  write({
    'b.ts':
      "import { Worker } from 'node:worker_threads'\n\nconst w = new Worker('./w.js')\nw.on('exit', () => console.log('gone'))\n",
  })
  git('add', '.')
  git('commit', '-qm', 'b')
  const only = ['--dry-run', '--safety', 'review', '--rule', 'unmanaged-watcher']
  expect((await run(only)).code).toBe(0)
  const { code, out } = await run([...only, '--preset', 'stage3'])
  expect(code).toBe(1)
  expect(out).toContain("+monitor(w, { tag: '")
})

test('a tree that is not committed is refused, unless --allow-dirty', async () => {
  write({ 'b.ts': 'export const b = 1\n' })
  const { code, err } = await run([])
  expect([code, read('a.ts')]).toEqual([2, raw])
  expect(err).toBe('otp-audit: b.ts not committed; commit or stash first, or say --allow-dirty\n')
  expect((await run(['--dry-run'])).code).toBe(1)
  expect((await run(['--allow-dirty'])).code).toBe(0)
  expect(read('a.ts')).toBe(migrated)
})

test('--undo restores byte for byte, once', async () => {
  chmodSync(at('a.ts'), 0o755)
  git('commit', '-qam', 'mode')
  await run([])
  expect(statSync(at('a.ts')).mode & 0o777).toBe(0o755)
  const undone = await run(['--undo'])
  expect([undone.code, read('a.ts')]).toEqual([0, raw])
  expect(statSync(at('a.ts')).mode & 0o777).toBe(0o755)
  const again = await run(['--undo'])
  expect([again.code, again.err]).toEqual([2, 'otp-audit: nothing to undo here\n'])
})

test('--undo refuses where a file has moved on, and touches none', async () => {
  write({ 'c.ts': raw })
  git('add', '.')
  git('commit', '-qm', 'two')
  await run([])
  writeFileSync(at('c.ts'), `${migrated}// mine\n`)
  const { code, err } = await run(['--undo'])
  expect(code).toBe(2)
  expect(err).toMatch(/^otp-audit: c\.ts changed since migration \S+: nothing was undone\n$/)
  expect(read('a.ts')).toBe(migrated)
})

test('what a crash left half written can be undone', async () => {
  await run([])
  writeFileSync(at('a.ts'), raw)
  expect((await run(['--undo'])).code).toBe(0)
  expect(read('a.ts')).toBe(raw)
})

test('--rule, --dialect and paths narrow it down', async () => {
  write({ 'sub/d.ts': raw })
  git('add', '.')
  git('commit', '-qm', 'three')
  expect((await run(['--dry-run', '--rule', 'untimed-call'])).code).toBe(0)
  expect((await run(['--dry-run', '--dialect', 'ws'])).code).toBe(0)
  const { out } = await run(['sub', '--dry-run', '--rule', 'raw-send', '--dialect', 'node:worker_threads'])
  expect(out.match(/^diff .*/gm)).toEqual(['diff --git a/sub/d.ts b/sub/d.ts'])
})

test('--literal-timeouts writes numbers, 5000 or the one that is given', async () => {
  write({
    'wait.ts': `import { once } from 'node:events'\nimport type { Worker } from 'node:worker_threads'\nexport const f = (w: Worker) => once(w, 'message')\n`,
  })
  const given = async (...flags: string[]): Promise<string> =>
    (await run(['wait.ts', '--dry-run', '--safety', 'review', ...flags])).out
  expect(await given()).toContain("AbortSignal.timeout(TimeoutConfig.getTimeout('once:message'))")
  expect(await given('--literal-timeouts')).toContain('AbortSignal.timeout(5000)')
  expect(await given('--literal-timeouts=250')).toContain('AbortSignal.timeout(250)')
  for (const wrong of ['0', '1.5', '5s', '2147483648'])
    expect(await run([`--literal-timeouts=${wrong}`])).toMatchObject({
      code: 2,
      err: expect.stringContaining('whole number from 1 to 2147483647'),
    })
})

test('wrong usage is one line and exit code 2', async () => {
  expect(await run(['--safety', 'saf'])).toMatchObject({ code: 2, err: expect.stringContaining('safe?') })
  expect(await run(['--rule', 'raw-sent'])).toMatchObject({ code: 2, err: expect.stringContaining('raw-send?') })
  expect(await run(['--dialect', 'wss'])).toMatchObject({
    code: 2,
    err: 'otp-audit: --dialect wss: no such dialect; did you mean ws?\n',
  })
  expect(await run(['--undo', 'nope'])).toMatchObject({
    code: 2,
    err: 'otp-audit: there is no migration nope to undo here\n',
  })
})

test('files that are left alone, each with one line in the report', async () => {
  write({
    'generated.ts': `// @generated by a tool\n${raw}`,
    'unchecked.ts': `// @ts-nocheck\n${raw}`,
    'conflict.ts': `<<<<<<< ours\n${raw}=======\n>>>>>>> theirs\n`,
    'plain.js': raw,
    'a.test.ts': raw,
    'own/package.json': '{ "name": "@otp-audit/runtime" }',
    'own/core.ts': raw,
  })
  const report = at('report.json')
  const { code } = await run(['.', '*.js', '--dry-run', '--report', report])
  expect(code).toBe(3)
  const { manual, skipped, unread } = JSON.parse(readFileSync(report, 'utf8'))
  const said = (rows: { file: string; line: number; reason: string }[]) =>
    rows.map(r => `${r.file}:${r.line} ${r.reason}`)
  expect(said(manual)).toEqual([
    'generated.ts:5 the file is generated: what generates it has to be changed',
    'own/core.ts:4 the runtime does not send through itself',
    'plain.js:4 the type checker does not check this file',
    'unchecked.ts:5 the type checker does not check this file',
  ])
  expect(said(skipped)).toEqual(['a.test.ts:4 test code'])
  expect(unread).toMatchObject([{ file: 'conflict.ts' }])
})

test('a file that is not UTF-8 is skipped by name, and keeps its bytes', async () => {
  const latin1 = Buffer.from(raw.replace('hello', 'caf\u00e9'), 'latin1')
  writeFileSync(at('latin1.ts'), latin1)
  const { code, err } = await run(['--allow-dirty', 'latin1.ts'])
  expect(code).toBe(3)
  expect(err).toContain('skipped latin1.ts: is not UTF-8 text')
  expect(readFileSync(at('latin1.ts')).equals(latin1)).toBe(true)
})

test('a file behind a link out of the root is never written', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'otp-audit-outside-'))
  writeFileSync(join(outside, 'x.ts'), raw)
  symlinkSync(join(outside, 'x.ts'), at('link.ts'))
  await run(['--allow-dirty'])
  expect(readFileSync(join(outside, 'x.ts'), 'utf8')).toBe(raw)
  rmSync(outside, { recursive: true })
})

test('a read-only file is one line and exit code 3; nothing is written', async () => {
  if (process.getuid?.() === 0) return
  chmodSync(at('a.ts'), 0o444)
  const { code, err } = await run(['--allow-dirty'])
  expect(code).toBe(3)
  expect(err).toContain("can't write a.ts: it is read-only")
  expect(existsSync(at('.otp-audit'))).toBe(false)
})

test('reports: the keys of the plan, and JSON with each fix and its proof', async () => {
  await run(['--report', at('r.json'), '--dry-run'])
  const json = JSON.parse(read('r.json'))
  expect(json).toMatchObject({
    run: { state: 'dry run', safety: 'safe' },
    summary: { filesChecked: 2, filesModified: 1, sendsMigrated: 1, selfSendsKept: 0, manualReview: { sends: 0 } },
    fixes: [{ findings: [{ rule: 'raw-send' }], file: 'a.ts', line: 4, proof: { parses: true, trace: 'equal' } }],
  })
  await run(['--report', at('r.md'), '--dry-run'])
  const text = read('r.md')
  expect(text).toContain(
    '=== Send Migration Report ===\nFiles checked: 2\nFiles modified: 1\nSends migrated: 1\nSelf-sends kept: 0\nManual review needed: 0\n',
  )
  expect(text).toContain('=== GenServer Timeout Migration Report ===')
  expect(text).toContain('⬜ not checked: All tests pass')
})

test('no temporary file stays behind', async () => {
  await run([])
  expect(readdirSync(dir).filter(f => f.endsWith('.tmp'))).toEqual([])
})
