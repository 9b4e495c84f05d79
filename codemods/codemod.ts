/** The interface of codemods. One is a value: it reads a tree and findings, and returns fixes and reasons. */
import type { Fix, ImportNeed, Kept } from '../src/migrate/fix.js'
import type { TextStyle } from '../src/migrate/text-style.js'
import type { Finding, RuleName, SiteReport } from '../src/result.js'
import type { Tree } from './tree.js'

export const runtime = '@otp-audit/runtime'

export interface Names {
  need(module: string, name: string): ImportNeed
  freeName(name: string): string
  /** How to write what every program has, such as `AbortSignal`: the file may have another of that name. */
  global(name: string): string
}

export interface FileInput {
  /** As the scan reports it. */
  readonly file: string
  readonly tree: Tree
  readonly style: TextStyle
  /** All sites of the file. */
  readonly sites: readonly SiteReport[]
  readonly names: Names
  readonly settings: Settings
}

export interface Settings {
  /** A comment over sends to oneself says that they need no supervision. */
  readonly commentSelfSends?: boolean
  /** Timeouts as numbers, not looked up in TimeoutConfig: this one in milliseconds, or for `true` the usual 5000. */
  readonly literalTimeouts?: boolean | number
}

export interface Task extends FileInput {
  readonly findings: readonly Finding[]
}

export interface Codemod {
  readonly name: string
  readonly rule: RuleName
  /** Whether a finding is this codemod's; each has at most one. */
  takes(finding: Finding, site: SiteReport): boolean
  fixes(task: Task): { fixes: Fix[]; kept: Kept[] }
}

/**
 * A codemod for what no finding speaks of: its fixes have no findings. It is asked once for the whole project, when the
 * fixes of findings are known.
 */
export interface Step {
  readonly name: string
  readonly rule: RuleName
  fixes(project: Project): Iterable<Fix>
}

/** What a step may know of the project. Files are as the scan reports them. */
export interface Project {
  readonly settings: Settings
  readonly sites: readonly SiteReport[]
  /** What is offered for findings, of whatever safety. */
  readonly offered: readonly Fix[]
  /** The step was asked for by its name, and no other. */
  readonly isNamed: boolean
  /** Nothing for a file that must not be changed, or cannot be parsed. */
  open(file: string): FileInput | undefined
  /** The source of a module that a file imports, or runs, by a path relative to itself. */
  sourceOf(file: string, path: string): string | undefined
  /** The source of a script that is run by a path relative to the working folder. */
  scriptOf(file: string, path: string): string | undefined
}

/** A fix a finding, or the reason why there is none. */
export function oneByOne(
  task: Task,
  fixOf: (finding: Finding, task: Task) => Fix | string,
): { fixes: Fix[]; kept: Kept[] } {
  const fixes: Fix[] = []
  const kept: Kept[] = []
  for (const finding of task.findings) {
    const fix = fixOf(finding, task)
    if (typeof fix === 'string') kept.push({ finding: finding.id, reason: fix })
    else fixes.push(fix)
  }
  return { fixes, kept }
}
