/** From files to sites: the parse, and what each file decides by itself and its imports. */

import { NotSource } from '../files/read.js'
import { type Skipped, unreadable } from '../files/skipped.js'
import { ParseError, type SourceFile } from '../sites/ast.js'
import { type Candidate, findSites, type Site } from '../sites/find.js'
import type { Inference } from '../sites/infer.js'
import type { Answer } from '../sites/oracle/oracle.js'
import type { Prefilter } from '../sites/prefilter.js'
import { breather } from './breath.js'

export interface FileSites {
  file: SourceFile
  sites: Site[]
  undecided: Candidate[]
  /** What the type checker knows to be something else. */
  unrelated: Unrelated[]
}

export interface Unrelated {
  candidate: Candidate
  answer: Answer
}

export interface Collected {
  files: FileSites[]
  skipped: Skipped[]
}

/** Why nothing is known of a file. A fault of our own is named as one; it costs one file, not the scan. */
export function reasonOf(error: unknown): string {
  if (error instanceof ParseError || error instanceof NotSource) return error.message
  const { code, syscall, message } = error as NodeJS.ErrnoException
  return code && syscall ? unreadable(error) : `internal error, please report it: ${message}`
}

/** Parses what the quick test lets through, and finds the sites that each file decides by itself and its imports. */
export async function collect(
  wanted: readonly string[],
  inf: Inference,
  prefilter: Prefilter,
  signal?: AbortSignal,
  onFile?: () => void,
): Promise<Collected> {
  inf.library.nameOnly(d => !prefilter.lacks(d))
  const files: FileSites[] = []
  const skipped: Skipped[] = []
  const breathe = breather(signal)
  for (const path of wanted) {
    await breathe()
    try {
      const file = inf.project.file(path)
      const found = findSites(inf, file)
      const undecided = found.undecided
        .map(c => ({ ...c, dialects: c.dialects.filter(d => prefilter.hasDialect(d)) }))
        .filter(c => c.dialects.length > 0)
      files.push({ file, sites: found.sites, undecided, unrelated: [] })
    } catch (error) {
      skipped.push({ file: path, reason: reasonOf(error) })
    }
    onFile?.()
  }
  return { files, skipped }
}
