import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.js'
import { discover } from '../../src/files/discover.js'
import { found, repository, tree } from './tree.js'

async function refusal(root: string, ...paths: string[]): Promise<string> {
  const error = await discover({ root, paths }).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(UsageError)
  const { message } = error as Error
  expect(message).not.toMatch(/\n/)
  return message.replaceAll(root, 'ROOT')
}

describe('paths that are named', () => {
  const files = ['src/a.ts', 'src/deep/b.ts', 'src/deep/b.test.ts', 'src/[id]/c.ts', 'lib/d.js', 'e.ts', 'README.md']

  it.each([
    ['git', repository],
    ['no git', tree],
  ] as const)('may be files, folders and globs, with %s', async (_, make) => {
    const root = make(files)
    const names = async (...paths: string[]) => (await found(root, paths)).names
    expect(await names('e.ts')).toEqual(['e.ts'])
    expect(await names('./src/', 'src/a.ts', 'src', join(root, 'src/a.ts'))).toEqual([
      'src/[id]/c.ts',
      'src/a.ts',
      'src/deep/b.test.ts',
      'src/deep/b.ts',
    ])
    expect(await names('src/**/*.ts')).toHaveLength(4)
    expect(await names('src\\**\\*.ts')).toHaveLength(4)
    expect(await names('src\\a.ts')).toEqual(['src/a.ts'])
    expect(await names(join(root, 'src/*.ts'))).toEqual(['src/a.ts'])
    expect(await names('*.ts', 'src/{a,z}.ts')).toEqual(['e.ts', 'src/a.ts'])
    expect(await names('src/**', '!**/*.test.ts')).toEqual(['src/[id]/c.ts', 'src/a.ts', 'src/deep/b.ts'])
    expect(await names('!src')).toEqual(['e.ts'])
    expect(await names('!(src|lib)*')).toEqual(['e.ts'])
    expect(await names('src/[id]/c.ts')).toEqual(['src/[id]/c.ts'])
    expect(await names('src/[id]')).toEqual(['src/[id]/c.ts'])
    expect(await names('src/\\[id\\]/*.ts')).toEqual(['src/[id]/c.ts'])
    expect(await names('lib/d.js')).toEqual(['lib/d.js'])
    expect(await names('lib/*.js')).toEqual(['lib/d.js'])
    expect(await names('{lib,src}/*.{ts,js}')).toEqual(['lib/d.js', 'src/a.ts'])
  })

  it('may lie outside the root', async () => {
    const root = tree(['app/a.ts', 'shared/b.ts', 'shared/c.ts'])
    const app = join(root, 'app')
    expect((await found(app, ['.', '../shared'])).names).toEqual(['../shared/b.ts', '../shared/c.ts', 'a.ts'])
    expect((await found(app, ['../shared/b*.ts'])).names).toEqual(['../shared/b.ts'])
    expect((await found(app, ['../shared/b.ts'])).names).toEqual(['../shared/b.ts'])
  })

  it('may be links: the root, folders, files', async () => {
    const root = tree(['real/a.ts', 'real/b.ts'])
    symlinkSync('real', join(root, 'link'))
    symlinkSync('real/a.ts', join(root, 'a.ts'))
    expect((await discover({ root: join(root, 'link') })).files).toEqual([
      join(root, 'real/a.ts'),
      join(root, 'real/b.ts'),
    ])
    expect((await found(root, ['link', 'a.ts', 'link/b.ts'])).names).toEqual(['real/a.ts', 'real/b.ts'])
  })

  it('are refused in one line when there is no such thing', async () => {
    const root = tree(['src/a.ts'])
    expect(await refusal(root, 'nope.ts')).toBe(
      'nope.ts: does not exist in ROOT; name existing files, folders or globs',
    )
    expect(await refusal(root, join(root, 'nope'))).toBe(
      'ROOT/nope: does not exist; name existing files, folders or globs',
    )
    expect(await refusal(root, 'src/a.ts/deeper.ts')).toMatch(/does not exist/)
    expect(await refusal(root, 'src', 'lib/**/*.ts')).toBe(
      'lib/**/*.ts: matches no TypeScript file below ROOT; check the pattern, it is relative to that folder',
    )
    expect(await refusal(root, 'src/*.vue')).toMatch(/matches no TypeScript file/)
    expect(await refusal(root, 'x\ny.ts')).toMatch(/^"x\\ny\.ts": does not exist/)
    expect(await refusal(root, 'a\0b.ts')).toMatch(/does not exist/)
    expect(await refusal(root, '')).toMatch(/is an empty path/)
    expect(await refusal(join(root, 'nope'))).toBe('ROOT: the root does not exist; name a folder')
    expect(await refusal(join(root, 'src/a.ts'))).toMatch(/the root is not a folder/)
  })

  it('are refused when they are no source files', async () => {
    const root = tree(['README.md', 'types.d.ts'])
    execFileSync('mkfifo', [join(root, 'pipe.ts')])
    expect(await refusal(root, 'README.md')).toMatch(/^README.md: is not a TypeScript file; name \.ts/)
    expect(await refusal(root, 'types.d.ts')).toMatch(/^types.d.ts: is a declaration file/)
    expect(await refusal(root, 'pipe.ts')).toMatch(/^pipe.ts: is not a regular file/)
  })

  it('are skipped with the reason when they exist and cannot be looked at', async () => {
    const root = tree(['a.ts'])
    symlinkSync('loop.ts', join(root, 'loop.ts'))
    expect(await found(root, ['loop.ts'])).toMatchObject({
      names: [],
      skipped: [{ file: 'loop.ts', reason: "can't be read (ELOOP)" }],
    })
  })
})

describe('JavaScript', () => {
  it('belongs to a scan where the nearest tsconfig.json says so', async () => {
    const root = tree({
      'no.js': '',
      'on/tsconfig.json': '\uFEFF{ // comment\r\n "compilerOptions": { "allowJs": true, }, }',
      'on/a.js': '',
      'on/deep/b.jsx': '',
      'on/deep/c.mjs': '',
      'on/d.cjs': '',
      'on/off/tsconfig.json': '{}',
      'on/off/e.js': '',
      'checked/tsconfig.json': '{"compilerOptions":{"checkJs":true}}',
      'checked/f.js': '',
      'refused/tsconfig.json': '{"compilerOptions":{"checkJs":true,"allowJs":false}}',
      'refused/g.js': '',
      'broken/tsconfig.json': '{',
      'broken/h.js': '',
      'heir/tsconfig.json': '{"extends":["pkg/preset","./off","../on/tsconfig"]}',
      'heir/off.json': '{"compilerOptions":{"allowJs":false}}',
      'heir/i.js': '',
      'circle/tsconfig.json': '{"extends":"./tsconfig.json"}',
      'circle/j.js': '',
    })
    mkdirSync(join(root, 'on/odd/tsconfig.json'), { recursive: true })
    writeFileSync(join(root, 'on/odd/k.js'), '')
    expect((await found(root)).names).toEqual([
      'checked/f.js',
      'heir/i.js',
      'on/a.js',
      'on/d.cjs',
      'on/deep/b.jsx',
      'on/deep/c.mjs',
      'on/odd/k.js',
    ])
    expect(dirname((await found(root, ['no.js'])).files[0]!)).toBe(root)
  })
})

describe('a scan', () => {
  it('is in the order of the names, whatever the system lists first', async () => {
    const root = tree(['b.ts', 'B.ts', 'a/z.ts', 'a-b.ts', 'a.ts', 'ä.ts', 'Z/a.ts'])
    expect((await found(root)).names).toEqual(['B.ts', 'Z/a.ts', 'a-b.ts', 'a.ts', 'a/z.ts', 'b.ts', 'ä.ts'])
  })

  it('keeps generated and large files', async () => {
    const root = tree({ 'big.ts': 'x'.repeat(5_000_000), 'app.min.ts': '' })
    expect((await found(root)).names).toEqual(['app.min.ts', 'big.ts'])
  })

  it.each([
    ['git', repository],
    ['no git', tree],
  ] as const)('stops when it is told to, with %s', async (_, make) => {
    const root = make(['a.ts'])
    const abort = new AbortController()
    const running = discover({ root, signal: abort.signal })
    abort.abort()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    await expect(discover({ root, signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})
