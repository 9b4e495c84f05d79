/** Folders where git does not say what is in them, though it should. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { discover } from '../../src/files/discover.js'
import { readStaged } from '../../src/files/staged.js'
import { scan } from '../../src/index.js'
import { Checkout } from '../migrate/checkout.js'

let at: Checkout
beforeEach(() => {
  at = new Checkout({ 'a.ts': 'export {}\n', 'build/b.ts': 'export {}\n' })
})
afterEach(() => at.remove())

const damage = () => {
  rmSync(join(at.dir, '.git'), { recursive: true })
  at.write({ '.git': 'nothing that git knows\n' })
}

test('the folder is walked, and it is said so, as a walk finds less', async () => {
  const before = await discover({ root: at.dir })
  expect([before.files.length, before.notices]).toEqual([2, []])
  damage()
  const { files, notices, commit } = await discover({ root: at.dir })
  expect([files.length, commit]).toEqual([1, undefined])
  expect(notices).toEqual([
    expect.stringMatching(
      /^files are listed without git \(invalid gitfile format: .*\): none of output folders such as build and dist, /,
    ),
  ])
  expect((await scan({ root: at.dir })).summary.notices).toEqual(notices)
})

test('a folder without git is walked in silence', async () => {
  rmSync(join(at.dir, '.git'), { recursive: true })
  expect((await discover({ root: at.dir })).notices).toEqual([])
})

test('what is staged can not be told, and git says why', async () => {
  damage()
  await expect(readStaged(at.dir, [])).rejects.toThrow("--staged reads git's index: invalid gitfile format: ")
})

test('a bare repository is no empty program', async () => {
  at.git('clone', '-q', '--bare', at.dir, 'bare.git')
  for (const folder of ['bare.git', '.git'])
    await expect(scan({ root: join(at.dir, folder) })).rejects.toThrow(
      `${join(at.dir, folder)}: holds a repository and no work tree; scan a checkout or a clone of it`,
    )
})
