/** Sends to oneself stay; on request a comment says why, once. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { planMigration } from '../../src/migrate/index.js'
import { folderOf, migrated, textsAfter, textsIn } from './outcomes.js'

const settings = { commentSelfSends: true }

test('on request each is explained in the style of its file, and the code stays', async () => {
  const result = await migrated('comment-self-sends', 'before', { settings })
  expect(textsAfter(result, textsIn('comment-self-sends', 'before'))).toEqual(textsIn('comment-self-sends', 'after'))
})

test('never without being asked, and never twice', async () => {
  expect((await migrated('comment-self-sends', 'before')).files).toEqual([])
  const root = mkdtempSync(join(tmpdir(), 'otp-audit-comments-'))
  cpSync(folderOf('comment-self-sends', 'after'), root, { recursive: true })
  expect((await planMigration({ root, config: false, testFiles: [], settings, types: 'off' })).files).toEqual([])
  rmSync(root, { recursive: true })
})
