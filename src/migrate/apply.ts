/** Writes a proven plan: first everything that can be wrong is looked for, then each file is replaced as a whole. */
import { lstatSync, readFileSync, realpathSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { isInside } from '../files/paths.js'
import { isReadOnly, type Staged, stage } from '../files/replace.js'
import { ApplyError, reasonOf } from './apply-error.js'
import { forget, hashOf, newId, record } from './journal.js'
import { locked } from './lock.js'
import type { Migration } from './migration.js'
import type { FilePlan } from './plan.js'
import { restore } from './undo.js'

type Plan = Pick<FilePlan, 'file' | 'path' | 'raw' | 'after'>

/**
 * All files or none: the new texts are on the disk before the first takes its place, so that what then can go wrong is
 * a file that moved on or an interruption, and both are taken back.
 * @returns The id that undoes it; none if there was nothing to write.
 * @throws ApplyError; UsageError where another migration is being written; the signal's reason.
 */
export async function apply(
  migration: Pick<Migration, 'root' | 'safety'> & { readonly files: readonly Plan[] },
  now: Date,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { files, root, safety } = migration
  if (files.length === 0) return undefined
  const id = newId(now)
  const folders = [...new Set(files.map(f => dirname(f.path)))]
  return locked(root, id, folders, async () => {
    const staged = await stageAll(root, files, signal)
    try {
      const written = files.map(f => ({ file: f.file, before: f.raw, after: hashOf(textAfter(f)) }))
      await record(root, { id, written: now.toISOString(), safety, files: written })
    } catch (error) {
      for (const s of staged) await s.discard()
      throw new ApplyError(`can't write the journal: ${reasonOf(error)}; nothing was written`)
    }
    await commitAll(root, id, files, staged, signal)
    return id
  })
}

async function stageAll(root: string, files: readonly Plan[], signal?: AbortSignal): Promise<Staged[]> {
  const staged: Staged[] = []
  try {
    const stats = files.map(f => writable(root, f))
    for (const [i, f] of files.entries()) {
      signal?.throwIfAborted()
      staged.push(await stage(f.path, textAfter(f), stats[i]).catch(e => refuse(f, reasonOf(e))))
    }
    return staged
  } catch (error) {
    for (const s of staged) await s.discard()
    if (error instanceof ApplyError) throw new ApplyError(`${error.message}; nothing was written`)
    throw error
  }
}

async function commitAll(
  root: string,
  id: string,
  files: readonly Plan[],
  staged: readonly Staged[],
  signal?: AbortSignal,
): Promise<void> {
  let done = 0
  try {
    for (const [i, f] of files.entries()) {
      // whoever interrupts is heard between two files
      await new Promise(resolve => setImmediate(resolve))
      signal?.throwIfAborted()
      writable(root, f)
      await staged[i]!.commit().catch(e => refuse(f, reasonOf(e)))
      done++
    }
  } catch (error) {
    for (const s of staged.slice(done)) await s.discard()
    const why = error instanceof ApplyError ? error.message : 'interrupted'
    try {
      await restore(
        root,
        files.slice(0, done).map(f => ({ file: f.file, before: f.raw })),
      )
      await forget(root, id)
    } catch (again) {
      throw new ApplyError(`${why}; ${(again as Error).message}; \`otp-audit migrate --undo ${id}\` tries again`)
    }
    throw error instanceof ApplyError ? new ApplyError(`${why}; nothing was written`) : error
  }
}

/** The text as it goes to the disk: with the byte order mark that it had. */
export const textAfter = ({ raw, after }: Pick<FilePlan, 'raw' | 'after'>): string =>
  raw.charCodeAt(0) === 0xfeff ? `\ufeff${after}` : after

function refuse({ file }: Plan, why: string): never {
  throw new ApplyError(`can't write ${file}: ${why}`)
}

/** @throws ApplyError for a file that is not what was planned for. */
function writable(root: string, plan: Plan): Stats {
  let stats: Stats
  try {
    stats = lstatSync(plan.path)
    if (!stats.isFile() || !isInside(root, realpathSync.native(plan.path)))
      refuse(plan, 'it has become a link, or lies behind one')
  } catch (error) {
    if (error instanceof ApplyError) throw error
    refuse(plan, reasonOf(error))
  }
  if (isReadOnly(stats)) refuse(plan, 'it is read-only')
  if (readFileSync(plan.path, 'utf8') !== plan.raw)
    throw new ApplyError(`${plan.file} was changed while the migration was planned`)
  return stats
}
