/** Each codemod alone, as `jscodeshift -t` runs it; needs the built tool, which `npm test` sees to. */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { codemods } from '../../codemods/index.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-jscodeshift-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'), 'junction')

const files: Record<string, [file: string, ...options: string[]]> = {
  'raw-send': ['kinds.ts'],
  broadcast: ['loops.ts'],
  'untimed-call': ['waits.ts', '--safety=review'],
  'hand-made-call': ['asks.ts', '--safety=review'],
  'release-watcher': ['keys.ts', '--safety=review'],
  'lifecycle-monitor': ['ends.ts', '--safety=review', '--preset=stage3'],
}

test('every codemod is here', () => expect(Object.keys(files).sort()).toEqual(codemods.map(c => c.name).sort()))

test.each(Object.entries(files))('%s', async (name, [file, ...options]) => {
  const fixture = join(root, 'fixtures/codemods', name)
  mkdirSync(join(dir, name))
  cpSync(join(root, 'fixtures/codemods/tsconfig.json'), join(dir, name, 'tsconfig.json'))
  cpSync(join(fixture, 'before'), join(dir, name, 'before'), { recursive: true })
  const transform = join(root, `dist/codemods/${name}.js`)
  const program = join(root, 'node_modules/jscodeshift/bin/jscodeshift.js')
  const given = ['-t', transform, '--no-babel', '--parser=ts', '--extensions=ts', '--run-in-band', ...options]
  const { stdout } = await run(process.execPath, [program, ...given, join('before', file)], { cwd: join(dir, name) })
  expect(stdout).toContain('1 ok')
  expect(readFileSync(join(dir, name, 'before', file), 'utf8')).toBe(readFileSync(join(fixture, 'after', file), 'utf8'))
})

test('of many files one is looked at at a time: there are not as many type checkers', async () => {
  const folder = join(dir, 'many')
  mkdirSync(folder)
  cpSync(join(root, 'fixtures/codemods/tsconfig.json'), join(folder, 'tsconfig.json'))
  const kinds = join(root, 'fixtures/codemods/raw-send/before/kinds.ts')
  const names = Array.from({ length: 12 }, (_, i) => `kinds${i}.ts`)
  for (const name of names) cpSync(kinds, join(folder, name))
  const program = join(root, 'node_modules/jscodeshift/bin/jscodeshift.js')
  const given = ['-t', join(root, 'dist/codemods/raw-send.js'), '--no-babel', '--parser=ts', '--extensions=ts']
  const { stdout, stderr } = await run(process.execPath, [program, ...given, '--run-in-band', ...names], {
    cwd: folder,
  })
  expect(stdout).toContain('12 ok')
  expect(stderr).not.toContain('MaxListenersExceededWarning')
})
