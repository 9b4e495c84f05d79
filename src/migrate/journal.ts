/** What a migration wrote, kept beside the code so that it can be taken back: the text before, and what came of it. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../errors.js'
import { replaceFile } from '../files/replace.js'

export interface Entry {
  readonly id: string
  readonly written: string
  readonly safety: string
  readonly files: readonly { readonly file: string; readonly before: string; readonly after: string }[]
}

const folderOf = (root: string): string => join(root, '.otp-audit', 'journal')
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Names sort by time; the random part keeps two of one moment apart. */
export const newId = (now: Date): string =>
  `${now.toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(3).toString('hex')}`

/** On the disk before the first file is touched, so that a crash in between can be taken back as well. */
export async function record(root: string, entry: Entry): Promise<void> {
  const folder = folderOf(root)
  await mkdir(folder, { recursive: true })
  const ignore = join(root, '.otp-audit', '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
  await replaceFile(join(folder, `${entry.id}.json`), `${JSON.stringify(entry, undefined, 1)}\n`, undefined)
}

/**
 * Puts the files back as they were before a migration (the last one if none is named), all of them or none.
 * @throws UsageError if there is no such migration, or a file has been changed since.
 */
export async function undo(root: string, id?: string): Promise<{ id: string; files: string[] }> {
  const folder = folderOf(root)
  const known = existsSync(folder)
    ? readdirSync(folder)
        .filter(f => /^[\w-]+\.json$/.test(f))
        .sort()
    : []
  const name = id === undefined ? known.at(-1) : known.find(f => f === `${id}.json`)
  if (name === undefined)
    throw new UsageError(id === undefined ? 'nothing to undo here' : `there is no migration ${id} to undo here`)
  const entry = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Entry
  const texts = entry.files.map(f => ({ ...f, now: textOf(join(root, f.file)) }))
  const moved = texts.filter(f => f.now === undefined || (hashOf(f.now) !== f.after && f.now !== f.before))
  if (moved.length > 0)
    throw new UsageError(`${moved.map(f => f.file).join(', ')} changed since migration ${entry.id}: nothing was undone`)
  const restored = texts.filter(f => f.now !== f.before)
  for (const f of restored) {
    const path = join(root, f.file)
    await replaceFile(path, f.before, statSync(path))
  }
  const done = join(folder, 'undone')
  mkdirSync(done, { recursive: true })
  await rename(join(folder, name), join(done, name))
  return { id: entry.id, files: restored.map(f => f.file) }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
