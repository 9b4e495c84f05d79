/** What ESLint's thread and the scanning one say to each other. */
import type { ScanOptions, Severity } from '../result.js'

export interface Question {
  /** Absolute path. */
  file: string
  /** As ESLint sees it: what is in the editor, without a byte order mark. */
  text: string
  options: AuditOptions
}

/** What decides a scan's result, besides the files. `root` is absolute. */
export type AuditOptions = Pick<ScanOptions, 'paths' | 'preset' | 'types' | 'config' | 'baseline'> & { root: string }

/** Lines and columns are 1-based. */
export interface Reported {
  rule: string
  severity: Severity
  message: string
  line: number
  column: number
  endLine: number
  endColumn: number
}

export type Answer =
  | { kind: 'audited'; reported: readonly Reported[] }
  /** The file could not be read or parsed. */
  | { kind: 'skipped'; reason: string }
  /** `usage`: whoever wrote the configuration can mend it. */
  | { kind: 'failed'; by: 'usage' | 'scan'; message: string }

/** The name under which undecided sites are reported: no rule of the scan. */
export const undecided = 'undecided'
