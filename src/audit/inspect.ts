/** What happens to files that may hold a site. Loaded only when there is one: parser and rules are most of the tool. */
import type { Settings } from '../config/settings.js'
import type { Texts } from '../files/read.js'
import type { Skipped } from '../files/skipped.js'
import type { Coverage, Finding, ScanOptions, SiteReport, SuppressedFinding } from '../result.js'
import { decideByConduct } from '../sites/by-conduct.js'
import { Inference } from '../sites/infer.js'
import type { Library } from '../sites/library.js'
import { moduleName } from '../sites/modules.js'
import type { Packages } from '../sites/packages.js'
import type { Prefilter } from '../sites/prefilter.js'
import { Project } from '../sites/project.js'
import { type Collected, collect, type FileSites } from './collect.js'
import { Identities } from './identity.js'
import { Judging } from './judge.js'
import { SiteReports } from './report-sites.js'
import type { Session } from './session.js'
import { type Asked, Types } from './types.js'
import type { Parsed } from './view.js'

export interface Task {
  root: string
  /** All files of the scan. */
  paths: readonly string[]
  /** Those that the quick test lets through. */
  wanted: readonly string[]
  packages: Packages
  library: Library
  prefilter: Prefilter
  settings: Settings
  backend: Asked['backend']
  today: string
  onNotice: (text: string) => void
  progress: NonNullable<ScanOptions['onProgress']>
  signal?: AbortSignal
  texts?: Texts
  session?: Session
}

export interface Inspected {
  filesParsed: number
  skipped: Skipped[]
  types: Asked
  sites: SiteReport[]
  findings: Finding[]
  suppressed: SuppressedFinding[]
  coverage: Coverage[]
  parsed?: Parsed
}

export async function inspect(task: Task): Promise<Inspected> {
  const { root, paths, packages, library, settings, progress, signal, texts, session } = task
  const isLibrary = (s: string): boolean => library.modules.has(moduleName(s))
  const inf = new Inference(library, new Project(root, packages, isLibrary, paths, texts, session?.trees))
  const judging = new Judging(inf, paths, settings, signal)
  const { files, skipped, types } = await sitesOf(task, inf, judging)
  progress(files.length, paths.length, 'rules')
  await judging.judge(files)
  const { judged, failed } = judging
  const reports = new SiteReports(root, new Identities(), task.today)
  for (const f of files) {
    const verdicts = judged.get(f)
    if (verdicts) reports.add(f, verdicts, settings.rulesOf(f.file.path), settings.isTest(f.file.path))
  }
  const { sites, findings, suppressed } = reports
  const coverage = reports.coverage(library.dialects)
  return {
    filesParsed: files.length,
    skipped: [...skipped, ...failed],
    types,
    sites,
    findings,
    suppressed,
    coverage,
    parsed: { inf, files, judged },
  }
}

/** Files that decide all by themselves are judged while the checker answers. */
async function sitesOf(task: Task, inf: Inference, judging: Judging): Promise<Collected & { types: Asked }> {
  const { root, paths, wanted, prefilter, progress, signal } = task
  const typing = new Types(task.backend, root, inf, task.onNotice, signal, task.texts, task.session)
  try {
    await typing.start(wanted.length)
    const decided: FileSites[] = []
    const collected = await collect(wanted, inf, prefilter, signal, (done, files) => {
      const last = files.at(-1)
      if (last?.undecided.length === 0 && last !== decided.at(-1)) decided.push(last)
      progress(done, paths.length, 'parsing')
      typing.advance(done, wanted.length, files)
    })
    progress(collected.files.length, paths.length, 'types')
    const [types] = await Promise.all([typing.decide(collected.files), judging.judge(decided)])
    decideByConduct(collected.files, inf)
    return { ...collected, types }
  } finally {
    await typing.close()
  }
}
