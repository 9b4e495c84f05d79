import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkWritable, OutputError, writeAtomically } from '../../src/cli/output.js'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('writing', () => {
  test('makes or replaces the file and leaves nothing else', async () => {
    await writeAtomically(join(dir, 'a.md'), 'one')
    await writeAtomically(join(dir, 'a.md'), 'two')
    expect(readFileSync(join(dir, 'a.md'), 'utf8')).toBe('two')
    expect(readdirSync(dir)).toEqual(['a.md'])
  })

  test('keeps the mode of the old file', async () => {
    writeFileSync(join(dir, 'a.md'), 'one')
    chmodSync(join(dir, 'a.md'), 0o600)
    await writeAtomically(join(dir, 'a.md'), 'two')
    expect(statSync(join(dir, 'a.md')).mode & 0o777).toBe(0o600)
  })

  test('replaces what a link points to', async () => {
    writeFileSync(join(dir, 'real.md'), 'one')
    symlinkSync('real.md', join(dir, 'link.md'))
    await writeAtomically(join(dir, 'link.md'), 'two')
    expect(lstatSync(join(dir, 'link.md')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(dir, 'real.md'), 'utf8')).toBe('two')
  })

  test.skipIf(process.platform === 'win32')('writes to a device, and does not replace it', async () => {
    await writeAtomically('/dev/null', 'x')
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  test('a name too long: one clear reason, and no temporary file', async () => {
    const path = join(dir, 'x'.repeat(300))
    await expect(writeAtomically(path, 'x')).rejects.toThrow(
      new OutputError(`can't write ${path}: the name is too long`),
    )
    expect(readdirSync(dir)).toEqual([])
  })
})

describe('checking first', () => {
  test('a new and an old file pass', () => {
    writeFileSync(join(dir, 'old.md'), '')
    checkWritable(join(dir, 'old.md'))
    checkWritable(join(dir, 'new.md'))
  })

  test('a folder, a missing folder and a file as folder do not', () => {
    writeFileSync(join(dir, 'file'), '')
    expect(() => checkWritable(dir)).toThrow('it is a folder; name a file in it')
    expect(() => checkWritable(join(dir, 'no', 'a.md'))).toThrow(`there is no folder ${join(dir, 'no')}; make it first`)
    expect(() => checkWritable(join(dir, 'file', 'a.md'))).toThrow('there is no folder')
    expect(() => checkWritable(join(dir, 'x'.repeat(300)))).toThrow('the name is too long')
  })
})
