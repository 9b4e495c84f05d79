/** The migration report in Markdown that reads well in a terminal and in a pull request. */
import { checklistLines, nextStepLines } from '../checklist.js';
import { criterionLine } from '../criteria.js';
import { broken, code, joined, path, prose, table } from '../markdown.js';
import { plain } from '../view.js';
import { counted } from '../words.js';
import { blockLines } from './blocks.js';
import { fixSection, stepSection } from './fixes.js';
import { manualSection, skippedSection, suppressedSection } from './left.js';
import { reportOf } from './report.js';
import { isOnDisk, statusOf } from './run.js';
/** @param generated When the migration was run. */
export function migrationMarkdown(facts, run, generated, paint = plain) {
    const report = reportOf(facts, run, generated);
    const sections = [
        header(report, run),
        ['## Migration', '', ...tense(run), '```text', ...blockLines(report.reports, facts, run), '```'],
        counts(report, run),
        fixSection({ fixes: report.fixes, filesOf: counted(new Set(report.fixes.map(f => f.file)).size, 'file') }),
        stepSection(report),
        manualSection(report),
        skippedSection(report),
        suppressedSection(report),
        report.notices.length === 0 ? [] : ['## Notices', '', ...report.notices.map(n => `- ${prose(n)}`)],
        successCriteria(report, run),
        nextStepLines(report.nextSteps),
        checklistLines(new Set(report.checklist.filter(box => box.done).map(box => box.name))),
    ];
    return joined(sections, paint);
}
function header({ generated, tool, scanned, run: asked, summary }, run) {
    const only = [...(asked.rules ?? []), ...(asked.dialects ?? [])];
    return [
        '# OTP Migration Report',
        '',
        ...broken([
            `Generated: ${generated}`,
            `Status: ${statusOf(run)}`,
            `Tool: ${tool.name} ${tool.version}, preset ${scanned.preset}, safety ${asked.safety}`,
            ...(only.length > 0 ? [`Only: ${only.map(code).join(', ')}`] : []),
            ...(asked.verify
                ? [`Verified by: ${code(asked.verify.command)}, which ${asked.verify.passed ? 'passed' : 'failed'}`]
                : []),
            `Scanned: ${scanned.roots.map(path).join(', ')}`,
            `Commit: ${scanned.commit === undefined ? 'none (not a git checkout)' : code(scanned.commit)}`,
            `Files modified: ${summary.filesModified} of ${summary.filesChecked} checked`,
        ]),
    ];
}
function tense(run) {
    if (isOnDisk(run))
        return [];
    return [
        run.state === 'dry run' ? 'What it comes to once it is written:' : 'What it came to before it was taken back:',
        '',
    ];
}
/** Both tables add up, and the sentence says to what. */
function counts({ counts: { rules, dialects, total }, run: { state } }, run) {
    const gone = total.before - total.fixed - total.after;
    const after = state === 'dry run' ? 'once it is written' : 'after the migration';
    return [
        '## Before and after',
        '',
        `${total.before} before = ${total.fixed} fixed + ${total.manual} for manual review + ${total.skipped} skipped + ${total.notAsked} not asked for; ${total.after} ${after}${aside(gone)}. Findings are nodes of the syntax tree; comments and strings are not counted.`,
        ...(isOnDisk(run) || state === 'dry run' ? [] : [`The files are as they were, so ${total.before} are there now.`]),
        '',
        ...countTable('Rule', [...rules, total]),
        '',
        ...countTable('Dialect', [...dialects, total]),
    ];
}
const aside = (gone) => gone === 0 ? '' : gone > 0 ? `, as ${gone} went away along with fixes` : `, as ${-gone} came up`;
function countTable(title, rows) {
    return table([title, '>Before', '>Fixed', '>Manual review', '>Skipped', '>Not asked for', '>After'], rows.map(row => [
        row.name === 'Total' ? '**Total**' : code(row.name),
        row.before,
        row.fixed,
        row.manual,
        row.skipped,
        row.notAsked,
        row.after,
    ]));
}
function successCriteria({ criteria, scanned }, run) {
    const where = `${counted(scanned.filesChecked, 'file')} below ${scanned.roots.map(path).join(', ')}`;
    const what = isOnDisk(run) ? 'after the migration' : 'as it is, with nothing of the migration';
    const unread = scanned.filesSkipped > 0 ? `, ${scanned.filesSkipped} of them not readable` : '';
    return [
        '## Success Criteria',
        '',
        `Of the code ${what}; evidence is a scan of ${where}${unread}, and what is said with each.`,
        '',
        'Stage 3 is complete when:',
        '',
        ...criteria.map(criterionLine),
    ];
}
