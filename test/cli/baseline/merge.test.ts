/** Two branches with a baseline, merged by git. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { edit, entries, fixed, known, pool, sender } from './known.js'

describe('git merge', () => {
  const files = { 'src/pool.ts': pool, 'src/a.ts': sender('a', 'a'), 'src/z.ts': sender('z', 'z') }

  /** Both branches take in what they add, in different files and in one; then they are merged. */
  async function branches(attributes: boolean) {
    const { at, cli } = await known(files)
    if (attributes) {
      expect((await cli('baseline', '--merge-union')).code).toBe(0)
      at.commit()
    }
    at.git('branch', '-M', 'main')
    at.git('switch', '-qc', 'theirs')
    at.write({ 'src/theirs.ts': sender('theirs', 't') })
    edit(at, 'src/a.ts', '  new', "  new Worker('./theirs.js').postMessage(1)\n  new")
    await cli('baseline')
    at.commit()
    at.git('switch', '-q', 'main')
    at.write({ 'src/ours.ts': sender('ours', 'o') })
    edit(at, 'src/z.ts', '  new', "  new Worker('./ours.js').postMessage(1)\n  new")
    await cli('baseline')
    at.commit()
    return { at, cli }
  }

  test.each([false, true])(
    'two branches that add entries merge without a conflict; with merge=union: %s',
    async union => {
      const { at, cli } = await branches(union)
      expect(existsSync(join(at.dir, '.gitattributes'))).toBe(union)
      at.git('merge', '-q', '--no-edit', 'theirs')
      expect(entries(at)).toHaveLength(10)
      expect(await cli('scan', '--format', 'text')).toMatchObject({ code: 0 })
      expect((await cli('baseline', '--check')).code).toBe(0)
      expect((await cli('baseline')).err).toContain('is as it should be: 10 entries')
    },
  )

  test('where two entries do meet, merge=union takes both', async () => {
    const { at, cli } = await branches(true)
    const base = at.git('show', 'HEAD~1:otp-audit.baseline')
    const line = (digit: string) => `7700000000${digit}${digit}-00000000 raw-send gone-${digit}.ts - w.post(1)\n`
    const meet = (digit: string) => at.write({ 'otp-audit.baseline': base.replace('# 771\n', `${line(digit)}# 771\n`) })
    at.git('switch', '-qc', 'one', 'HEAD~1')
    meet('1')
    at.commit()
    at.git('switch', '-qc', 'two', 'HEAD~1')
    meet('2')
    at.commit()
    at.git('merge', '-q', '--no-edit', 'one')
    expect(entries(at).filter(l => l.includes('gone-'))).toHaveLength(2)
    const run = await cli('scan', '--format', 'text')
    expect([run.code, fixed(run)]).toEqual([0, ['gone-1.ts', 'gone-2.ts']])
  })

  test('a renamed file on one branch, an entry for it on the other', async () => {
    const { at, cli } = await known(files)
    at.git('branch', '-M', 'main')
    at.git('switch', '-qc', 'theirs')
    at.git('mv', 'src/a.ts', 'src/b.ts')
    at.commit()
    at.git('switch', '-q', 'main')
    edit(at, 'src/a.ts', '  new', "  new Worker('./more.js').postMessage(1)\n  new")
    await cli('baseline')
    at.commit()
    at.git('merge', '-q', '--no-edit', 'theirs')
    expect(await cli('scan', '--format', 'text')).toMatchObject({ code: 0 })
  })

  test('attributes are added to what is there, once', async () => {
    const { at, cli } = await known()
    at.write({ '.gitattributes': '*.png binary' })
    expect((await cli('baseline', '--merge-union')).err).toContain('added otp-audit.baseline to .gitattributes')
    expect((await cli('baseline', '--merge-union')).err).toContain('by union already')
    expect(at.read('.gitattributes')).toBe('*.png binary\notp-audit.baseline merge=union\n')
  })
})
