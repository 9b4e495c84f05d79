import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Context } from '../../src/cli/context.js'
import { result } from '../report/results.js'
import { memorySink, type Run, runWith } from './memory.js'

const raw = `import { Worker } from 'node:worker_threads'

const worker = new Worker('./w.js')
worker.postMessage('hello')
`
const schema = JSON.parse(readFileSync(new URL('../../schema/migration.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
let dir: string
const at = (file: string): string => join(dir, file)
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: dir, encoding: 'utf8' })
const run = (args: string[], more: Partial<Context> = {}): Promise<Run> =>
  runWith(args, result([]), { cwd: dir, ...more })
const migrate = (...args: string[]): Promise<Run> => run(['migrate', '--types', 'off', ...args])
const status = (text: string): string | undefined => /^Status: (.*?) *$/m.exec(text)?.[1]
const json = async () => JSON.parse((await run(['report', '--format', 'json'])).out)

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'otp-audit-report-'))
  git('init', '-q')
  writeFileSync(at('a.ts'), raw)
  writeFileSync(at('package.json'), '{ "dependencies": { "@otp-audit/runtime": "^0.1.0" } }')
  git('add', '.')
  git('commit', '-qm', 'one')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('before any migration: one line that says what to do, exit code 2', async () => {
  expect(await run(['report'])).toMatchObject({
    code: 2,
    out: '',
    err: 'otp-audit: nothing was migrated here yet; otp-audit migrate --dry-run shows what would be\n',
  })
})

test('after a dry run: what it comes to, and the criteria of the code as it is', async () => {
  await migrate('--dry-run', '--report', at('r.md'))
  const { code, out, err } = await run(['report'])
  expect([code, err]).toEqual([0, ''])
  expect(out).toBe(readFileSync(at('r.md'), 'utf8'))
  expect(status(out)).toBe('dry run, nothing was written')
  expect(out).toContain('❌ fail: 0 raw send() calls to other processes')
  expect(out).toContain(
    'no file imports `@otp-audit/runtime`; once written: pass, 1 file imports `@otp-audit/runtime` (`^0.1.0` in `dependencies` of `package.json`), with `postSupervised`',
  )
  rmSync(at('r.md'))
  expect(git('status', '--porcelain')).toBe('')
})

test('after writing: passed where it is seen, and the boxes of what is shown', async () => {
  await migrate()
  const { out } = await run(['report'])
  expect(status(out)).toMatch(/^written; `otp-audit migrate --undo \d{14}-[0-9a-f]{6}` takes it back$/)
  expect(out).toContain('✅ pass: 0 raw send() calls to other processes')
  expect(out).toContain('✅ pass: SupervisedSend infrastructure deployed')
  expect(out).toContain('⬜ not checked: All tests pass - no command was given to --verify')
  expect(out.match(/^- \[x\] .*/gm)).toEqual([
    '- [x] Dead letter queue implemented',
    '- [x] All critical sends migrated',
    '- [x] Migration scripts run for remaining sends',
    '- [x] All monitors migrated',
    '- [x] GenServer timeouts added',
  ])
})

test('after --undo: undone, and the criteria are of the files as they were', async () => {
  await migrate()
  await migrate('--undo')
  const { out } = await run(['report'])
  expect(status(out)).toBe('undone; the files are as they were before')
  expect(out).toContain('❌ fail: 0 raw send() calls to other processes')
  expect(out).toContain('The files are as they were, so 1 are there now.')
  expect((await json()).run.state).toBe('undone')
})

test('the command of --verify is evidence: passed, or failed and so taken back', async () => {
  expect((await migrate('--verify', 'exit 0')).code).toBe(0)
  const { out } = await run(['report'])
  expect(out).toContain('✅ pass: All tests pass - `exit 0` passed after the migration')
  expect(out).toContain('- [x] SupervisedSend module created and tested')
  await migrate('--undo')
  expect((await migrate('--verify', 'exit 3')).code).toBe(1)
  const { out: failed } = await run(['report'])
  expect(status(failed)).toBe('taken back, as `exit 3` failed; the files are as they were before')
  expect(failed).toContain('❌ fail: All tests pass - `exit 3` failed, so that the migration was taken back')
  expect(failed).not.toContain('[x] All critical sends')
  validate(await json())
  expect(validate.errors).toBeNull()
})

test('--staged writes nothing, not even what is kept of a run', async () => {
  await migrate('--staged')
  expect(existsSync(at('.otp-audit'))).toBe(false)
})

test('nothing to write is a run as well; the last run counts', async () => {
  await migrate()
  await migrate('--allow-dirty')
  expect(status((await run(['report'])).out)).toBe('nothing to write')
})

test('JSON fits the published schema, whatever became of the run', async () => {
  for (const args of [['--dry-run'], [], ['--undo']]) {
    await migrate(...args)
    validate(await json())
    expect(validate.errors).toBeNull()
  }
})

test('--out writes a file whole, says what, and prints nothing', async () => {
  await migrate('--dry-run')
  const { code, out, err } = await run(['report', '--out', 'r.md'])
  expect([code, out, err]).toEqual([0, '', 'otp-audit: wrote r.md: dry run, nothing was written\n'])
  expect(readFileSync(at('r.md'), 'utf8')).toBe((await run(['report'])).out)
  expect(await run(['report', '--out', 'no/r.md'])).toMatchObject({
    code: 3,
    err: expect.stringContaining('no folder'),
  })
})

test('--root names the folder that was migrated', async () => {
  await migrate('--dry-run')
  expect((await run(['report', '--root', dir], { cwd: tmpdir() })).code).toBe(0)
  expect(await run(['report', '--root', 'none'])).toMatchObject({
    code: 2,
    err: 'otp-audit: --root none: no such folder; name one that exists\n',
  })
})

test('colours on a terminal only, and only of headings', async () => {
  await migrate('--dry-run')
  const { out } = await run(['report'], { stdout: memorySink(true), env: { FORCE_COLOR: '1' } })
  expect(out).toContain('\u001b[1m## Success Criteria\u001b[22m')
  expect(out).toContain('\n## Summary\n')
  const plain = await run(['report', '--no-color'], { stdout: memorySink(true), env: {} })
  expect(plain.out).toBe((await run(['report'])).out)
})

test.each([
  ['cut off', (text: string) => text.slice(0, 50), /can't read .*last-run\.json/],
  ['changed', (text: string) => text.replace('"filesChecked":1', '"filesChecked":9'), /last-run\.json is damaged/],
  ['of another version', (text: string) => text.replace('"version":1', '"version":2'), /another version of otp-audit/],
])('a record that is %s: one line, exit code 3', async (_, spoil, message) => {
  await migrate('--dry-run')
  const file = at('.otp-audit/last-run.json')
  writeFileSync(file, spoil(readFileSync(file, 'utf8')))
  const { code, out, err } = await run(['report'])
  expect([code, out]).toEqual([3, ''])
  expect(err).toMatch(message)
  expect(err.trimEnd()).not.toContain('\n')
})

test('a migration that was cut off before its report is not passed over in silence', async () => {
  await migrate('--dry-run')
  mkdirSync(at('.otp-audit/journal'), { recursive: true })
  writeFileSync(at('.otp-audit/journal/20990101000000-abcdef.undo'), '{}')
  const { code, err } = await run(['report'])
  expect(code).toBe(3)
  expect(err).toMatch(/^otp-audit: migration 20990101000000-abcdef left no report: .* takes it back\n$/)
})

test('a dry run whose record cannot be written still prints its diff, and says that it is not kept', async () => {
  writeFileSync(at('.otp-audit'), 'in the way')
  const { code, out, err } = await migrate('--dry-run')
  expect([code, out.startsWith('diff --git')]).toEqual([1, true])
  expect(err).toContain('not kept for otp-audit report: ')
})

test('wrong usage is one line and exit code 2; help has examples', async () => {
  expect(await run(['report', '--format', 'jsn'])).toMatchObject({ code: 2, err: expect.stringContaining('json?') })
  expect(await run(['report', '--out', ''])).toMatchObject({ code: 2, err: 'otp-audit: --out is empty; name a file\n' })
  const help = await run(['report', '--help'])
  expect(help.code).toBe(0)
  expect(help.out).toContain('$ otp-audit report --format json --out migration.json')
  expect(help.out).toContain('Exit codes:')
})
