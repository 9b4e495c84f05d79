import type { ScanResult } from '../result.js'
import { oneLine, visible } from './markdown.js'
import { paintOf, severities, type View } from './view.js'
import { counted } from './words.js'

/** One line a finding, `file:line:column severity rule message`; skipped files; a summary. */
export function text(result: ScanResult, { paint }: View): string {
  const lines = [
    ...result.findings.map(
      f =>
        `${visible(f.file)}:${f.line}:${f.column} ${paint[paintOf[f.severity]](f.severity)} ${paint.dim(f.rule)} ${oneLine(f.message)}`,
    ),
    ...result.skipped.map(({ file, reason }) => `${visible(file)} ${paint.red('skipped')} ${oneLine(reason)}`),
    paint.bold(summaryLine(result)),
  ]
  return `${lines.join('\n')}\n`
}

/** `3 findings (1 error, 2 warnings, 0 infos) in 2 of 40 files, 5 sites undecided, 1 file skipped`. */
export function summaryLine({ summary, findings, suppressed, coverage, skipped }: ScanResult): string {
  const undecided = coverage.reduce((sum, c) => sum + c.undecided, 0)
  const split = severities.map(severity => counted(summary.severity[severity], severity)).join(', ')
  return [
    `${counted(findings.length, 'finding')}${findings.length > 0 ? ` (${split})` : ''} in ${summary.filesWithFindings} of ${counted(summary.filesFound, 'file')}`,
    `${counted(undecided, 'site')} undecided`,
    `${counted(skipped.length, 'file')} skipped`,
    ...(suppressed.length > 0 ? [`${counted(suppressed.length, 'finding')} suppressed`] : []),
  ].join(', ')
}
