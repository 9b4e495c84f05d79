/** The baseline of a scan, if there is one: read before anything is scanned, compared with what came of it. */
import { join } from 'node:path'
import type { Settings } from '../../config/settings.js'
import type { Texts } from '../../files/read.js'
import type { ScanOptions, ScanResult } from '../../result.js'
import type { Compared } from './compare.js'
import type { Baseline } from './file.js'
import { locateBaseline } from './locate.js'

export interface Scanned {
  readonly root: string
  readonly settings: Settings
  /** Absolute, those that could not be read among them. */
  readonly files: readonly string[]
  readonly texts?: Texts
}

/**
 * That of the options, else of the configuration, else the nearest. With what is staged goes the staged one.
 * @throws UsageError for one that is missing, damaged or can't be read.
 */
export async function baselineOf(
  root: string,
  settings: Settings,
  { baseline, staged, signal }: ScanOptions,
): Promise<Baseline | undefined> {
  const path = locateBaseline(
    root,
    typeof baseline === 'string' || baseline === false ? baseline : (settings.baseline ?? baseline),
  )
  if (path === undefined) return undefined
  const { readBaseline } = await import('./file.js')
  const content = staged ? await (await import('../../files/git-index.js')).indexedFile(path, signal) : undefined
  return readBaseline(root, path, content)
}

export async function against(
  result: ScanResult,
  baseline: Baseline,
  { root, settings, files, texts }: Scanned,
  { staged = false, why }: ScanOptions,
): Promise<Compared> {
  const { compare } = await import('./compare.js')
  const { summary, skipped, sites } = result
  const looked = {
    root,
    paths: summary.roots,
    files,
    skipped: skipped.map(s => join(root, s.file)),
    preset: summary.preset,
    ran: (rule: keyof ReturnType<Settings['rulesOf']>, path: string) => settings.rulesOf(path)[rule].state === 'on',
    sites,
    isStaged: staged,
    texts,
  }
  return compare(result, baseline, looked, why)
}
