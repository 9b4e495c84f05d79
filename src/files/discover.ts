/** Which files a scan looks at. */
import { resolve } from 'node:path'
import picomatch from 'picomatch'
import { UsageError } from '../errors.js'
import { AllowJs } from './allow-js.js'
import { headCommit, isGitFolder } from './git.js'
import { asksForJs, kindOf } from './kinds.js'
import { type Found, listFolder } from './list-folder.js'
import { globMatcher, globOptions } from './match.js'
import { relativePath } from './paths.js'
import { noMatch, type Requests, readRequests, realRoot } from './requests.js'
import type { Skipped } from './skipped.js'

export interface DiscoverOptions {
  root: string
  /** Files, folders and globs, relative to the root; a glob with a leading `!` takes files away. Default: the root. */
  paths?: readonly string[]
  signal?: AbortSignal
}

export interface Discovered {
  /** Absolute, real, each once, in the order of their paths from the root. */
  files: string[]
  /** What should have been looked at and could not be; absolute, in the same order. */
  skipped: Skipped[]
  /** HEAD of the root's checkout. */
  commit?: string
  /** One line each. */
  notices?: string[]
}

/** @throws UsageError for a path that does not exist, is no source file, or matches nothing, and for a root without a work tree. */
export async function discover({ root, paths = ['.'], signal }: DiscoverOptions): Promise<Discovered> {
  signal?.throwIfAborted()
  const base = realRoot(resolve(root))
  const requests = readRequests(base, paths)
  const [{ files, skipped, notices }, commit] = await Promise.all([
    collect(base, requests, signal),
    headCommit(base, signal),
  ])
  if (files.size === 0 && isGitFolder(base))
    throw new UsageError(`${base}: holds a repository and no work tree; scan a checkout or a clone of it`)
  return { files: inOrder(base, files, f => f), skipped: inOrder(base, skipped, s => s.file), commit, notices }
}

async function collect(root: string, requests: Requests, signal?: AbortSignal) {
  const files = new Set<string>()
  const skipped = new Map(requests.skipped.map(s => [s.file, s]))
  const notices = new Set<string>()
  const allowJs = new AllowJs()
  const isUnwanted = globMatcher(requests.unwanted)
  const add = (file: string) => {
    if (!isUnwanted(relativePath(root, file))) files.add(file)
  }
  const listed = new Map<string, Found[]>()
  const list = async (folder: string): Promise<Found[]> => {
    const known = listed.get(folder)
    if (known) return known
    const listing = await listFolder(folder, root, signal)
    for (const s of listing.skipped) skipped.set(s.file, s)
    for (const notice of listing.notices) notices.add(notice)
    listed.set(folder, listing.found)
    return listing.found
  }
  for (const request of requests.wanted) {
    if (request.kind === 'file') {
      add(request.file)
      continue
    }
    let found = await list(request.folder)
    const anyJs = request.kind === 'glob' && asksForJs(request.glob)
    if (request.kind === 'glob') {
      const matches = picomatch(request.glob, globOptions)
      found = found.filter(f => matches(f.name))
    }
    found = found.filter(f => anyJs || kindOf(f.file) === 'ts' || allowJs.has(f.file))
    if (request.kind === 'glob' && found.length === 0) throw noMatch(request.text, root)
    for (const f of found) add(f.file)
  }
  return { files, skipped: skipped.values(), notices: [...notices] }
}

function inOrder<T>(root: string, items: Iterable<T>, pathOf: (item: T) => string): T[] {
  return [...items]
    .map(item => ({ item, key: relativePath(root, pathOf(item)) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item)
}
