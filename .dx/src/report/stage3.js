import { baseline } from './baseline.js';
import { checklist, migration, nextSteps, skipped, successCriteria } from './closing.js';
import { coverage } from './coverage.js';
import { currentState } from './current-state.js';
import { findings } from './findings.js';
import { broken, code, joined, path } from './markdown.js';
import { isOpen } from './rank.js';
import { atLeast } from './view.js';
import { counted } from './words.js';
/** The Stage 3 audit report, in Markdown that reads well in a terminal and in a pull request. */
export function stage3(result, view) {
    const sections = [
        header(result, view),
        currentState(result),
        coverage(result),
        findings(result, view),
        skipped(result),
        migration(),
        baseline(result),
        successCriteria(result),
        nextSteps(result),
        checklist(result),
    ];
    return joined(sections, view.paint);
}
function header(result, view) {
    const { summary, tool } = result;
    return [
        '# OTP Audit Report - Stage 3: Production Code Hardening',
        '',
        ...broken([
            `Generated: ${day(view.generated)}`,
            `Status: ${status(result, view)}`,
            `Tool: ${tool.name} ${tool.version}, preset ${summary.preset}`,
            `Scanned: ${summary.roots.map(path).join(', ')}${scope(summary)}`,
            `Commit: ${summary.commit === undefined ? 'none (not a git checkout)' : code(summary.commit)}`,
            `Files scanned: ${summary.filesFound}`,
            `Files with issues: ${summary.filesWithFindings} (${percent(summary.filesWithFindings, summary.filesFound)})`,
        ]),
    ];
}
const scope = ({ changed }) => changed ? `, only files that differ from ${code(changed.mergeBase)}, where HEAD left ${code(changed.ref)}` : '';
function status({ findings, skipped, summary }, { failOn }) {
    const open = findings.filter(isOpen);
    const failing = open.filter(finding => atLeast(finding.severity, failOn)).length;
    const below = open.length - failing;
    const of = summary.baseline ? 'new finding' : 'finding';
    const known = summary.baseline ? `; ${findings.length - open.length} known in the baseline` : '';
    const found = (failing > 0
        ? `${counted(failing, of)} at or above ${failOn}${below > 0 ? `, ${below} below` : ''}`
        : `Clean${below > 0 ? ` at ${failOn}, ${counted(below, of)} below` : ''}`) + known;
    return skipped.length === 0 ? found : `Incomplete, ${counted(skipped.length, 'file')} skipped; ${found}`;
}
const months = 'January February March April May June July August September October November December'.split(' ');
/** `July 2, 2025`, in UTC so that it does not depend on the machine. Loading Intl's data takes longer than the report. */
const day = (date) => `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
function percent(part, whole) {
    return whole === 0 ? '0%' : `${((100 * part) / whole).toFixed(1)}%`;
}
