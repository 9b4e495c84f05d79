/** Commits through hooks as `init` installs them: real git, the real command line. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  add,
  cleanEnv,
  contents,
  git,
  initIn,
  install,
  type Outcome,
  project,
  repositoryRoot,
  run,
  safe,
  unsafe,
} from './projects.js'

const commit = (root: string, ...more: string[]): Promise<Outcome> =>
  run('git', ['commit', '--quiet', '--message', 'Change', ...more], root)

async function withHook(
  files: Record<string, string> = {},
  prepare: (root: string) => void = () => {},
): Promise<string> {
  const root = project({ 'src/a.ts': safe, ...files })
  prepare(root)
  await initIn(root, ['--yes', '--no-ci'])
  git(root, 'add', '--all')
  expect(await commit(root)).toMatchObject({ code: 0 })
  return root
}

describe.skipIf(process.platform === 'win32')('a commit', () => {
  const managers: [string, Record<string, string>, (root: string) => void][] = [
    ['plain git', {}, () => {}],
    [
      'husky',
      { '.husky/pre-commit': 'true\n' },
      root => {
        symlinkSync(join(repositoryRoot, 'node_modules/husky'), join(root, 'node_modules/husky'))
        git(root, 'config', 'core.hooksPath', '.husky/_')
      },
    ],
  ]

  test.each(managers)(
    'through %s: refused with a finding, made without; its staged text decides',
    async (name, files, prepare) => {
      const root = await withHook(files, prepare)
      // what `npx husky` does
      if (name === 'husky')
        expect(await run(process.execPath, ['node_modules/husky/bin.js'], root)).toMatchObject({ code: 0 })
      add(root, { 'src/b.ts': unsafe })
      git(root, 'add', '--all')
      const head = git(root, 'rev-parse', 'HEAD')
      const refused = await commit(root)
      expect(refused.code).toBe(1)
      expect(refused.out + refused.err).toContain('src/b.ts:3:10 warning raw-send')
      expect(git(root, 'rev-parse', 'HEAD')).toBe(head)

      // safe in the index, unsafe in the work tree
      add(root, { 'src/b.ts': safe })
      git(root, 'add', 'src/b.ts')
      add(root, { 'src/b.ts': unsafe })
      expect(await commit(root)).toMatchObject({ code: 0 })
      expect(git(root, 'show', 'HEAD:src/b.ts')).toBe(safe.trim())
      expect(readFileSync(join(root, 'src/b.ts'), 'utf8')).toBe(unsafe)

      // and the other way round
      git(root, 'add', 'src/b.ts')
      add(root, { 'src/b.ts': safe })
      expect(await commit(root)).toMatchObject({ code: 1 })
      expect(readFileSync(join(root, 'src/b.ts'), 'utf8')).toBe(safe)
      expect(git(root, 'show', ':src/b.ts')).toBe(unsafe.trim())
    },
  )

  test('of named files, or of all, is judged by what it holds', async () => {
    const root = await withHook()
    add(root, { 'src/a.ts': unsafe, 'src/b.ts': safe })
    git(root, 'add', 'src/b.ts')
    expect(await commit(root, '--all')).toMatchObject({ code: 1 })
    expect(await commit(root, '--', 'src/b.ts')).toMatchObject({ code: 0 })
    expect(git(root, 'show', 'HEAD:src/a.ts')).toBe(safe.trim())
  })

  test('from a package of a workspace', async () => {
    const root = project({
      'packages/a/package.json': '{ "devDependencies": { "otp-audit": "*" } }',
      'packages/a/src/a.ts': safe,
    })
    await initIn(join(root, 'packages/a'), ['--yes', '--no-ci'])
    // the programs of a workspace are at its top, and the package manager finds them
    add(root, { 'packages/a/src/a.ts': unsafe, 'other/b.ts': unsafe })
    git(root, 'add', 'packages')
    expect(await commit(root)).toMatchObject({ code: 1, err: expect.stringContaining('src/a.ts:3:10') })
    expect(await commit(root, '--all')).toMatchObject({ code: 1 })
    add(root, { 'packages/a/src/a.ts': safe })
    git(root, 'add', '--all')
    expect(await commit(root)).toMatchObject({ code: 0 })
  })

  test('without code says nothing but the sum', async () => {
    const root = await withHook()
    add(root, { 'README.md': 'x' })
    git(root, 'add', '--all')
    expect(await commit(root)).toEqual({
      code: 0,
      out: '',
      err: expect.stringMatching(
        /^otp-audit: otp-audit\.baseline: 0 findings known, 0 new\n0 findings in 0 of 0 files,.*\n$/,
      ),
    })
  })

  test('of a file that does not parse is refused', async () => {
    const root = await withHook()
    add(root, { 'src/b.ts': `${unsafe}(` })
    git(root, 'add', '--all')
    expect(await commit(root)).toMatchObject({ code: 1, err: expect.stringContaining('src/b.ts skipped') })
  })

  test('after a script that fails is refused as it was before', async () => {
    const script = '#!/bin/sh\ntest ! -e broken\n'
    const root = await withHook({}, at => {
      writeFileSync(join(at, '.git/hooks/pre-commit'), script)
      chmodSync(join(at, '.git/hooks/pre-commit'), 0o755)
    })
    expect(readFileSync(join(root, '.git/hooks/pre-commit'), 'utf8').startsWith(script)).toBe(true)
    add(root, { broken: '' })
    git(root, 'add', '--all')
    expect(await commit(root)).toEqual({ code: 1, out: '', err: '' })
    rmSync(join(root, 'broken'))
    git(root, 'rm', '--quiet', '--cached', 'broken')
    add(root, { 'src/b.ts': unsafe })
    git(root, 'add', '--all')
    expect(await commit(root)).toMatchObject({ code: 1, err: expect.stringContaining('src/b.ts:3:10') })
  })

  test('that is interrupted while it is scanned changes nothing', async () => {
    const root = await withHook()
    add(root, { 'src/a.ts': unsafe, 'src/b.ts': safe })
    git(root, 'add', 'src/b.ts')
    rmSync(join(root, 'node_modules'), { recursive: true })
    mkdirSync(join(root, 'node_modules'))
    const endless = join(root, 'node_modules/endless.mjs')
    writeFileSync(
      endless,
      `#!${process.execPath}\nawait import(${JSON.stringify(join(repositoryRoot, 'test/cli/fake-scan.mjs'))})\n`,
    )
    chmodSync(endless, 0o755)
    install(root, endless)
    const before = stateOf(root)
    const child = spawn('git', ['commit', '--message', 'Change'], {
      cwd: root,
      env: { ...cleanEnv(), FAKE: 'forever' },
      detached: true,
    })
    const ended = once(child, 'close')
    let err = ''
    child.stderr.on('data', chunk => {
      err += chunk
      // Ctrl-C reaches all that the terminal runs
      if (err === 'scanning\n') process.kill(-child.pid!, 'SIGINT')
    })
    const [code, signal] = await ended
    expect([code, signal]).not.toEqual([0, null])
    expect(err).toContain('scanning\n')
    expect(stateOf(root)).toEqual(before)
  })
})

/** The last commit, what is staged, what lies in the work tree, and what git left behind. */
function stateOf(root: string) {
  return {
    head: git(root, 'rev-parse', 'HEAD'),
    index: git(root, 'ls-files', '--stage'),
    status: git(root, 'status', '--porcelain'),
    files: contents(root),
    locks: readdirSync(join(root, '.git')).filter(name => name.endsWith('.lock')),
    kept: existsSync(join(root, '.otp-audit')),
  }
}
