/** Writes a proven plan: first everything that can be wrong is looked for, then each file is replaced as a whole. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { UsageError } from '../errors.js'
import { uncommitted } from '../files/git.js'
import { replaceFile } from '../files/replace.js'
import { hashOf, newId, record } from './journal.js'
import type { Migration } from './migration.js'
import type { FilePlan } from './plan.js'

/** Something could not be written; what was written before stays, and can be undone. */
export class ApplyError extends Error {
  override name = 'ApplyError'
}

/** @throws UsageError where something is not committed: a migration is reviewed as a diff of its own. */
export async function expectClean(root: string, signal?: AbortSignal): Promise<void> {
  const changed = await uncommitted(root, signal)
  if (changed.length === 0) return
  const first = changed[0]!.slice(3)
  const more = changed.length > 1 ? ` and ${changed.length - 1} more` : ''
  throw new UsageError(`${first}${more} not committed; commit or stash first, or say --allow-dirty`)
}

/**
 * @returns The id that undoes it; none if there was nothing to write.
 * @throws ApplyError
 */
export async function apply(migration: Migration, now: Date, signal?: AbortSignal): Promise<string | undefined> {
  const { files, root, safety } = migration
  if (files.length === 0) return undefined
  for (const plan of files) expectWritable(plan)
  const id = newId(now)
  const texts = files.map(plan => ({ plan, text: written(plan) }))
  await record(root, {
    id,
    written: now.toISOString(),
    safety,
    files: texts.map(({ plan, text }) => ({ file: plan.file, before: plan.raw, after: hashOf(text) })),
  })
  for (const { plan, text } of texts) {
    signal?.throwIfAborted()
    try {
      expectWritable(plan)
      await replaceFile(plan.path, text, statSync(plan.path))
    } catch (error) {
      if (error instanceof ApplyError) throw error
      const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message
      throw new ApplyError(`can't write ${plan.file}: ${why}; \`otp-audit migrate --undo ${id}\` takes back the others`)
    }
  }
  return id
}

/** The text as it goes to the disk: with the byte order mark that it had. */
const written = ({ raw, after }: FilePlan): string => (raw.charCodeAt(0) === 0xfeff ? `\ufeff${after}` : after)

function expectWritable({ file, path, raw }: FilePlan): void {
  try {
    accessSync(path, constants.W_OK)
  } catch {
    throw new ApplyError(`can't write ${file}: it is read-only; nothing more was written`)
  }
  if (readFileSync(path, 'utf8') !== raw)
    throw new ApplyError(`${file} was changed while the migration was planned; nothing more was written`)
}
