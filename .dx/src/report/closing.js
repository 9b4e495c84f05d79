import { checklistLines, nextStepLines } from './checklist.js';
import { criteria, criterionLine } from './criteria.js';
import { path, prose } from './markdown.js';
import { rawSends } from './raw-sends.js';
import { counted } from './words.js';
/** `## Skipped`: only when there is something. */
export function skipped({ skipped }) {
    if (skipped.length === 0)
        return [];
    return [
        '## Skipped',
        '',
        `Nothing is known about ${skipped.length === 1 ? 'this file' : `these ${skipped.length} files`}:`,
        '',
        ...skipped.map(({ file, reason }) => `- ${path(file)} - ${prose(reason)}`),
    ];
}
export function migration() {
    return ['## Migration', '', 'Not run.'];
}
export function successCriteria(result) {
    return [
        '## Success Criteria',
        '',
        'Stage 3 is complete when:',
        '',
        ...Object.values(criteria(result)).map(criterionLine),
    ];
}
export const nextSteps = (result) => nextStepLines(toDo(result));
function toDo(result) {
    const critical = result.findings.filter(finding => finding.class === 'critical').length;
    const lower = result.findings.length - critical;
    const undecided = result.coverage.reduce((sum, c) => sum + c.undecided, 0);
    return [
        ...(result.skipped.length > 0 ? [`Make ${counted(result.skipped.length, 'skipped file')} readable`] : []),
        ...(critical > 0 ? [`Repair ${counted(critical, 'critical finding')}`] : []),
        ...(lower > 0 ? [`Look at ${counted(lower, 'finding')} of lower priority`] : []),
        ...(undecided > 0 ? [`Look at ${counted(undecided, 'undecided site')}`] : []),
    ];
}
/** The plan's list. A box is ticked only where the scan itself is the evidence. */
export function checklist(result) {
    const met = criteria(result);
    const shown = ['sends', 'monitors', 'timeouts'].filter(name => met[name].outcome === 'pass');
    return checklistLines(new Set(shown), { sends: gravestFiles(result) });
}
function gravestFiles(result) {
    const { critical } = rawSends(result);
    if (critical.length === 0)
        return '';
    const named = critical.slice(0, 2).map(({ path: file }) => path(file));
    return ` (${named.join(', ')}${critical.length > named.length ? ', etc.' : ''})`;
}
