import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { found, git, repository, tree } from './tree.js'

const user = process.getuid?.()
const nobody = 65534

describe('outside git', () => {
  it('finds sources below, without what tools write', async () => {
    const root = tree([
      'a.ts',
      'src/b.tsx',
      'src/.eslintrc.ts',
      'src/b.d.ts',
      'src/style.d.css.ts',
      'src/c.d.mts',
      'src/c.d.cts',
      'd.ts',
      'x/D.TS',
      'dist/c.ts',
      'pkg/build/c.ts',
      'pkg/out/c.ts',
      'coverage/c.ts',
      '.next/c.ts',
      'node_modules/m/c.ts',
      'pkg/node_modules/m/c.ts',
    ])
    expect(await found(root)).toMatchObject({
      names: ['a.ts', 'd.ts', 'src/.eslintrc.ts', 'src/b.tsx'],
      skipped: [],
      commit: undefined,
    })
  })

  it('scans such a folder when it is named', async () => {
    const root = tree(['build/a.ts', 'build/out/b.ts', '.hidden/c.ts', 'node_modules/d.ts'])
    expect((await found(root, ['build', '.hidden', 'node_modules'])).names).toEqual([
      '.hidden/c.ts',
      'build/a.ts',
      'node_modules/d.ts',
    ])
  })

  it('honours ignore files at every level, the deeper ones last', async () => {
    const root = tree({
      '.gitignore': '# comment\r\n\r\n*.gen.ts\r\nlocal\r\n/top.ts\r\n',
      '.ignore': 'skipped.ts\n',
      'top.ts': '',
      'skipped.ts': '',
      'a.gen.ts': '',
      'a.ts': '',
      'local/x.ts': '',
      'pkg/.gitignore': '\uFEFF!keep.gen.ts\n!local\n/anchored.ts\ndeep/er.ts\n',
      'pkg/keep.gen.ts': '',
      'pkg/other.gen.ts': '',
      'pkg/local/x.ts': '',
      'pkg/top.ts': '',
      'pkg/anchored.ts': '',
      'pkg/sub/anchored.ts': '',
      'pkg/deep/er.ts': '',
      'pkg/sub/deep/er.ts': '',
      'we[i]rd !/.gitignore': 'no.ts\n',
      'we[i]rd !/no.ts': '',
      'we[i]rd !/yes.ts': '',
    })
    const kept = [
      'a.ts',
      'pkg/keep.gen.ts',
      'pkg/local/x.ts',
      'pkg/sub/anchored.ts',
      'pkg/sub/deep/er.ts',
      'pkg/top.ts',
      'we[i]rd !/yes.ts',
    ]
    expect((await found(root)).names).toEqual(kept)
    expect((await found(root, ['pkg'])).names).toEqual(kept.filter(k => k.startsWith('pkg/')))
    expect((await found(root, ['local'])).names).toEqual(['local/x.ts'])
  })

  it.runIf(process.platform === 'linux')('takes ignore files by the letter, as git does', async () => {
    const root = tree({ '.gitignore': 'Foo.ts\n', 'Foo.ts': '', 'foo.ts': '' })
    const walked = await found(root)
    git(root, 'init', '--quiet')
    expect(walked.names).toEqual(['foo.ts'])
    expect((await found(root)).names).toEqual(walked.names)
  })

  it('takes names with spaces, line breaks, backslashes and letters of any script', async () => {
    const names = [' a b.ts', 'new\nline/x\ny.ts', 'back\\slash/q"\'.ts', 'ünï/日本.ts', '(x)/[id]/{y}.ts', '!n.ts']
    expect((await found(tree(names))).names).toEqual(names.sort())
  })

  it('scans a linked file once under its real path, and only inside the root', async () => {
    const elsewhere = tree(['far.ts'])
    const root = tree({ 'src/a.ts': '', 'notes.md': '', 'dist/kept.ts': '', 'node_modules/m/b.ts': '' })
    symlinkSync('src/a.ts', join(root, 'again.ts'))
    symlinkSync('dist/kept.ts', join(root, 'kept.ts'))
    symlinkSync('notes.md', join(root, 'notes.ts'))
    symlinkSync('node_modules/m/b.ts', join(root, 'b.ts'))
    symlinkSync(join(elsewhere, 'far.ts'), join(root, 'far.ts'))
    symlinkSync('src', join(root, 'folder.ts'))
    symlinkSync('/dev/zero', join(root, 'zero.ts'))
    const walked = await found(root)
    expect(walked).toMatchObject({ names: ['dist/kept.ts', 'src/a.ts'], skipped: [] })
    git(root, 'init', '--quiet')
    git(root, 'add', 'again.ts', 'kept.ts', 'notes.ts', 'far.ts')
    expect((await found(root)).names).toEqual(walked.names)
    expect((await found(root, ['far.ts'])).files).toEqual([join(elsewhere, 'far.ts')])
  })

  it('ends in spite of links in circles, and reports them; a link to nothing is nothing', async () => {
    const root = tree(['src/a.ts'])
    symlinkSync('..', join(root, 'src/up'))
    symlinkSync('loop.ts', join(root, 'loop.ts'))
    symlinkSync('nowhere.ts', join(root, 'broken.ts'))
    symlinkSync('user@host:1', join(root, '.#a.ts'))
    const expected = { names: ['src/a.ts'], skipped: [{ file: 'loop.ts', reason: "can't be read (ELOOP)" }] }
    expect(await found(root)).toMatchObject(expected)
    git(root, 'init', '--quiet')
    git(root, 'add', 'loop.ts', 'broken.ts')
    expect(await found(root)).toMatchObject(expected)
  })

  it('leaves out pipes', async () => {
    const root = tree(['a.ts'])
    execFileSync('mkfifo', [join(root, 'pipe.ts')])
    expect(await found(root)).toMatchObject({ names: ['a.ts'], skipped: [] })
  })

  it.runIf(user !== undefined)(
    'reports folders that may not be read, and scans the rest, with git and without',
    async () => {
      const walked = tree(['a.ts', 'closed/b.ts'])
      const tracked = repository(['a.ts', 'closed/b.ts'])
      const reason = "can't be read (EACCES)"
      for (const root of [walked, tracked]) {
        if (user === 0) execFileSync('chown', ['-R', nobody.toString(), root])
        chmodSync(join(root, 'closed'), 0)
      }
      vi.stubEnv('HOME', tracked) // git gives up where it can't read the settings of its user
      vi.stubEnv('XDG_CONFIG_HOME', tracked)
      if (user === 0) process.seteuid!(nobody) // root may read everything
      try {
        expect(await found(walked)).toMatchObject({ names: ['a.ts'], skipped: [{ file: 'closed', reason }] })
        expect(await found(tracked)).toMatchObject({
          names: ['a.ts'],
          skipped: [
            { file: 'closed', reason },
            { file: 'closed/b.ts', reason },
          ],
        })
      } finally {
        if (user === 0) process.seteuid!(0)
        vi.unstubAllEnvs()
        for (const root of [walked, tracked]) chmodSync(join(root, 'closed'), 0o755)
      }
    },
  )

  it('finds nothing in an empty folder, and does not complain', async () => {
    const root = tree()
    mkdirSync(join(root, 'sub'))
    expect(await found(root)).toEqual({ names: [], files: [], skipped: [], notices: [], commit: undefined })
  })
})
