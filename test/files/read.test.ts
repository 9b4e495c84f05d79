import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAll } from '../../src/files/read.js'
import { tree } from './tree.js'

describe('reading', () => {
  it('shows the bytes of each file in turn, and its text when asked', async () => {
    const large = `const a = '${'é'.repeat(1_500_000)}'`
    const root = tree({ 'a.ts': 'short', 'b.ts': large, 'c.ts': '', 'd.ts': '\uFEFFmarked ✓' })
    const files = ['a.ts', 'b.ts', 'c.ts', 'd.ts'].map(f => join(root, f))
    const seen: [string, string, number][] = []
    const skipped = await readAll(files, (path, text, bytes) => seen.push([path, text(), bytes.length]))
    expect(skipped).toEqual([])
    expect(seen).toEqual([
      [files[0], 'short', 5],
      [files[1], large, Buffer.byteLength(large)],
      [files[2], '', 0],
      [files[3], 'marked ✓', 13],
    ])
  })

  it('skips what is not there, no file, or no text, and says why', async () => {
    const root = tree({ 'good.ts': 'x', 'late.ts': `${'x'.repeat(9000)}\0` })
    const path = (name: string) => join(root, name)
    writeFileSync(path('le.ts'), Buffer.from('\uFEFFconst a = 1', 'utf16le'))
    writeFileSync(path('be.ts'), Buffer.from('\uFEFFconst a = 1', 'utf16le').swap16())
    writeFileSync(path('video.ts'), Buffer.concat([Buffer.from([0x47, 0x40, 0, 0x10]), Buffer.alloc(2_000_000)]))
    writeFileSync(path('latin1.ts'), Buffer.from('const é = 1', 'latin1'))
    writeFileSync(path('huge.ts'), 'x'.repeat(10_000))
    truncateSync(path('huge.ts'), 3 * 2 ** 30)
    writeFileSync(path('long.ts'), Buffer.alloc(1024 * 1024, 'x'))
    truncateSync(path('long.ts'), 2 ** 30)
    mkdirSync(path('folder.ts'))
    symlinkSync('loop.ts', path('loop.ts'))
    execFileSync('mkfifo', [path('pipe.ts')])
    const names = ['be', 'folder', 'gone', 'good', 'huge', 'late', 'latin1', 'le', 'long', 'loop', 'pipe', 'video']
    const visited: string[] = []
    const skipped = await readAll(
      names.map(n => path(`${n}.ts`)),
      (file, text) => {
        text()
        visited.push(file)
      },
    )
    expect(visited).toEqual([path('good.ts'), path('late.ts')])
    expect(skipped).toEqual(
      [
        ['be', 'is not UTF-8 text'],
        ['folder', 'is not a regular file'],
        ['gone', "can't be read (ENOENT)"],
        ['huge', 'is too large (3072 MiB)'],
        ['latin1', 'is not UTF-8 text'],
        ['le', 'is not UTF-8 text'],
        ['long', 'is too large (1024 MiB)'],
        ['loop', "can't be read (ELOOP)"],
        ['pipe', 'is not a regular file'],
        ['video', 'is not text'],
      ].map(([name, reason]) => ({ file: path(`${name}.ts`), reason })),
    )
  })

  it('does not mind other encodings in files that nobody decodes', async () => {
    const root = tree()
    writeFileSync(join(root, 'latin1.ts'), Buffer.from('é', 'latin1'))
    expect(await readAll([join(root, 'latin1.ts')], () => {})).toEqual([])
  })

  it('reads a text in which a NUL stands in a literal, and no UTF-16 without a mark', async () => {
    const root = tree()
    writeFileSync(join(root, 'nul.ts'), `const key = \`\${a}\0${'é'.repeat(5000)}\``)
    writeFileSync(join(root, 'utf16.ts'), Buffer.from('const a = 1\n', 'utf16le'))
    const seen: string[] = []
    const skipped = await readAll([join(root, 'nul.ts'), join(root, 'utf16.ts')], file => void seen.push(file))
    expect(seen).toEqual([join(root, 'nul.ts')])
    expect(skipped).toEqual([{ file: join(root, 'utf16.ts'), reason: 'is not text' }])
  })

  it('hands on errors of the visitor, and stops when told to', async () => {
    const root = tree(['a.ts'])
    const file = join(root, 'a.ts')
    const fail = () => {
      throw new Error('mine')
    }
    await expect(readAll([file], fail)).rejects.toThrow('mine')
    const abort = new AbortController()
    let visits = 0
    const visit = () => {
      if (++visits === 10) abort.abort()
    }
    await expect(readAll(Array(1000).fill(file), visit, abort.signal)).rejects.toMatchObject({ name: 'AbortError' })
    expect(visits).toBeLessThan(1000)
  })
})
