import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { appendFile, realpath, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { title } from '../audit/baseline/title.js'
import { kindOf } from '../files/kinds.js'
import { replaceFile } from '../files/replace.js'
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

/**
 * As {@link checkWritable}, of a file that a report takes the place of: nobody wants one in place of code, which a
 * pattern behind `--out` may come to (`--out src/*.ts`), or of a baseline.
 * @throws OutputError
 */
export function checkReport(path: string): void {
  checkWritable(path)
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return
  if (kindOf(path)) throw cannot(path, 'it is source code; name another file')
  if (beginning(path, title.length) === title) throw cannot(path, 'it is a baseline; name another file')
}

/** Of what can't be read, nothing. */
function beginning(path: string, length: number): string {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(length)
      return bytes.toString('latin1', 0, readSync(file, bytes))
    } finally {
      closeSync(file)
    }
  } catch {
    return ''
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
    else await replaceFile(old ? await realpath(path) : path, text, old)
  } catch (error) {
    throw cannot(path, reasonOf(error))
  }
}

/** Adds to the end of a file that others write to as well. @throws OutputError */
export async function append(path: string, text: string): Promise<void> {
  try {
    await appendFile(path, text)
  } catch (error) {
    throw cannot(path, reasonOf(error))
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
