const longest = 100;
// Control characters could move a terminal's cursor; directional marks could show code as what it is not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hidden = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
/** Shows what a terminal would not show, `\u001b` for an escape character. */
export function visible(text) {
    return text.replace(hidden, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/** One line of text: whitespace folded, the rest visible. */
export function oneLine(text) {
    return visible(text.replace(/\s+/g, ' ').trim());
}
/** A code span of one line, cut when long. The fence is longer than any run of backticks inside. */
export function code(text) {
    const line = cut(oneLine(text));
    if (line === '')
        return '(empty)';
    return fenced(line);
}
/** A path as a code span: never cut, and spaces as they are. */
export const path = (text) => fenced(visible(text));
function fenced(line) {
    const runs = line.match(/`+/g) ?? [];
    if (runs.length === 0)
        return `\`${line}\``;
    const fence = '`'.repeat(Math.max(...runs.map(run => run.length)) + 1);
    return `${fence} ${line} ${fence}`;
}
/** A sentence: its code spans stay, what Markdown would read as markup outside of them is escaped. */
export function prose(text) {
    const parts = oneLine(text).split('`');
    if (parts.length % 2 === 0)
        return parts.map(escaped).join('\\`');
    return parts.map((part, at) => (at % 2 === 0 ? escaped(part) : `\`${part}\``)).join('');
}
// a backslash means something before punctuation alone, and so does `&` before the rest of an entity
const markup = /[*<]|~~|(?<=\])\(|\\(?=[!-/:-@[-`{-~])|&(?=#?\w+;)/g;
const escaped = (text) => text.replace(markup, '\\$&').replace(/(^|\W)_|_(?=\W|$)/g, '$1\\_');
/** Two spaces end each line but the last, so that Markdown keeps the line breaks. */
export const broken = (lines) => lines.map((line, at) => (at < lines.length - 1 ? `${line}  ` : line));
/** One document of sections; empty ones are left out. A fence's lines are no headings. */
export function joined(sections, paint) {
    let isFenced = false;
    const lines = sections
        .filter(section => section.length > 0)
        .flatMap((section, at) => (at === 0 ? section : ['', ...section]))
        .map(line => {
        if (line.startsWith('```'))
            isFenced = !isFenced;
        return line.startsWith('#') && !isFenced ? paint.bold(line) : line;
    });
    return `${lines.join('\n')}\n`;
}
/**
 * A table, its columns padded so that it reads well unrendered. The last column is not, as it holds long text.
 * A column whose title begins with `>` holds numbers.
 */
export function table(titles, rows) {
    const numeric = titles.map(title => title.startsWith('>'));
    const cells = [titles.map(title => title.replace(/^>/, '')), ...rows].map(row => row.map(barred));
    const widths = titles.map((_, at) => Math.max(4, ...cells.map(row => row[at]?.length ?? 0)));
    const padded = (text, at) => {
        if (numeric[at])
            return text.padStart(widths[at]);
        return at === titles.length - 1 ? text : text.padEnd(widths[at]);
    };
    const line = (row) => `| ${row.map(padded).join(' | ')} |`;
    const rule = titles.map((_, at) => {
        const dashes = at === titles.length - 1 && !numeric[at] ? '----' : '-'.repeat(widths[at]);
        return numeric[at] ? `${dashes.slice(1)}:` : dashes;
    });
    return [line(cells[0]), line(rule), ...cells.slice(1).map(line)];
}
/** Bars inside a cell would end it. */
const barred = (cell) => String(cell).replace(/\|/g, '\\|');
function cut(line) {
    if (line.length <= longest)
        return line;
    const at = line.charCodeAt(longest - 2) >= 0xd800 && line.charCodeAt(longest - 2) <= 0xdbff ? longest - 2 : longest - 1;
    return `${line.slice(0, at)}…`;
}
