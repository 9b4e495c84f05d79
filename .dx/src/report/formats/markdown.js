import { order } from '../groups.js';
import { whatWas } from '../known.js';
import { code, path, prose } from '../markdown.js';
import { inCheckout } from '../places.js';
import { bySeverity, isOpen, ranked } from '../rank.js';
import { summaryLine } from '../text.js';
import { counted } from '../words.js';
/** GitHub takes comments of so many characters, GitLab of more. Bytes are counted, which are never fewer. */
export const roomOfComment = 65_536;
/** And summaries of so many bytes a step. */
export const roomOfSummary = 1_048_576;
export const markdown = (result, view) => fitted(result, view, roomOfComment);
/** @param room Bytes of UTF-8. */
export function fitted(result, view, room) {
    const open = ranked(result.findings.filter(isOpen));
    const head = [
        // by this a workflow finds its comment again
        '<!-- otp-audit -->',
        '## otp-audit',
        '',
        `${summaryLine(result)}.`,
    ];
    const skipped = [...result.skipped].sort((a, b) => order(a.file, b.file));
    const undecided = result.coverage.flatMap(({ dialect, reasons }) => Object.entries(reasons).map(([reason, count]) => ({ dialect, reason, count })));
    const used = size(head);
    // what could not be read comes first, and takes no more than a quarter
    const first = list('Skipped files', skipped, (room - used) / 4, {
        line: ({ file, reason }) => `- ${path(inCheckout(file, view))}: ${safe(reason)}`,
        more: rest => `${counted(rest.length, 'more file')} skipped`,
    });
    const last = list('Undecided', undecided, (room - used) / 8, {
        line: ({ dialect, reason, count }) => `- ${counted(count, 'site')} of ${code(dialect)}: ${safe(reason)}`,
        more: rest => `${counted(rest.reduce((sum, { count }) => sum + count, 0), 'more site')} undecided`,
    });
    const fixed = list('Fixed, and still in the baseline', result.absent ?? [], (room - used) / 8, {
        line: entry => `- ${path(inCheckout(entry.file, view))} ${entry.rule} ${safe(whatWas(entry))}`,
        more: rest => `${counted(rest.length, 'more entry', 'more entries')} fixed`,
    });
    const main = list('Findings', open, room - used - size(first) - size(last) - size(fixed), {
        line: finding => lineOf(finding, view),
        more: rest => `${counted(rest.length, 'more finding')} not shown for want of room (${bySeverity(rest)})`,
    });
    return `${[...head, ...first, ...main, ...fixed, ...last].join('\n')}\n`;
}
function lineOf({ severity, file, line, column, rule, message, advice }, view) {
    const place = path(`${inCheckout(file, view)}:${line}:${column}`);
    return `- **${severity}** ${place} ${rule}: ${safe(message)}${advice === '' ? '' : `; ${safe(advice)}`}`;
}
/** Nobody is called (`@name`) and no other thread is mentioned (`#12`) by what stands in code. */
const safe = (text) => prose(text)
    .split('`')
    .map((part, at) => (at % 2 === 0 ? part.replace(/[@#](?=\w)/g, '$&<!-- -->') : part))
    .join('`');
const size = (lines) => lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
/** A headed list within its room, and how much of it had none. */
function list(title, items, room, { line, more }) {
    if (items.length === 0)
        return [];
    const lines = ['', `### ${title}`, ''];
    let left = room - size(lines);
    // the longest that may have to be said
    const last = (rest) => ['', `_${more(rest)}._`];
    left -= size(last(items));
    for (const [at, item] of items.entries()) {
        const next = line(item);
        left -= size([next]);
        if (left < 0)
            return [...lines, ...last(items.slice(at))];
        lines.push(next);
    }
    return lines;
}
