import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { changedFiles } from '../../src/files/changed.js'
import { relativePath } from '../../src/files/paths.js'
import { add, git, repository, tree } from './tree.js'

afterEach(() => vi.unstubAllEnvs())

async function changed(root: string, ref: string | true = 'main'): Promise<string[]> {
  const { files } = await changedFiles(root, ref)
  return [...files].map(file => relativePath(root, file)).sort()
}

const refused = (root: string, ref: string | true = 'main'): Promise<string> =>
  changedFiles(root, ref).then(
    () => 'nothing was refused',
    (error: Error) => {
      expect(error.name).toBe('UsageError')
      expect(error.message).not.toContain('\n')
      return error.message
    },
  )

/** Committed on main, and a branch that begins there. */
function branched(files: readonly string[] | Record<string, string>): string {
  const root = repository(files)
  git(root, 'branch', '--move', 'main')
  git(root, 'checkout', '--quiet', '-b', 'feature')
  return root
}

const commit = (root: string): void => {
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'More')
}

function clone(of: string, ...args: string[]): string {
  const root = tree()
  git(root, 'clone', '--quiet', ...args, pathToFileURL(of).href, '.')
  return root
}

describe('what differs', () => {
  it('is committed, staged, changed or new; what is ignored, touched or back as it was is not', async () => {
    const root = branched({ '.gitignore': 'gen/\n', 'a.ts': '', 'b.ts': '', 'c.ts': '', 'd.ts': '', 'same.ts': '' })
    add(root, { 'a.ts': 'committed' })
    commit(root)
    add(root, { 'b.ts': 'staged', 'd.ts': 'staged, then back' })
    git(root, 'add', '--all')
    add(root, { 'c.ts': 'changed', 'd.ts': '', 'src/new.ts': '', 'gen/x.ts': '' })
    utimesSync(join(root, 'same.ts'), new Date(0), new Date(0))
    expect(await changed(root)).toEqual(['a.ts', 'b.ts', 'c.ts', 'src/new.ts'])
  })

  it('is told from where the branch left, not from where the other has gone since', async () => {
    const root = branched(['a.ts', 'b.ts'])
    add(root, { 'a.ts': 'mine' })
    commit(root)
    git(root, 'checkout', '--quiet', 'main')
    add(root, { 'b.ts': 'theirs' })
    commit(root)
    git(root, 'checkout', '--quiet', 'feature')
    expect(await changed(root)).toEqual(['a.ts'])
    expect((await changedFiles(root, 'main')).mergeBase).toBe(git(root, 'merge-base', 'main', 'feature'))
  })

  it('is a renamed file under its new name, and no deleted one', async () => {
    const root = branched(['a.ts', 'moved/b.ts', 'gone.ts', 'gone-unstaged.ts'])
    git(root, 'mv', 'moved', 'here')
    git(root, 'rm', '--quiet', 'gone.ts')
    rmSync(join(root, 'gone-unstaged.ts'))
    expect(await changed(root)).toEqual(['here/b.ts'])
  })

  it('is the same whatever folder is asked about and whatever a user has configured', async () => {
    const root = branched({ 'a.ts': '', 'pkg/ü "b".ts': '' })
    for (const [key, value] of ['diff.noprefix true', 'diff.renames copies', 'status.showUntrackedFiles no'].map(s =>
      s.split(' '),
    ))
      git(root, 'config', key!, value!)
    add(root, { 'a.ts': '1', 'pkg/ü "b".ts': '1', 'pkg/line\nbreak.ts': '' })
    const all = ['a.ts', 'pkg/line\nbreak.ts', 'pkg/ü "b".ts']
    expect(await changed(root)).toEqual(all)
    const { files } = await changedFiles(join(root, 'pkg'), 'main')
    expect([...files].map(file => relativePath(root, file)).sort()).toEqual(all)
  })

  it('holds on a detached HEAD, in another worktree, and against a tag', async () => {
    const root = branched(['a.ts', 'b.ts'])
    git(root, 'tag', '--annotate', 'v1', '--message', 'One')
    add(root, { 'a.ts': 'more' })
    commit(root)
    const other = join(tree(), 'worktree')
    git(root, 'worktree', 'add', '--quiet', '--detach', other)
    writeFileSync(join(other, 'b.ts'), 'more')
    expect(await changed(other, 'v1')).toEqual(['a.ts', 'b.ts'])
    git(root, 'checkout', '--quiet', '--detach')
    expect(await changed(root, 'v1')).toEqual(['a.ts'])
  })

  it('is what a changed link leads to', async () => {
    const root = branched(['a.ts'])
    symlinkSync('a.ts', join(root, 'link.ts'))
    expect(await changed(root)).toEqual(['a.ts'])
  })
})

describe('the default branch', () => {
  it('is that of the remote, origin before others', async () => {
    const root = clone(branched(['a.ts']), '--branch', 'feature')
    git(root, 'remote', 'set-head', 'origin', 'main')
    git(root, 'update-ref', 'refs/remotes/fork/dev', 'HEAD')
    git(root, 'symbolic-ref', 'refs/remotes/fork/HEAD', 'refs/remotes/fork/dev')
    add(root, ['new.ts'])
    expect(await changedFiles(root, true)).toMatchObject({ ref: 'origin/main' })
    git(root, 'remote', 'remove', 'origin')
    expect(await changedFiles(root, true)).toMatchObject({ ref: 'fork/dev' })
  })

  it('is asked for where no remote says', async () => {
    expect(await refused(branched(['a.ts']), true)).toMatch(
      /^--changed does not know the default branch .*; name what to compare with, as in --changed origin\/main/,
    )
  })
})

describe('repositories inside', () => {
  const nested = (): { root: string; inside: string } => {
    const library = repository(['lib.ts'])
    const root = branched(['a.ts'])
    git(root, 'checkout', '--quiet', 'main')
    git(root, 'submodule', 'add', '--quiet', pathToFileURL(library).href, 'vendor/lib')
    commit(root)
    git(root, 'checkout', '--quiet', '-B', 'feature')
    return { root, inside: join(root, 'vendor/lib') }
  }
  const told = async (root: string, ...files: string[]): Promise<string[]> =>
    (await changedFiles(root, 'main')).notCompared(files.map(file => join(root, file)))

  it('a submodule as it was has nothing that differs', async () => {
    const { root } = nested()
    expect(await changed(root)).toEqual([])
    expect(await told(root, 'a.ts', 'vendor/lib/lib.ts')).toEqual([])
  })

  it('the files of a submodule that has moved, or of a clone that nobody tracks, are said to be left out', async () => {
    const { root, inside } = nested()
    add(inside, { 'lib.ts': 'more' })
    const told1 = 'vendor/lib is a repository of its own, so that --changed leaves its file out; run it there'
    expect(await changed(root)).toEqual([])
    expect(await told(root, 'vendor/lib/lib.ts')).toEqual([told1])
    commit(inside)
    git(root, 'config', 'diff.ignoreSubmodules', 'all')
    expect(await told(root, 'vendor/lib/lib.ts')).toEqual([told1])
    expect(await changedFiles(inside, 'HEAD~1')).toMatchObject({ files: new Set([join(inside, 'lib.ts')]) })
    git(root, 'clone', '--quiet', inside, 'copy')
    expect(await changed(root)).toEqual([])
    expect(await told(root, 'copy/lib.ts', 'copy/more.ts')).toEqual([
      'copy is a repository of its own, so that --changed leaves its 2 files out; run it there',
    ])
  })
})

describe('what can not be told is one line', () => {
  it('no checkout, a bare one, one without a commit, a folder that git ignores', async () => {
    expect(await refused(tree(['a.ts']))).toMatch(/^--changed compares with a commit, and \S+ is in no git checkout$/)
    const root = branched({ 'a.ts': '', '.gitignore': 'out' })
    expect(await refused(clone(root, '--bare'))).toMatch(
      /needs a work tree, and \S+ is a bare repository; make a clone/,
    )
    const fresh = tree(['a.ts'])
    git(fresh, 'init', '--quiet')
    expect(await refused(fresh)).toMatch(/compares with HEAD, and there is no commit yet/)
    add(root, ['out/a.ts'])
    expect(await refused(join(root, 'out'))).toMatch(/git ignores out; scan it without$/)
  })

  it('an unknown ref, with the one that may be meant', async () => {
    const root = branched(['a.ts', 'src/b.ts'])
    expect(await refused(root, 'nope')).toBe(
      '--changed nope: git knows no such commit here; git branch --all lists what there is',
    )
    expect(await refused(root, 'src')).toMatch(/; to scan that path, write it first: src --changed$/)
    expect(await refused(root, '--output=x')).toMatch(/^--changed --output=x: git knows no such commit here/)
    expect(await refused(root, '')).toMatch(/^--changed is given an empty name/)
    const copy = clone(root, '--branch', 'feature')
    expect(await refused(copy, 'main')).toMatch(/; did you mean origin\/main\?$/)
  })

  it('a clone that is too shallow: how to deepen it, after which it works', async () => {
    const from = branched(['a.ts'])
    add(from, { 'b.ts': '1' })
    commit(from)
    const root = clone(from, '--depth', '1', '--branch', 'feature')
    const how = /; run git fetch --unshallow, or clone with fetch-depth: 0 \(GitHub\), GIT_DEPTH: 0 \(GitLab\)$/
    expect(await refused(root, 'origin/main')).toMatch(how)
    git(root, 'fetch', '--quiet', '--depth', '1', 'origin', 'main:refs/remotes/origin/main')
    expect(await refused(root, 'origin/main')).toMatch(/^--changed origin\/main: this clone is too shallow to tell/)
    expect(await refused(root, 'origin/main')).toMatch(how)
    git(root, 'fetch', '--quiet', '--unshallow')
    expect(await changed(root, 'origin/main')).toEqual(['b.ts'])
  })

  it('histories without a common commit', async () => {
    const root = branched(['a.ts'])
    git(root, 'checkout', '--quiet', '--orphan', 'other')
    commit(root)
    expect(await refused(root)).toBe(
      '--changed main: HEAD has no commit in common with it; name the branch that HEAD was made from',
    )
  })

  it('no git', async () => {
    const root = branched(['a.ts'])
    vi.stubEnv('PATH', tree())
    expect(await refused(root)).toBe('--changed asks git what differs, and git is not installed')
  })

  it.skipIf(process.platform === 'win32')('a git that fails, in its own words', async () => {
    const root = branched(['a.ts'])
    const bin = realpathSync(mkdtempSync(join(tmpdir(), 'files-test-')))
    mkdirSync(join(bin, 'bin'))
    writeFileSync(join(bin, 'bin/git'), '#!/bin/sh\necho "fatal: detected dubious ownership" >&2\nexit 128\n')
    chmodSync(join(bin, 'bin/git'), 0o755)
    vi.stubEnv('PATH', `${join(bin, 'bin')}:${process.env.PATH}`)
    expect(await refused(root)).toMatch(/^--changed can't compare \S+: detected dubious ownership$/)
    rmSync(bin, { recursive: true })
  })
})
