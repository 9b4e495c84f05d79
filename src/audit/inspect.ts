/** What happens to files that may hold a site. Loaded only when there is one: parser and rules are most of the tool. */
import type { Settings } from '../config/settings.js'
import type { Texts } from '../files/read.js'
import type { Skipped } from '../files/skipped.js'
import type { Coverage, Finding, ScanOptions, SiteReport, SuppressedFinding } from '../result.js'
import { decideByConduct } from '../sites/by-conduct.js'
import { Ground } from '../sites/ground.js'
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
  passed: readonly string[]
  /** Of those, the ones that are parsed and judged. */
  wanted: ReadonlySet<string>
  /** Types are asked as if all were wanted: what is asked together decides what a program holds. */
  wholePrograms: boolean
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
  const { root, paths, passed, packages, library, settings, progress, signal, texts, session } = task
  const isLibrary = (s: string): boolean => library.modules.has(moduleName(s))
  const ground = session?.ground?.isOf(paths) ? session.ground : new Ground(root, packages, paths)
  if (session) session.ground = ground
  const inf = new Inference(library, new Project(ground, isLibrary, texts, session?.trees))
  const judging = new Judging(inf, paths, passed, settings, signal)
  const { files, skipped, types } = await sitesOf(task, inf, judging)
  progress(files.length, paths.length, 'rules')
  await judging.judge(files)
  const { judged, failed } = judging
  const identities = new Identities()
  const reports = new SiteReports(root, identities, task.today)
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
    parsed: { inf, files, judged, identities: identities.handed },
  }
}

/** Files that decide all by themselves are judged while the checker answers. */
async function sitesOf(task: Task, inf: Inference, judging: Judging): Promise<Collected & { types: Asked }> {
  const { root, paths, passed, wanted, wholePrograms, prefilter, progress, signal } = task
  const own = passed.filter(path => wanted.has(path))
  const typing = new Types(task.backend, root, inf, task.onNotice, signal, task.texts, task.session)
  try {
    await typing.start(own.length)
    const files: FileSites[] = []
    const skipped: Skipped[] = []
    const decided: FileSites[] = []
    let done = 0
    for (const batch of typing.batches(wholePrograms ? passed : own)) {
      const parse = (all: readonly string[]): Promise<Collected> =>
        collect(all, inf, prefilter, signal, () => progress(++done, paths.length, 'parsing'))
      const mine = await parse(batch.filter(path => wanted.has(path)))
      const others = batch.filter(path => !wanted.has(path))
      typing.ask(mine.files, typing.needs(mine.files) ? (await parse(others)).files : [])
      for (const f of mine.files) {
        files.push(f)
        if (f.undecided.length === 0) decided.push(f)
      }
      skipped.push(...mine.skipped)
    }
    progress(files.length, paths.length, 'types')
    const [types] = await Promise.all([typing.decided(), judging.judge(decided)])
    decideByConduct(files, inf)
    return { files, skipped, types }
  } finally {
    await typing.close()
  }
}
