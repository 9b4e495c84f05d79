/** A small project of its own, migrated without writing. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { type MigrateOptions, type Migration, planMigration } from '../../src/migrate/migration.js'

export interface Outcome extends Migration {
  /** What becomes of the text; the same where nothing is to be changed. */
  readonly text: string
  readonly reasons: readonly string[]
}

/** Call it once in a test file: what it makes is gone when its tests are done. */
export function scratch(): (text: string, options?: MigrateOptions) => Promise<Outcome> {
  const root = mkdtempSync(join(tmpdir(), 'otp-audit-scratch-'))
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(root, 'node_modules'), 'junction')
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  return async (text, options) => {
    writeFileSync(join(root, 'a.ts'), text)
    const migration = await planMigration({ root, config: false, ...options })
    const reasons = migration.manual.map(m => m.reason)
    return { ...migration, text: migration.files[0]?.after ?? text, reasons }
  }
}
