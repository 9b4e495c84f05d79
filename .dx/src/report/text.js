import { standing, whatWas } from './known.js';
import { oneLine, visible } from './markdown.js';
import { isOpen } from './rank.js';
import { paintOf, severities } from './view.js';
import { counted } from './words.js';
/** One line a finding, `file:line:column severity rule message`; what is fixed and still in the baseline; skipped files; a summary. */
export function text(result, { paint }) {
    const lines = [
        ...result.findings
            .filter(f => isOpen(f) || f.baselineReason !== undefined)
            .flatMap(f => [
            `${visible(f.file)}:${f.line}:${f.column} ${paint[paintOf[f.severity]](f.severity)} ${paint.dim(f.rule)} ${oneLine(f.message)}`,
            ...why(f, isOpen(f) ? 'new' : 'known'),
        ]),
        ...(result.absent ?? []).flatMap(entry => [
            `${visible(entry.file)} ${paint.green('absent')} ${paint.dim(entry.rule)} ${whatWas(entry)}`,
            ...why(entry, 'fixed'),
        ]),
        ...result.skipped.map(({ file, reason }) => `${visible(file)} ${paint.red('skipped')} ${oneLine(reason)}`),
        paint.bold(summaryLine(result)),
    ];
    return `${lines.join('\n')}\n`;
}
const why = ({ baselineReason }, state) => baselineReason === undefined ? [] : [`  ${state}: ${oneLine(baselineReason)}`];
/** `3 findings (1 error, 2 warnings, 0 infos) in 2 of 40 files, 5 sites undecided, 1 file skipped`. */
export function summaryLine({ summary, findings, suppressed, coverage, skipped }) {
    const undecided = coverage.reduce((sum, c) => sum + c.undecided, 0);
    const split = severities.map(severity => counted(summary.severity[severity], severity)).join(', ');
    return [
        `${counted(findings.length, 'finding')}${findings.length > 0 ? ` (${split})` : ''} in ${summary.filesWithFindings} of ${counted(summary.filesFound, 'file')}`,
        ...(summary.baseline ? standing(summary.baseline) : []),
        `${counted(undecided, 'site')} undecided`,
        `${counted(skipped.length, 'file')} skipped`,
        ...(suppressed.length > 0 ? [`${counted(suppressed.length, 'finding')} suppressed`] : []),
    ].join(', ');
}
