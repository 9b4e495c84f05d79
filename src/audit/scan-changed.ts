/** A scan that reports on what a branch has changed. */
import { resolve } from 'node:path'
import { changedFiles } from '../files/changed.js'
import type { Discovered } from '../files/discover.js'
import type { Texts } from '../files/read.js'
import type { ScanOptions, ScanResult } from '../result.js'
import type { Compared } from './baseline/compare.js'
import { scanned } from './scan.js'
import type { Session } from './session.js'

/**
 * All files are read: what is said of those that differ is what a scan of all says of them, but for the ordinals in
 * identities.
 * @throws as `scan`, and UsageError where git can't tell what differs.
 */
export async function scanChanged(
  { changed: ref, ...options }: ScanOptions & { changed: string | true },
  texts?: Texts,
  listed?: Discovered | Promise<Discovered>,
  session?: Session,
): Promise<{ result: ScanResult } | Compared> {
  const changed = await changedFiles(resolve(options.root ?? '.'), ref, options.signal)
  let found: readonly string[] = []
  const all = await scanned(options, texts, listed, session, {
    only: changed.files,
    wholePrograms: true,
    isCompared: true,
    see: inside => {
      found = inside.found.files
    },
  })
  const { result } = all
  const notices = [...result.summary.notices, ...(await changed.notCompared(found))].sort()
  const { ref: to, mergeBase } = changed
  const summary = { ...result.summary, changed: { ref: to, mergeBase }, notices }
  return { ...all, result: { ...result, summary } }
}
