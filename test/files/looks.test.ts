/** What decides anything is looked at where it is noted: otherwise a kept result could outlive what it depends on. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { existsSync, isFolder, Looks, memory, readFileSync as noted, watched } from '../../src/files/looks.js'
import { memberFolders } from '../../src/files/workspaces.js'
import { tree } from './tree.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Reads that no result depends on. What is kept knows no baseline and is no part of a scan, so theirs are free, too. */
const free = [
  // writes what the checker is to read, and claims it as its own
  'src/sites/oracle/projects.ts',
  // asked by proofs alone, which are not kept
  'src/sites/oracle/own-typescript.ts',
  // in the text of a program that only sees a text which it is given
  'src/sites/nesting.ts',
  // texts that stand in for files, and the root: with such texts nothing is kept
  'src/audit/scan.ts',
]

test('rules, dialects and what finds sites read nothing by themselves', () => {
  const files = ['src/sites', 'src/audit', 'rules', 'dialects'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true }).map(name => `${folder}/${name}`),
  )
  const reading = files
    .filter(file => file.endsWith('.ts') && !/^src\/audit\/(?:cache|baseline|shard)\//.test(file))
    .filter(file => /from 'node:fs(?:\/promises)?'/.test(readFileSync(join(root, file), 'utf8')))
  expect(reading.sort()).toEqual([...free].sort())
})

describe('while somebody watches', () => {
  test('what is there and what is not is noted once, and stays so', async () => {
    const dir = tree({ 'a.json': '{}' })
    const looks = new Looks()
    await watched(looks, async () => {
      expect([existsSync(join(dir, 'b')), isFolder(dir), noted(join(dir, 'a.json'), 'utf8')]).toEqual([
        false,
        true,
        '{}',
      ])
      mkdirSync(join(dir, 'b'))
      expect(existsSync(join(dir, 'b'))).toBe(false)
    })
    expect(existsSync(join(dir, 'b'))).toBe(true)
    expect([...looks.kinds]).toEqual([
      [join(dir, 'b'), 'absent'],
      [dir, 'folder'],
      [join(dir, 'a.json'), 'file'],
    ])
    expect([...looks.contents]).toEqual([join(dir, 'a.json')])
  })

  test('what a glob went through is noted', async () => {
    const dir = tree({ 'package.json': '{ "workspaces": ["packages/*"] }', 'packages/a/package.json': '{}' })
    const looks = new Looks()
    await watched(looks, async () => expect(memberFolders(dir)).toEqual([join(dir, 'packages/a')]))
    expect(looks.lists).toContain(join(dir, 'packages'))
    expect(looks.contents).toContain(join(dir, 'package.json'))
  })

  test('two see all that either looks at; where they differ nothing is clear', async () => {
    const dir = tree()
    const [one, two] = [new Looks(), new Looks()]
    await watched(one, async () => {
      existsSync(join(dir, 'a'))
      await watched(two, async () => {
        writeFileSync(join(dir, 'a'), '')
        existsSync(join(dir, 'a'))
      })
    })
    expect([one.unclear, two.unclear]).toEqual([`${join(dir, 'a')} changed while it was looked at`, undefined])
  })

  test('what is kept beyond a scan is forgotten first', async () => {
    const names = memory<string, string>()
    names.set('a', 'b')
    await watched(new Looks(), async () => expect(names.size).toBe(0))
  })
})
