import { randomBytes } from 'node:crypto'
import { accessSync, constants, type Stats, statSync } from 'node:fs'
import { chmod, open, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isFolder } from './paths.js'
import type { Sink } from './streams.js'

/** The report could not be written: exit code 3, one line, no stack. */
export class OutputError extends Error {
  override name = 'OutputError'
}

/** Says before a long scan what would fail after it. @throws OutputError */
export function checkWritable(path: string): void {
  const folder = dirname(path)
  if (!isFolder(folder)) throw cannot(path, `there is no folder ${folder}; make it first`)
  if (isFolder(path)) throw cannot(path, 'it is a folder; name a file in it')
  try {
    const old = statSync(path, { throwIfNoEntry: false })
    accessSync(old && !old.isFile() ? path : folder, constants.W_OK)
  } catch (error) {
    throw cannot(path, reasonOf(error))
  }
}

/** Writes to standard output. @throws OutputError */
export async function writeOut(to: Sink, text: string): Promise<void> {
  try {
    await to.write(text)
  } catch (error) {
    throw cannot('to standard output', reasonOf(error))
  }
}

/**
 * Writes the whole file or nothing: a temporary file in the same folder takes the place of the old one, keeping its
 * mode. What a link points to is replaced, not the link. Devices and named pipes are written to directly.
 * @throws OutputError
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  try {
    const old = statSync(path, { throwIfNoEntry: false })
    if (old && !old.isFile()) await writeFile(path, text)
    else await replace(old ? await realpath(path) : path, text, old)
  } catch (error) {
    throw cannot(path, reasonOf(error))
  }
}

async function replace(path: string, text: string, old: Stats | undefined): Promise<void> {
  const temporary = join(dirname(path), `.otp-audit-${randomBytes(6).toString('hex')}.tmp`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    if (old) await chmod(temporary, old.mode)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

const cannot = (path: string, why: string): OutputError => new OutputError(`can't write ${path}: ${why}`)

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ENOENT: 'no such folder',
  ENAMETOOLONG: 'the name is too long',
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return reasons[code ?? ''] ?? message
}
