import { suppressedLine } from '../findings.js';
import { grouped, order, tally } from '../groups.js';
import { code, path, prose, table } from '../markdown.js';
import { counted } from '../words.js';
/** Rows shown of one reason, and of all: enough for a reader. The JSON has all. */
const ofOne = 100;
const ofAll = 500;
/** `## Manual review`: what a person has to decide, the same reason and advice said once, with every place. */
export function manualSection({ manual }) {
    if (manual.length === 0)
        return ['## Manual review', '', 'Nothing is left.'];
    return ['## Manual review', '', `${counted(manual.length, 'finding')} left to people.`, ...groups(manual)];
}
/** `## Suppressed`: what comments in the code silence, with their reasons. */
export function suppressedSection({ suppressed }) {
    if (suppressed.length === 0)
        return [];
    const rest = suppressed.length - ofAll;
    return [
        '## Suppressed',
        '',
        `${counted(suppressed.length, 'finding')} that ${suppressed.length === 1 ? 'a comment silences' : 'comments silence'}; in none of the figures above.`,
        '',
        ...suppressed.slice(0, ofAll).map(suppressedLine),
        ...(rest > 0 ? [`- and ${rest} more`] : []),
    ];
}
/** `## Skipped`: findings that nobody is asked about, and files of which nothing is known. */
export function skippedSection({ skipped, unread }) {
    if (skipped.length + unread.length === 0)
        return [];
    return [
        '## Skipped',
        ...(skipped.length > 0
            ? ['', `${counted(skipped.length, 'finding')} in tests and test infrastructure, which are not migrated:`, '']
            : []),
        ...skippedRows(skipped),
        ...(unread.length > 0
            ? ['', `Nothing is known about ${unread.length === 1 ? 'this file' : `these ${unread.length} files`}:`, '']
            : []),
        ...unread.slice(0, ofAll).map(({ file, reason }) => `- ${path(file)} - ${prose(reason)}`),
        ...(unread.length > ofAll ? [`- and ${counted(unread.length - ofAll, 'more file')}`] : []),
    ];
}
function skippedRows(rows) {
    const files = [...grouped(rows, row => row.file)];
    const line = ([file, own]) => {
        const split = [...tally(own.map(row => `${row.rule}, ${prose(row.reason)}`))].map(([what, n]) => `${n} ${what}`);
        return `- ${path(file)} - ${split.join('; ')} (${own.length === 1 ? 'line' : 'lines'} ${some(own.map(r => r.line))})`;
    };
    const rest = files.slice(ofOne).flatMap(([, own]) => own);
    return [
        ...files.slice(0, ofOne).map(line),
        ...(rest.length > 0 ? [`- and ${rest.length} more in ${counted(files.length - ofOne, 'file')}`] : []),
    ];
}
const some = (lines) => lines.length > 20 ? `${lines.slice(0, 20).join(', ')}, …` : lines.join(', ');
/** Of one rule and reason; within it, by advice. */
function groups(rows) {
    const all = [...grouped(rows, ({ rule, reason }) => JSON.stringify([rule, reason])).values()].sort((a, b) => order(a[0].rule, b[0].rule) || b.length - a.length || order(a[0].reason, b[0].reason));
    const out = [];
    const rest = [];
    let room = ofAll;
    for (const group of all) {
        if (room === 0)
            rest.push(group);
        else {
            const shown = group.slice(0, Math.min(ofOne, room));
            room -= shown.length;
            out.push(...groupLines(group, shown));
        }
    }
    if (rest.length > 0)
        out.push('', '### Further reasons', '', `${counted(rest.flat().length, 'finding')} for ${counted(rest.length, 'more reason')}: the JSON report has all.`);
    return out;
}
function groupLines(group, shown) {
    const { rule, reason } = group[0];
    const hidden = group.slice(shown.length);
    return [
        '',
        `### ${rule}: ${prose(reason)} (${group.length})`,
        ...[...grouped(shown, row => row.advice)].flatMap(([advice, own]) => [
            '',
            `Advice: ${prose(advice)}.`,
            '',
            ...places(own),
        ]),
        ...(hidden.length > 0
            ? [
                '',
                `And ${hidden.length} more in ${counted(new Set(hidden.map(r => r.file)).size, 'file')}: the JSON report has all.`,
            ]
            : []),
    ];
}
const places = (rows) => table(['File', '>Line', 'Call', 'Dialect', 'Shape'], rows.map(({ file, line, callee, dialect, shape }) => [
    path(file),
    line,
    callee === undefined ? '-' : code(callee),
    code(dialect),
    shape === '' ? '-' : shape,
]));
