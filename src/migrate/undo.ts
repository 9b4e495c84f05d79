/** Takes migrations back: all of their files or none. */
import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from '../errors.js'
import { isInside } from '../files/paths.js'
import { isReadOnly, type Staged, stage } from '../files/replace.js'
import { ApplyError, reasonOf } from './apply-error.js'
import { hashOf, recorded, retire, type Written } from './journal.js'
import { locked, recover } from './lock.js'

/**
 * Puts the files back as they were before a migration (the last one if none is named).
 * @throws UsageError if there is no such migration, or a file has been changed since; ApplyError.
 */
export async function undo(root: string, id?: string): Promise<{ id: string; files: string[] }> {
  recover(root)
  const base = realpathSync.native(root)
  const entry = recorded(base, id)
  const folders = [...new Set(entry.files.map(f => dirname(join(base, f.file))))]
  return locked(base, entry.id, folders, async () => {
    const now = entry.files.map(f => ({ ...f, now: textOf(base, f.file) }))
    const moved = now.filter(f => f.now === undefined || (hashOf(f.now) !== f.after && f.now !== f.before))
    if (moved.length > 0)
      throw new UsageError(
        `${moved.map(f => f.file).join(', ')} changed since migration ${entry.id}: nothing was undone`,
      )
    const files = now.filter(f => f.now !== f.before)
    await restore(base, files)
    await retire(base, entry.id)
    return { id: entry.id, files: files.map(f => f.file) }
  })
}

/**
 * Writes the texts before. All are on the disk before the first takes its place.
 * @throws ApplyError
 */
export async function restore(root: string, files: readonly Pick<Written, 'file' | 'before'>[]): Promise<void> {
  const staged: Staged[] = []
  let at = ''
  try {
    for (const { file, before } of files) {
      at = file
      const path = join(root, file)
      const stats = lstatSync(path)
      if (isReadOnly(stats)) throw new Error('it is read-only')
      staged.push(await stage(path, before, stats))
    }
    while (staged.length > 0) {
      at = files[files.length - staged.length]!.file
      await staged[0]!.commit()
      staged.shift()
    }
  } catch (error) {
    for (const s of staged) await s.discard()
    throw new ApplyError(`can't restore ${at}: ${reasonOf(error)}`)
  }
}

/** None for what is no file of the root any more. */
function textOf(root: string, file: string): string | undefined {
  const path = join(root, file)
  try {
    if (!lstatSync(path).isFile() || !isInside(root, realpathSync.native(path))) return undefined
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
