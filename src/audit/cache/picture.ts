/**
 * The disk as a scan saw it.
 *
 * A scan is a function of what it looks at, and every look is noted (`src/files/looks.ts`): what was read, what was
 * there and what was not. The picture is taken after the scan and holds for all of it: each change sets a file's
 * `ctime`, which nobody can set back, and a picture with one that is not older than the scan's beginning, by the file
 * system's own clock, is not kept. So an unchanged `ctime` later on means an unchanged file, however fast it was
 * written; there is no time of doubt as in git's index.
 *
 * What is not there is told by the folder where it would be: while that is unchanged, nothing has appeared in it. Where
 * times differ content decides, so that a touched file and a fresh checkout count as the same.
 */
import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, type Stats } from 'node:fs'

export interface Picture {
  /** Files whose content counts; those that were scanned come first. */
  files: string[]
  scanned: number
  stamps: Stamps
  /** Of the files, one after the other. */
  hashes: string
  /** All folders in which something was looked at, and those above them. */
  folders: string[]
  /** Where a folder was written to meanwhile it equals nothing, and what is not in it is looked for one by one. */
  folderStamps: Stamps
  /** Folder → text of the link that it is. */
  links: Record<string, string>
  /** Folder → hash of its entries, where these were read. */
  lists: Record<string, string>
  /** What is there, or not, whatever its content; to be looked at one by one. */
  kinds: [path: string, kind: string][]
  /** Folder → what was looked for in vain in it or below. */
  absent: () => Record<string, string[]>
}

/** Numbers by which a change is noticed, a row for each path. */
export class Stamps {
  readonly #values: Float64Array

  constructor(values: Float64Array) {
    this.#values = values
  }

  static ofLength(rows: number): Stamps {
    return new Stamps(new Float64Array(rows * 4).fill(Number.POSITIVE_INFINITY))
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.#values.buffer, this.#values.byteOffset, this.#values.byteLength)
  }

  get rows(): number {
    return this.#values.length / 4
  }

  set(row: number, { size, mtimeMs, ctimeMs, ino }: Stats): void {
    this.#values.set([size, mtimeMs, ctimeMs, ino], row * 4)
  }

  /** From now on equal to nothing. */
  blur(row: number): void {
    this.#values.fill(Number.NaN, row * 4, row * 4 + 4)
  }

  /** Whether anything depends on it. */
  counts(row: number): boolean {
    return this.#values[row * 4] !== Number.POSITIVE_INFINITY
  }

  equals(row: number, { size, mtimeMs, ctimeMs, ino }: Stats): boolean {
    const v = this.#values
    const at = row * 4
    return v[at] === size && v[at + 1] === mtimeMs && v[at + 2] === ctimeMs && v[at + 3] === ino
  }
}

/** Moment of a file system's clock. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly time: number
  readonly device: number
}

/** Clocks of other file systems may be coarser, and wrong by a little. */
const doubtMs = 2000

/** Whether nothing has changed since. Both times, as some file systems have only the one. */
export function isOlder({ mtimeMs, ctimeMs, dev }: Stats, { time, device }: Moment): boolean {
  return Math.max(mtimeMs, ctimeMs) < (dev === device ? time : time - doubtMs)
}

export const hashLength = 40
/** Of all that is given, one after the other. */
export function hashOf(...data: (string | Uint8Array)[]): string {
  const hash = createHash('sha1')
  for (const part of data) hash.update(part)
  return hash.digest('hex')
}

export interface Entries {
  hash: string
  /** Links among them, which say nothing of what they lead to. */
  links: string[]
}

/** None if the folder can't be read. */
export function entriesOf(folder: string): Entries | undefined {
  let found: Dirent[]
  try {
    found = readdirSync(folder, { withFileTypes: true })
  } catch {
    return undefined
  }
  const kindOf = (e: Dirent): string => (e.isFile() ? 'f' : e.isDirectory() ? 'd' : e.isSymbolicLink() ? 'l' : 'o')
  const lines = found.map(e => `${kindOf(e)} ${e.name}`).sort()
  return { hash: hashOf(lines.join('\0')), links: found.filter(e => e.isSymbolicLink()).map(e => e.name) }
}
