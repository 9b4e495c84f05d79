/** Source files as they stand in git's index: what the next commit holds, whatever lies in the work tree. */
import { isUtf8 } from 'node:buffer'
import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import picomatch from 'picomatch'
import { UsageError } from '../errors.js'
import type { Discovered } from './discover.js'
import { type IndexEntry, indexed, isTracked } from './git-index.js'
import { kindOf } from './kinds.js'
import { globMatcher, globOptions, globSlashes, isNegated } from './match.js'
import { isInNodeModules, isInside, relativePath } from './paths.js'
import type { Texts } from './read.js'
import { realRoot } from './requests.js'

export interface Staged {
  /** What is staged and not yet committed. */
  found: Discovered
  /** Of all files whose work tree differs, staged or not, without byte order marks. */
  texts: Texts
  /** Texts of the staged files with their byte order marks. */
  raws: ReadonlyMap<string, string>
}

/**
 * @param paths Files, folders or globs relative to the root; `!glob` takes away. Default: the root.
 * @throws UsageError where there is no index, and for a path that nothing is known of.
 */
export async function readStaged(root: string, paths: readonly string[], signal?: AbortSignal): Promise<Staged> {
  const base = realRoot(root)
  const index = await indexed(base, signal)
  if ('trouble' in index) throw new UsageError(`--staged reads git's index: ${index.trouble}`)
  const isWanted = await matcher(base, paths, index.entries, signal)
  const texts = new Map<string, string>()
  const raws = new Map<string, string>()
  const files: string[] = []
  const skipped: Discovered['skipped'] = []
  for (const entry of index.entries) {
    const file = join(base, entry.name)
    if (isInNodeModules(entry.name)) continue
    // a declaration says what the code of others is, and is not judged itself
    const isAsked = entry.isStaged && kindOf(entry.name) !== undefined && isWanted(entry.name)
    const text = textOf(entry)
    if (typeof text !== 'string') {
      if (isAsked) skipped.push({ file, reason: text.reason })
      continue
    }
    if (!isOnDisk(file, text)) texts.set(file, text.replace(/^\uFEFF/, ''))
    if (!isAsked) continue
    raws.set(file, text)
    files.push(file)
  }
  return { found: { files, skipped, commit: index.commit }, texts, raws }
}

type Test = (name: string) => boolean

/** As paths of other scans, but that they may be in the index, or in HEAD, and not on the disk. */
async function matcher(
  root: string,
  paths: readonly string[],
  entries: readonly IndexEntry[],
  signal: AbortSignal | undefined,
): Promise<Test> {
  const unwanted = globMatcher(paths.filter(isNegated).map(path => path.slice(1)))
  const wanted: Test[] = []
  for (const path of paths) if (!isNegated(path)) wanted.push(await testOf(root, path, entries, signal))
  return name => (wanted.length === 0 || wanted.some(matches => matches(name))) && !unwanted(name)
}

async function testOf(
  root: string,
  path: string,
  entries: readonly IndexEntry[],
  signal: AbortSignal | undefined,
): Promise<Test> {
  const absolute = resolve(root, path)
  const there = statsOf(absolute)
  const file = there ? realpathSync.native(absolute) : absolute
  if (!isInside(root, file))
    throw new UsageError(`--staged ${path}: lies outside of ${root}; name a folder that holds both with --root`)
  const name = relativePath(root, file)
  const within: Test = other => name === '' || other === name || other.startsWith(`${name}/`)
  if (there || entries.some(entry => within(entry.name))) return within
  const glob = globSlashes(isAbsolute(path) ? name : path).replace(/^(?:\.\/)+/, '')
  if (picomatch.scan(glob).isGlob) return picomatch(glob, globOptions)
  // what is deleted, and may be staged as such, has nothing to be scanned
  if (await isTracked(root, name, signal)) return () => false
  throw new UsageError(`--staged ${path}: is neither on the disk nor known to git; name a file, a folder or a glob`)
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined // a file where a folder was
  }
}

function textOf({ content }: IndexEntry): string | { reason: string } {
  if (content === 'unmerged') return { reason: 'has a merge conflict in the index' }
  return isUtf8(content) ? content.toString() : { reason: 'is not UTF-8 text' }
}

function isOnDisk(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text
  } catch {
    return false // it is staged and gone, or no file any more
  }
}
