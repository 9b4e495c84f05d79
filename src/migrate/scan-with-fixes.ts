/** A scan whose findings carry what a migration would do about them. */
import type { ProvenChange, ScanOptions, ScanResult, TextEdit } from '../result.js'
import { lineOf, startsOfLines } from '../sites/lines.js'
import type { Edit } from './fix.js'
import { prepare } from './migration.js'
import { type FilePlan, inOrder } from './plan.js'

/**
 * Only fixes that are argued to be safe, and whose migration is proven as a whole. Each has to stand alone, as whoever
 * takes it takes just this one: where it is safe only together with others of its file, it is the edits of all.
 * @throws as `scan`
 */
export async function scanWithFixes(options: ScanOptions = {}): Promise<ScanResult> {
  const prepared = await prepare(options)
  const { before, files, notices } = await prepared.prove()
  const changes = new Map<string, ProvenChange>()
  for (const plan of files) {
    const sites = before.sites.filter(site => site.file === plan.file)
    for (const fix of plan.fixes) {
      const isSafeAlone = inOrder([fix], sites)[0]!.safety === 'safe'
      const { edits } = isSafeAlone ? await prepared.preview(plan.file, fix) : plan
      const change = {
        difference: isSafeAlone ? fix.difference : together(fix.difference, plan),
        edits: placed(edits, plan),
      }
      for (const finding of fix.findings) changes.set(finding, change)
    }
  }
  return {
    ...before,
    summary: { ...before.summary, notices: [...notices] },
    findings: before.findings.map(f => {
      const change = changes.get(f.id)
      return change ? { ...f, fix: { ...f.fix, change } } : f
    }),
  }
}

const together = (difference: string, { fixes }: FilePlan): string =>
  `${difference}; with all ${fixes.length} fixes of this file, as one alone could change the order of messages`

function placed(edits: readonly Edit[], { before }: FilePlan): TextEdit[] {
  const starts = startsOfLines(before)
  const place = (offset: number) => {
    const line = lineOf(starts, offset)
    return { line, column: offset - starts[line - 1]! + 1 }
  }
  return edits.map(({ start, end, text }) => {
    const { line: endLine, column: endColumn } = place(end)
    return { ...place(start), endLine, endColumn, text }
  })
}
