/**
 * What a scan looks at on the disk besides the files that it was given: package.json and tsconfig.json files, where an
 * import may lead, what the type checker reads. While somebody watches, each look is noted with what was seen, so that
 * a later scan can tell that it would see the same. All that decides anything is looked at through here; what lists the
 * files and reads the configuration is not, as it runs each time.
 */
import { type Dirent, existsSync as existsNow, readdirSync, readFileSync as readNow, statSync } from 'node:fs'

export type Kind = 'absent' | 'file' | 'folder' | 'other'

/** What was looked at, by absolute path. */
export class Looks {
  readonly kinds: Map<string, Kind> = new Map()
  /** Files whose content was read, or would have been. */
  readonly contents: Set<string> = new Set()
  /** Folders whose entries were read. */
  readonly lists: Set<string> = new Set()
  /** Folders that the scan made for itself: what is in them does not count. */
  readonly own: Set<string> = new Set()
  /** It depends on which day it is. */
  isDated = false
  /** Why nobody can tell whether it would all be seen again. */
  unclear: string | undefined

  saw(path: string, kind: Kind): void {
    const before = this.kinds.get(path)
    if (before === undefined) this.kinds.set(path, kind)
    else if (before !== kind) this.unclear ??= `${path} changed while it was looked at`
  }
}

const watching = new Set<Looks>()
const memories: Map<unknown, unknown>[] = []

/** For what was read and is kept beyond a scan: it is forgotten when somebody begins to watch. */
export function memory<K, V>(): Map<K, V> {
  const made = new Map<K, V>()
  memories.push(made)
  return made
}

/** Notes what anybody looks at until the work is done: with two scans at once too much, never too little. */
export async function watched<T>(looks: Looks, work: () => Promise<T>): Promise<T> {
  for (const m of memories) m.clear()
  watching.add(looks)
  try {
    return await work()
  } finally {
    watching.delete(looks)
  }
}

export const isWatched = (): boolean => watching.size > 0

/** What a path leads to, links followed. What can't be looked at is absent. */
export function kindAt(path: string): Kind {
  const [looks] = watching
  if (looks === undefined) return seenAt(path)
  // Once seen it stays so for the whole scan, which then has one picture of the disk.
  const known = watching.size === 1 ? looks.kinds.get(path) : undefined
  if (known !== undefined) return known
  const kind = seenAt(path)
  for (const l of watching) l.saw(path, kind)
  return kind
}

/** As {@link kindAt}, noted by nobody. */
export function seenAt(path: string): Kind {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return !stats ? 'absent' : stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other'
  } catch {
    return 'absent' // a link to itself, a folder that may not be entered
  }
}

export const existsSync = (path: string): boolean => (watching.size === 0 ? existsNow(path) : kindAt(path) !== 'absent')
export const isFile = (path: string): boolean => kindAt(path) === 'file'
export const isFolder = (path: string): boolean => kindAt(path) === 'folder'

/** @throws as Node's */
export function readFileSync(path: string): Buffer
export function readFileSync(path: string, encoding: 'utf8'): string
export function readFileSync(path: string, encoding?: 'utf8'): string | Buffer {
  if (watching.size === 0) return readNow(path, encoding)
  const isThere = sawContent(path) === 'file'
  try {
    const text = readNow(path, encoding)
    if (!isThere) becomesUnclear(`${path} changed while it was looked at`)
    return text
  } catch (error) {
    if (isThere) becomesUnclear(`${path} can't be read`)
    throw error
  }
}

/** For whoever lets somebody else read it. */
export function sawContent(path: string): Kind {
  for (const looks of watching) looks.contents.add(path)
  return kindAt(path)
}

export function sawList(path: string): void {
  for (const looks of watching) looks.lists.add(path)
}

export function claim(folder: string): void {
  for (const looks of watching) looks.own.add(folder)
}

/** What is decided today may be decided otherwise on another day. */
export function sawDay(): void {
  for (const looks of watching) looks.isDated = true
}

/** Something was looked at that can't be noted. */
export function becomesUnclear(why: string): void {
  for (const looks of watching) looks.unclear ??= why
}

/** @throws as Node's */
export function readFolder(path: string): Dirent[] {
  sawList(path)
  return readdirSync(path, { withFileTypes: true })
}
