/** The whole of a scan: discover, quick test, in-file resolution, types, rules, result. */
import { existsSync, realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { dialects } from '../../dialects/index.js'
import { checkOptions } from '../config/options.js'
import { loadSettings } from '../config/settings.js'
import { type Discovered, discover } from '../files/discover.js'
import { relativePath } from '../files/paths.js'
import { readAll, type Texts, type Visit } from '../files/read.js'
import type { Skipped } from '../files/skipped.js'
import type { Kind, ScanOptions, ScanResult, Severity } from '../result.js'
import { Library } from '../sites/library.js'
import { Packages } from '../sites/packages.js'
import { Prefilter } from '../sites/prefilter.js'
import { tool } from '../tool.js'
import { against, baselineOf } from './baseline/apply.js'
import type { Compared } from './baseline/compare.js'
import type { Inspected } from './inspect.js'
import type { Session, Tested } from './session.js'
import { suppressionMark } from './suppression-mark.js'
import type { View } from './view.js'

/**
 * Scans files for sends, watchers, calls and spawns of all dialects and judges each.
 *
 * @returns Every recognised site with its kind, the findings, what could not be decided or read, and why. Equal input
 * gives an equal result, but for `summary.durationMs`.
 * @param texts Stand in for files, by absolute path; where one of them is not on the disk, types are asked of ts-morph.
 * @param listed The files, where they are known already, or asked for.
 * @param session What earlier scans of the same files have read.
 * @param view Looks into the scan, and narrows what is judged.
 * @throws UsageError for a path that does not exist, a wrong option or a broken configuration; the signal's reason when
 * it is aborted.
 */
export async function scan(
  options: ScanOptions = {},
  texts?: Texts,
  listed?: Discovered | Promise<Discovered>,
  session?: Session,
  view?: View,
): Promise<ScanResult> {
  return (await scanned(options, texts, listed, session, view)).result
}

/** @returns Also how entries of the baseline were matched, where there is one. */
export async function scanned(
  options: ScanOptions = {},
  texts?: Texts,
  listed?: Discovered | Promise<Discovered>,
  session?: Session,
  view?: View,
): Promise<{ result: ScanResult } | Compared> {
  checkOptions(options)
  if (options.changed !== undefined && options.changed !== false) {
    const { scanChanged } = await import('./scan-changed.js')
    return scanChanged({ ...options, changed: options.changed }, texts, listed, session)
  }
  if (options.staged && !listed) {
    const { readStaged } = await import('../files/staged.js')
    const reading = readStaged(resolve(options.root ?? '.'), options.paths ?? [], options.signal)
    reading.catch(() => {}) // it is awaited, and told, below
    // the hook that waits is a person: while git answers, what few staged files will need is loaded
    await import('./inspect.js')
    const index = await reading
    return scanned(options, index.texts, index.found, session, view)
  }
  const started = performance.now()
  const root = realRoot(resolve(options.root ?? '.'))
  const roots = options.paths && options.paths.length > 0 ? options.paths : ['.']
  const settings = await loadSettings(root, roots, options)
  const { preset } = settings
  const baseline = view && !view.isCompared ? undefined : await baselineOf(root, settings, options)
  const notices: string[] = settings.notices().map(text => text.replaceAll(root + sep, ''))
  const progress = options.onProgress ?? (() => {})
  const signal = options.signal

  const own = settings.dialects(dialects)
  const discovering = listed ?? session?.found ?? discover({ root, paths: roots, signal })
  // git lists the files meanwhile
  const library = new Library(own, { generic: preset === 'strict' })
  const packages = new Packages(root)
  const prefilter = new Prefilter(library)
  const found = await discovering
  if (session) session.found = found
  notices.push(...(found.notices ?? []))
  session?.see(texts)
  signal?.throwIfAborted()
  const files = found.files.filter(file => !settings.isIgnored(file))
  for (const name of packages.learn(files)) prefilter.addPresent(name)
  const total = files.length
  progress(0, total, 'reading')
  const { wanted: passed, skipped } = await quickTest(files, prefilter, signal, texts, session, view)
  const wanted = new Set(passed)
  const only = typeof view?.only === 'function' ? view.only({ ...found, files }, passed) : view?.only
  if (only) for (const path of passed) if (!only.has(path)) wanted.delete(path)
  const isOnDisk = [...(texts?.keys() ?? [])].every(file => existsSync(file))
  const backend = options.types !== 'off' && !isOnDisk ? 'ts-morph' : (options.types ?? 'native')
  const onNotice = (text: string): void => void notices.push(text.replaceAll(root + sep, ''))
  if (session) session.onNotice = onNotice
  const task = {
    root,
    paths: files,
    passed,
    wanted,
    wholePrograms: view?.wholePrograms ?? false,
    packages,
    library,
    prefilter,
    settings,
    backend,
    today: dayOf(options),
    onNotice,
  }
  const inspected: Inspected =
    wanted.size > 0
      ? await (await import('./inspect.js')).inspect({ ...task, progress, signal, texts, session })
      : {
          filesParsed: 0,
          skipped: [],
          types: { backend, asked: 0, answered: 0 },
          sites: [],
          findings: [],
          suppressed: [],
          coverage: [],
        }
  view?.see?.({ root, preset, found, library, packages, prefilter, passed, settings, parsed: inspected.parsed })
  const { filesParsed, types, sites, findings, suppressed, coverage } = inspected
  const notRead = [...found.skipped, ...skipped, ...inspected.skipped]
  const result: ScanResult = {
    schemaVersion: 1,
    tool: { name: 'otp-audit', version: tool().version },
    summary: {
      preset,
      roots: roots.map(p => relativePath(root, resolve(root, p)) || '.'),
      commit: found.commit,
      filesFound: only ? files.filter(path => only.has(path)).length : total,
      filesParsed,
      filesWithFindings: new Set(findings.map(f => f.file)).size,
      sites: sites.length,
      findings: findings.length,
      severity: { ...none, ...tally(findings.map(f => f.severity)) },
      kinds: tally<Kind>(sites.map(s => s.kind)),
      rules: settings.rules(),
      testFiles: [...settings.testFiles],
      thresholds: { godProcess: settings.thresholds() },
      types,
      durationMs: performance.now() - started,
      notices: [...new Set(notices)].sort(),
    },
    sites,
    findings,
    suppressed,
    skipped: notRead
      .filter(s => only?.has(s.file) ?? true)
      .map(s => ({ ...s, file: relativePath(root, s.file) }))
      .sort((a, b) => (a.file < b.file ? -1 : 1)),
    coverage,
  }
  if (baseline === undefined) return { result }
  // of files that are not judged, entries would look fixed
  const judged = only ? files.filter(path => only.has(path)) : files
  return against(result, baseline, { root, settings, files: judged, texts }, options)
}

/** Reads every file once; most end here. */
async function quickTest(
  paths: readonly string[],
  prefilter: Prefilter,
  signal?: AbortSignal,
  texts?: Texts,
  session?: Session,
  view?: View,
): Promise<{ wanted: string[]; skipped: Skipped[] }> {
  const tested: Map<string, Tested> = session?.tested ?? new Map()
  const isKnown = (path: string): boolean => tested.has(path) && tested.get(path)!.text === texts?.get(path)
  const visit: Visit = (path, _text, bytes) => {
    view?.read?.(path, bytes)
    const text = bytes.toString('latin1')
    // what later scans take over must not depend on the texts of this one
    const traces = session ? prefilter.traces(text) : { parts: prefilter.test(text), names: [] }
    tested.set(path, { text: texts?.get(path), ...traces, suppresses: text.includes(suppressionMark) })
  }
  const fresh = paths.filter(path => !isKnown(path))
  for (const s of await readAll(fresh, visit, signal, texts)) tested.set(s.file, { text: texts?.get(s.file), ...s })
  for (const path of paths) for (const name of tested.get(path)!.names ?? []) prefilter.addPresent(name)
  const wanted: string[] = []
  const skipped: Skipped[] = []
  for (const path of paths) {
    const { parts = [], suppresses, reason } = tested.get(path)!
    if (reason !== undefined) skipped.push({ file: path, reason })
    else if (suppresses || prefilter.holds(parts)) wanted.push(path)
  }
  return { wanted, skipped }
}

/** Discovered files are real paths; a root that does not exist is discovery's to complain about. */
const realRoot = (path: string): string => (existsSync(path) ? realpathSync.native(path) : path)

const dayOf = ({ today }: ScanOptions): string => today ?? new Date().toISOString().slice(0, 10)

const none: Record<Severity, number> = { error: 0, warning: 0, info: 0 }

function tally<T extends string>(values: T[]): Partial<Record<T, number>> {
  const out: Partial<Record<T, number>> = {}
  for (const v of [...values].sort()) out[v] = (out[v] ?? 0) + 1
  return out
}
