import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tree } from '../../files/tree.js'
import { memorySink } from '../memory.js'
import { add, contents, git, initIn, manifest, project, run, safe } from './projects.js'

const github = { '.github/CODEOWNERS': '* @core\n' }

const terminal = (...lines: string[]) => {
  const stderr = memorySink(true)
  const stdin = { isTTY: true, line: async () => lines.shift(), all: async () => Buffer.alloc(0) }
  return { stdin, stderr, env: { NO_COLOR: '1' } }
}

describe('a run', () => {
  test('--yes writes everything, and the second run has nothing to write', async () => {
    const root = project({ ...github, 'tsconfig.json': '{}', 'src/a.ts': safe })
    const first = await initIn(root, ['--yes'])
    expect([first.code, first.out]).toEqual([0, ''])
    expect(first.err).toContain('otp-audit: wrote otp-audit.config.ts\n')
    const files = [
      'otp-audit.config.ts',
      'otp-audit.baseline',
      '.github/workflows/otp-audit.yml',
      '.git/hooks/pre-commit',
    ]
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true)
    const before = contents(root)
    for (const flags of [['--yes'], ['--dry-run'], []]) {
      const again = await initIn(root, flags)
      expect([again.code, again.out]).toEqual([0, ''])
      expect(again.err).toMatch(/otp-audit: nothing to write\n$/)
    }
    expect(contents(root)).toEqual(before)
  })

  test('--dry-run prints a patch that makes what --yes writes, exits with 1, and writes nothing', async () => {
    const files = {
      ...github,
      'package.json': manifest({ 'simple-git-hooks': {} }),
      'src/a.ts': safe,
    }
    const root = project(files)
    const before = contents(root)
    const { code, out } = await initIn(root, ['--dry-run'])
    expect(code).toBe(1)
    expect(contents(root)).toEqual(before)
    const patched = project(files)
    expect(await run('git', ['apply'], patched, { input: out })).toEqual({ code: 0, out: '', err: '' })
    expect((await initIn(root, ['--yes'])).code).toBe(0)
    expect(contents(patched)).toEqual(contents(root))
    expect(Object.keys(contents(root)).length).toBeGreaterThan(Object.keys(before).length)
  })

  test('without a terminal and without --yes: what it would do, exit code 2, and nothing is written', async () => {
    const root = project()
    const before = contents(root)
    const { code, out, err } = await initIn(root)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^ {2}new {6}otp-audit\.config\.mjs /)
    expect(err).toMatch(
      /otp-audit: would write 3 files, and there is no terminal to ask on; see --yes and --dry-run\n$/,
    )
    expect(contents(root)).toEqual(before)
    expect(existsSync(join(root, '.git/hooks/pre-commit'))).toBe(false)
  })

  test('a part can be left out', async () => {
    const root = project(github)
    await initIn(root, ['--yes', '--no-hook', '--no-ci'])
    expect(existsSync(join(root, '.git/hooks/pre-commit'))).toBe(false)
    expect(Object.keys(contents(root)).filter(name => name.startsWith('.github'))).toEqual(['.github/CODEOWNERS'])
  })

  test('--root names the folder', async () => {
    const root = project({ 'packages/a/package.json': manifest() })
    await initIn(root, ['--yes', '--root', 'packages/a'])
    expect(existsSync(join(root, 'packages/a/otp-audit.config.mjs'))).toBe(true)
    expect(await initIn(root, ['--root', 'no'])).toMatchObject({
      code: 2,
      err: 'otp-audit: --root no: no such folder; name one that exists\n',
    })
  })

  test('what is not installed yet is said, with the command of the package manager', async () => {
    for (const [lockfile, command] of [
      ['package-lock.json', 'npm install --save-dev otp-audit'],
      ['pnpm-lock.yaml', 'pnpm add --save-dev otp-audit'],
      ['yarn.lock', 'yarn add --dev otp-audit'],
      ['bun.lock', 'bun add --dev otp-audit'],
    ]) {
      const root = project({ 'package.json': '{}', [lockfile!]: '' })
      expect((await initIn(root)).err).toContain(`  then     ${command}  (`)
    }
    expect((await initIn(project())).err).not.toContain('  then ')
  })

  test('what is to be run for a hook comes last, and only if it is wanted', async () => {
    const husky = { 'package.json': manifest({ devDependencies: { husky: '^9', 'otp-audit': '*' } }) }
    const line = '  then     npx husky  (has git call the hooks in .husky)\n'
    expect((await initIn(project(husky), ['--yes'])).err.endsWith(`otp-audit: wrote .husky/pre-commit\n${line}`)).toBe(
      true,
    )
    expect((await initIn(project(husky), ['--no-ci'], terminal('y', 'y', 'n'))).err).not.toContain('  then ')
  })
})

describe('on a terminal', () => {
  test('each part is asked about: yes, no, a look at it first', async () => {
    const root = project(github)
    const { code, err } = await initIn(root, [], terminal('d', 'y', '', 'n', ''))
    expect(code).toBe(0)
    expect(err).toContain('configuration: write otp-audit.config.mjs? Y)es  n)o  d)iff  q)uit: ')
    expect(err).toContain('+export default defineConfig({')
    expect(existsSync(join(root, 'otp-audit.config.mjs'))).toBe(true)
    expect(existsSync(join(root, '.git/hooks/pre-commit'))).toBe(false)
    expect(existsSync(join(root, '.github/workflows/otp-audit.yml'))).toBe(true)
  })

  test.each([['q'], [undefined]])('quitting with %s writes nothing, not even what was agreed to', async last => {
    const root = project(github)
    const before = contents(root)
    const given = last === undefined ? terminal('y') : terminal('y', last)
    const { code, err } = await initIn(root, [], given)
    expect([code, contents(root)]).toEqual([0, before])
    expect(err).toMatch(/otp-audit: nothing was written\n$/)
  })

  test('Ctrl-C writes nothing: 130', async () => {
    const root = project(github)
    const before = contents(root)
    const interruption = new AbortController()
    const stdin = {
      isTTY: true,
      line: async () => {
        interruption.abort()
        throw interruption.signal.reason
      },
      all: async () => Buffer.alloc(0),
    }
    const { code } = await initIn(root, [], { ...terminal(), stdin, signal: interruption.signal })
    expect([code, contents(root)]).toEqual([130, before])
  })

  test('where nothing tells which CI there is, that is asked', async () => {
    const root = project()
    const { err } = await initIn(root, [], terminal('2', 'n', 'n', 'n', 'y'))
    expect(err).toContain('CI: 1) GitHub Actions  2) GitLab  N)one: ')
    expect(Object.keys(contents(root))).toContain('.gitlab-ci.yml')
  })
})

describe('where it is run', () => {
  test('outside of git there is no hook, and that is said', async () => {
    const root = tree({ 'package.json': manifest() })
    const { code, err } = await initIn(root, ['--yes'])
    expect(code).toBe(0)
    expect(err).toContain('left     no hook               there is no git checkout here\n')
    expect(Object.keys(contents(root)).sort()).toEqual(['otp-audit.baseline', 'otp-audit.config.mjs', 'package.json'])
  })

  test('in a package of a workspace: its configuration, and the hook and the workflow of the repository', async () => {
    const root = project({ ...github, 'package-lock.json': '{}', "packages/b'c/package.json": manifest() })
    const folder = join(root, "packages/b'c")
    expect((await initIn(folder, ['--yes'])).code).toBe(0)
    expect(existsSync(join(folder, 'otp-audit.config.mjs'))).toBe(true)
    expect(readFileSync(join(root, '.git/hooks/pre-commit'), 'utf8')).toContain(
      `(cd 'packages/b'\\''c' && npx --no otp-audit scan --staged --format text)\n`,
    )
    expect(contents(root)['.github/workflows/otp-audit.yml']).toContain(`working-directory: "packages/b'c"`)
  })

  test('without a package.json the published version is run', async () => {
    const root = project(github)
    rmSync(join(root, 'package.json'))
    await initIn(root, ['--yes'])
    expect(readFileSync(join(root, '.git/hooks/pre-commit'), 'utf8')).toContain('npx --yes otp-audit@0.1.0 scan')
  })

  test('in a linked checkout the hook is that of the main one', async () => {
    const root = project({ 'src/a.ts': safe })
    git(root, 'add', '--all')
    git(root, 'commit', '--quiet', '--message', 'Start')
    git(root, 'worktree', 'add', '--quiet', join(root, 'node_modules/linked'))
    await initIn(join(root, 'node_modules/linked'), ['--yes'])
    expect(existsSync(join(root, '.git/hooks/pre-commit'))).toBe(true)
  })

  test.each([
    ['tsconfig.json', {}, 'otp-audit.config.ts'],
    ['README.md', { type: 'module' }, 'otp-audit.config.js'],
    ['README.md', {}, 'otp-audit.config.mjs'],
  ])('with %s and %j the configuration is %s', async (file, more, name) => {
    const root = project({ [file]: '{}', 'package.json': manifest(more) })
    await initIn(root, ['--yes'])
    expect(Object.keys(contents(root))).toContain(name)
  })

  test('a configuration of any kind stays', async () => {
    const root = project({ 'otp-audit.config.json': '{}' })
    const { err } = await initIn(root, ['--yes'])
    expect(err).toContain('there    otp-audit.config.json')
    expect(Object.keys(contents(root)).filter(name => name.startsWith('otp-audit.config'))).toEqual([
      'otp-audit.config.json',
    ])
  })
})

describe('what goes wrong', () => {
  test('a broken package.json: one line, 2, nothing written', async () => {
    const root = project({ 'package.json': '{ "name": ' })
    const { code, err } = await initIn(root, ['--yes'])
    expect(code).toBe(2)
    expect(err).toMatch(/^otp-audit: \S+package\.json: is not valid JSON: .*; repair it first\n$/)
    expect(Object.keys(contents(root)).sort()).toEqual(['.gitignore', 'package.json'])
  })

  test('a file where a folder has to be: 3, before anything is written', async () => {
    const root = project({ '.github': 'a file' })
    const { code, err } = await initIn(root, ['--yes'])
    expect(code).toBe(3)
    expect(err).toMatch(/otp-audit: can't write \S+\.github: it is|otp-audit: can't write .*\.github/)
    expect(Object.keys(contents(root)).sort()).toEqual(['.github', '.gitignore', 'package.json'])
  })

  test.skipIf(process.getuid?.() === 0)('a folder that can not be written to: 3', async () => {
    const root = project()
    chmodSync(root, 0o555)
    const { code, err } = await initIn(root, ['--yes'])
    chmodSync(root, 0o755)
    expect(code).toBe(3)
    expect(err).toContain('permission denied')
  })

  test('what changed while it was asked about is not overwritten: 3', async () => {
    const root = project()
    const lines = ['y', 'y', 'y']
    const stdin = {
      isTTY: true,
      line: async () => {
        add(root, { 'otp-audit.config.mjs': 'mine' })
        return lines.shift()
      },
      all: async () => Buffer.alloc(0),
    }
    const { code, err } = await initIn(root, ['--no-ci'], { stdin, stderr: memorySink(true), env: { NO_COLOR: '1' } })
    expect(code).toBe(3)
    expect(err).toMatch(/otp-audit\.config\.mjs: changed meanwhile; run otp-audit init again\n$/)
    expect(contents(root)['otp-audit.config.mjs']).toBe('mine')
  })

  test('a run that was cut off is finished by the next one', async () => {
    const root = project(github)
    await initIn(root, ['--yes'])
    const whole = contents(root)
    rmSync(join(root, '.github/workflows'), { recursive: true })
    mkdirSync(join(root, '.github/workflows'))
    writeFileSync(join(root, '.github/workflows/.otp-audit-000000000000.tmp'), 'half')
    await initIn(root, ['--yes'])
    rmSync(join(root, '.github/workflows/.otp-audit-000000000000.tmp'))
    expect(contents(root)).toEqual(whole)
  })
})
