/** Runs the migration on a fixture folder, without writing. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MigrateOptions, type Migration, planMigration } from '../../src/migrate/migration.js'
import { fixtures } from '../rules/wants.js'

export const folderOf = (codemod: string, part: string): string => join(fixtures, 'codemods', codemod, part)

export const migrated = (codemod: string, part: string, options: MigrateOptions = {}): Promise<Migration> =>
  planMigration({ root: folderOf(codemod, part), config: false, testFiles: [], ...options })

/** File → text, of a fixture folder. */
export function textsIn(codemod: string, part: string): Record<string, string> {
  const folder = folderOf(codemod, part)
  return Object.fromEntries(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** File → text after, with the byte order mark it had; files that stay have the text before. */
export function textsAfter({ files }: Migration, before: Record<string, string>): Record<string, string> {
  const after = { ...before }
  for (const f of files) after[f.file] = (f.raw.startsWith('\ufeff') ? '\ufeff' : '') + f.after
  return after
}

/** `file:line rule: reason`, of one rule. */
export const reasons = ({ manual }: Migration, rule: string): string[] =>
  manual.filter(m => m.finding.rule === rule).map(m => `${m.finding.line} ${m.reason}`)

/** `file:line reason`, of one rule. */
export const placed = ({ manual }: Migration, rule: string): string[] =>
  manual.filter(m => m.finding.rule === rule).map(m => `${m.finding.file}:${m.finding.line} ${m.reason}`)
