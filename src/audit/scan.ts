/** The whole of a scan: discover, quick test, in-file resolution, types, rules, result. */
import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { dialects } from '../../dialects/index.js'
import { thresholds } from '../../rules/god-process/god-process.js'
import { loadConfig } from '../config/config.js'
import { discover } from '../files/discover.js'
import { globMatcher } from '../files/match.js'
import { relativePath } from '../files/paths.js'
import type { Kind, ScanOptions, ScanResult, Severity } from '../result.js'
import { Inference } from '../sites/infer.js'
import { Library } from '../sites/library.js'
import { Prefilter } from '../sites/prefilter.js'
import { Project } from '../sites/project.js'
import { type Collected, collect } from './collect.js'
import { Identities } from './identity.js'
import { judge } from './judge.js'
import { SiteReports } from './report-sites.js'
import { type Asked, Types } from './types.js'

/**
 * Scans files for sends, watchers, calls and spawns of all dialects and judges each.
 *
 * @returns Every recognised site with its kind, the findings, what could not be decided or read, and why. Equal input
 * gives an equal result, but for `summary.durationMs`.
 * @throws UsageError for a path that does not exist, a wrong option or a broken configuration; the signal's reason when
 * it is aborted.
 */
export async function scan(options: ScanOptions = {}): Promise<ScanResult> {
  const started = performance.now()
  const root = realRoot(resolve(options.root ?? '.'))
  const roots = options.paths && options.paths.length > 0 ? options.paths : ['.']
  const config = loadConfig(root, options.config)
  const preset = options.preset ?? config.preset
  const testFiles = options.testFiles ?? config.testFiles
  const notices: string[] = []
  const progress = options.onProgress ?? (() => {})
  const signal = options.signal

  const found = await discover({ root, paths: roots, signal })
  signal?.throwIfAborted()
  const isTestPath = globMatcher(testFiles)
  const isTest = (path: string): boolean => isTestPath(relativePath(root, path))

  const library = new Library(dialects, { generic: preset === 'strict' })
  const project = new Project(root)
  const inf = new Inference(library, project)
  const prefilter = new Prefilter(library)
  for (const name of project.learnPackages(found.files)) prefilter.addPresent(name)
  const total = found.files.length
  progress(0, total, 'reading')
  const typing = new Types(options.types ?? 'native', root, text => notices.push(text), signal)
  const { files, skipped, types } = await sitesOf(found.files, inf, prefilter, typing, progress, signal)
  progress(files.length, total, 'rules')
  const judged = await judge(files, found.files, inf, preset, isTest, signal)

  const reports = new SiteReports(root, preset, new Identities())
  for (const f of files) reports.add(f, judged.get(f) ?? [], isTest(f.file.path))
  const { sites, findings } = reports
  return {
    schemaVersion: 1,
    tool: { name: 'otp-audit', version: version() },
    summary: {
      preset,
      roots: roots.map(p => relativePath(root, resolve(root, p)) || '.'),
      commit: found.commit,
      filesFound: total,
      filesParsed: files.length,
      filesWithFindings: new Set(findings.map(f => f.file)).size,
      sites: sites.length,
      findings: findings.length,
      severity: { ...none, ...tally(findings.map(f => f.severity)) },
      kinds: tally<Kind>(sites.map(s => s.kind)),
      testFiles,
      thresholds: { godProcess: thresholds },
      types,
      durationMs: performance.now() - started,
      notices,
    },
    sites,
    findings,
    skipped: [...found.skipped, ...skipped]
      .map(s => ({ ...s, file: relativePath(root, s.file) }))
      .sort((a, b) => (a.file < b.file ? -1 : 1)),
    coverage: reports.coverage(library.dialects),
  }
}

async function sitesOf(
  paths: readonly string[],
  inf: Inference,
  prefilter: Prefilter,
  typing: Types,
  progress: NonNullable<ScanOptions['onProgress']>,
  signal?: AbortSignal,
): Promise<Collected & { types: Asked }> {
  try {
    const collected = await collect(paths, inf, prefilter, signal, (done, wanted, files) => {
      progress(done, paths.length, 'parsing')
      typing.warm(done, wanted, files)
    })
    progress(collected.files.length, paths.length, 'types')
    return { ...collected, types: await typing.decide(collected.files, inf) }
  } finally {
    await typing.close()
  }
}

/** Discovered files are real paths; a root that does not exist is discovery's to complain about. */
const realRoot = (path: string): string => (existsSync(path) ? realpathSync.native(path) : path)

const none: Record<Severity, number> = { error: 0, warning: 0, info: 0 }

function tally<T extends string>(values: T[]): Partial<Record<T, number>> {
  const out: Partial<Record<T, number>> = {}
  for (const v of [...values].sort()) out[v] = (out[v] ?? 0) + 1
  return out
}

function version(): string {
  return (createRequire(import.meta.url)('otp-audit/package.json') as { version: string }).version
}
