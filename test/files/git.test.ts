import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { add, found, git, repository, tree } from './tree.js'

afterEach(() => vi.unstubAllEnvs())

describe('in a git checkout', () => {
  it('finds tracked files and those that could be added, and says which commit it is', async () => {
    const root = repository(['src/a.ts', 'src/b.tsx', 'c.mts', 'd.cts', 'README.md', 'src/types.d.ts', 'src/e.js'])
    add(root, ['src/new.ts'])
    const { names, skipped, commit } = await found(root)
    expect(names).toEqual(['c.mts', 'd.cts', 'src/a.ts', 'src/b.tsx', 'src/new.ts'])
    expect(skipped).toEqual([])
    expect(commit).toBe(git(root, 'rev-parse', 'HEAD'))
  })

  it('knows no commit before the first one', async () => {
    const root = tree(['a.ts'])
    git(root, 'init', '--quiet')
    expect(await found(root)).toMatchObject({ names: ['a.ts'], commit: undefined })
  })

  it('leaves out what is ignored, also by nested ignore files with Windows line ends', async () => {
    const root = repository({
      '.gitignore': 'generated/\r\n*.gen.ts\r\n',
      'pkg/.gitignore': 'local.ts\r\n',
      'a.ts': '',
      'a.gen.ts': '',
      'generated/b.ts': '',
      'pkg/local.ts': '',
      'pkg/c.ts': '',
    })
    expect((await found(root)).names).toEqual(['a.ts', 'pkg/c.ts'])
  })

  it('scans tracked folders whatever they are called, except node_modules', async () => {
    const root = repository(['build/a.ts', 'out/b.ts', 'dist/c.ts', '.storybook/d.ts', 'node_modules/m/e.ts'])
    expect((await found(root)).names).toEqual(['.storybook/d.ts', 'build/a.ts', 'dist/c.ts', 'out/b.ts'])
  })

  it('says nothing of tracked files that were deleted', async () => {
    const root = repository(['a.ts', 'gone.ts', 'moved/b.ts'])
    rmSync(join(root, 'gone.ts'))
    renameSync(join(root, 'moved'), join(root, 'here'))
    expect(await found(root)).toMatchObject({ names: ['a.ts', 'here/b.ts'], skipped: [] })
  })

  it('leaves out files of a sparse checkout that are not there', async () => {
    const root = repository(['in/a.ts', 'out/b.ts'])
    git(root, 'sparse-checkout', 'set', 'in')
    expect(existsSync(join(root, 'out/b.ts'))).toBe(false)
    expect(await found(root)).toMatchObject({ names: ['in/a.ts'], skipped: [] })
  })

  it('lists a file in a merge conflict once', async () => {
    const root = repository({ 'a.ts': 'base\n' })
    git(root, 'checkout', '--quiet', '-b', 'other')
    writeFileSync(join(root, 'a.ts'), 'other\n')
    git(root, 'commit', '--quiet', '-am', 'Other')
    git(root, 'checkout', '--quiet', '-')
    writeFileSync(join(root, 'a.ts'), 'mine\n')
    git(root, 'commit', '--quiet', '-am', 'Mine')
    expect(() => git(root, 'merge', 'other')).toThrow()
    expect((await found(root)).names).toEqual(['a.ts'])
  })

  it('scans a folder inside, with the files of that folder only', async () => {
    const root = repository(['a.ts', 'pkg/b.ts', 'pkg/deep/c.ts'])
    expect((await found(root, ['pkg'])).names).toEqual(['pkg/b.ts', 'pkg/deep/c.ts'])
    expect(await found(join(root, 'pkg'))).toMatchObject({
      names: ['b.ts', 'deep/c.ts'],
      commit: git(root, 'rev-parse', 'HEAD'),
    })
  })

  it('scans an ignored folder or file that is named', async () => {
    const root = repository({
      '.gitignore': 'node_modules/\nsecret.ts\n',
      'a.ts': '',
      'secret.ts': '',
      'node_modules/m/src/b.ts': '',
      'node_modules/m/node_modules/n/c.ts': '',
    })
    expect((await found(root, ['node_modules/m'])).names).toEqual(['node_modules/m/src/b.ts'])
    expect((await found(root, ['secret.ts'])).names).toEqual(['secret.ts'])
    expect(await found(join(root, 'node_modules/m'))).toMatchObject({ names: ['src/b.ts'], commit: undefined })
    expect((await found(root, ['node_modules'])).names).toEqual(['node_modules/m/src/b.ts'])
    expect((await found(root, ['node_modules/m/**/b.ts'])).names).toEqual(['node_modules/m/src/b.ts'])
  })

  it('takes names with spaces, line breaks, quotes, tabs and letters of any script', async () => {
    const names = [' a b.ts', 'new\nline/x\ny.ts', 'q"\'\\.ts', 'tab\t.ts', 'ünï/日本.ts', '-rf.ts', '$(x).ts']
    const root = repository(names)
    add(root, ['neu\n.ts'])
    expect((await found(root)).names).toEqual([...names, 'neu\n.ts'].sort())
  })

  it('scans submodules and repositories inside, not those without files, nor second worktrees', async () => {
    const library = repository(['lib.ts'])
    const root = repository(['a.ts'])
    git(root, 'submodule', '--quiet', 'add', library, 'vendor/lib')
    git(root, 'submodule', '--quiet', 'add', library, 'vendor/empty')
    git(root, 'commit', '--quiet', '-m', 'Submodules')
    git(root, 'submodule', '--quiet', 'deinit', '--force', 'vendor/empty')
    git(root, 'worktree', 'add', '--quiet', 'second')
    mkdirSync(join(root, 'nested'))
    add(join(root, 'nested'), { '.gitignore': 'no.ts', 'no.ts': '', 'yes.ts': '' })
    git(join(root, 'nested'), 'init', '--quiet')
    git(join(root, 'nested'), 'add', '--all')
    git(join(root, 'nested'), 'commit', '--quiet', '-m', 'Start')
    expect((await found(root)).names).toEqual(['a.ts', 'nested/yes.ts', 'vendor/lib/lib.ts'])
  })

  it('lists real paths where a tracked folder has become a link', async () => {
    const root = repository(['a/x.ts', 'b/y.ts'])
    const elsewhere = tree(['z.ts'])
    renameSync(join(root, 'a'), join(root, 'c'))
    symlinkSync('c', join(root, 'a'))
    rmSync(join(root, 'b'), { recursive: true })
    symlinkSync(elsewhere, join(root, 'b'))
    expect((await found(root)).names).toEqual(['c/x.ts'])
  })

  it('is not misled by the variables that git sets for hooks', async () => {
    const root = repository(['a.ts'])
    const other = repository(['other.ts'])
    vi.stubEnv('GIT_DIR', join(other, '.git'))
    vi.stubEnv('GIT_WORK_TREE', other)
    vi.stubEnv('GIT_INDEX_FILE', join(other, '.git/index'))
    expect((await found(root)).names).toEqual(['a.ts'])
  })

  it('runs no program that the repository names', async () => {
    const root = repository(['a.ts'])
    git(root, 'config', 'core.fsmonitor', `touch ${join(root, 'ran.ts')} #`)
    expect((await found(root)).names).toEqual(['a.ts'])
  })

  it('leaves out pipes', async () => {
    const root = repository(['a.ts'])
    execFileSync('mkfifo', [join(root, 'pipe.ts')])
    expect(await found(root)).toMatchObject({ names: ['a.ts'], skipped: [] })
  })

  it('honours the ignore files also where git is not installed', async () => {
    const root = repository({ '.gitignore': 'ignored.ts', 'ignored.ts': '', 'pkg/ignored.ts': '', 'pkg/a.ts': '' })
    vi.stubEnv('PATH', '')
    expect(await found(root)).toMatchObject({ names: ['pkg/a.ts'], skipped: [], commit: undefined })
    expect((await found(join(root, 'pkg'))).names).toEqual(['a.ts'])
  })

  it('honours them where git refuses the repository', async () => {
    const root = repository({ '.gitignore': 'ignored.ts', 'ignored.ts': '', 'a.ts': '' })
    writeFileSync(join(root, '.git/HEAD'), 'damaged')
    expect(await found(root)).toMatchObject({ names: ['a.ts'], skipped: [], commit: undefined })
  })
})
