/** What of git's index is scanned, and with which texts. */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { scan } from '../../src/audit/scan.js'
import { relativePath } from '../../src/files/paths.js'
import { readStaged } from '../../src/files/staged.js'
import { Checkout, root } from '../migrate/checkout.js'

let at: Checkout
beforeEach(() => {
  at = new Checkout({ 'src/old.ts': 'export {}\n', 'src/gone.ts': 'export {}\n' })
})
afterEach(() => at.remove())

describe('paths', () => {
  beforeEach(() => {
    at.write({ 'src/a.ts': 'export {}\n', 'src/[id]/b.ts': 'export {}\n', 'lost/c.ts': 'export {}\n', 'notes.md': '' })
    at.git('rm', '-q', 'src/gone.ts')
    at.git('add', '-A')
    rmSync(join(at.dir, 'lost'), { recursive: true })
  })

  const named = async (...paths: string[]) =>
    (await readStaged(at.dir, paths)).found.files.map(file => relativePath(at.dir, file))

  test.each([
    [[], ['lost/c.ts', 'src/[id]/b.ts', 'src/a.ts']],
    [['.'], ['lost/c.ts', 'src/[id]/b.ts', 'src/a.ts']],
    [['src/a.ts'], ['src/a.ts']],
    [['./src/'], ['src/[id]/b.ts', 'src/a.ts']],
    [['src/../src/a.ts'], ['src/a.ts']],
    [['src/*.ts'], ['src/a.ts']],
    [['!src/a.ts'], ['lost/c.ts', 'src/[id]/b.ts']],
    [['src', '!**/b.ts'], ['src/a.ts']],
    // names that look like patterns
    [['src/[id]'], ['src/[id]/b.ts']],
    [['src/[id]/b.ts'], ['src/[id]/b.ts']],
    // staged, and not on the disk
    [['lost'], ['lost/c.ts']],
    [['lost/c.ts'], ['lost/c.ts']],
    // on the disk and not staged, staged as deleted, no code
    [['src/old.ts'], []],
    [['src/gone.ts'], []],
    [['notes.md'], []],
  ])('%j', async (paths, files) => {
    expect(await named(...paths)).toEqual(files)
    expect(await named(...paths.map(path => (path.startsWith('!') ? path : join(at.dir, path))))).toEqual(files)
  })

  test('one that nothing is known of is no silent pass', async () => {
    for (const path of ['src/tpyo.ts', 'nowhere'])
      await expect(named('src/a.ts', path)).rejects.toThrow(
        `--staged ${path}: is neither on the disk nor known to git; name a file, a folder or a glob`,
      )
  })

  test('nor is one outside of the root, be its name longer or the folder above', async () => {
    for (const path of ['..', `${at.dir}-2/a.ts`])
      await expect(named(path)).rejects.toThrow(`--staged ${path}: lies outside of ${at.dir}`)
  })
})

test('types come from declarations as they are staged', async () => {
  const worker = "export declare const w: import('node:worker_threads').Worker\n"
  const other = 'export declare const w: { postMessage(message: unknown): void }\n'
  const kinds = async () => {
    const { sites } = await scan({ root: at.dir, staged: true, config: false })
    return sites.map(({ file, kind }) => `${file} ${kind}`)
  }
  mkdirSync(join(at.dir, 'node_modules'))
  symlinkSync(join(root, 'node_modules/@types'), join(at.dir, 'node_modules/@types'), 'junction')
  at.write({
    'src/w.d.ts': worker,
    'tsconfig.json': '{"compilerOptions":{"module":"nodenext","types":["node"]}}',
    '.gitignore': 'node_modules\n',
  })
  at.commit()
  at.write({ 'src/a.ts': "import { w } from './w.js'\nw.postMessage(1)\n" })
  at.git('add', '-A')
  at.write({ 'src/w.d.ts': other })
  expect(await kinds()).toEqual(['src/a.ts raw-send'])
  at.git('add', '-A')
  at.write({ 'src/w.d.ts': worker })
  expect(await kinds()).toEqual([])
})
