/** A unified diff that `git apply` accepts, made from the edits themselves: what they don't touch is context. */
import { changesBetween } from './diff.js';
const context = 3;
const noNewline = '\\ No newline at end of file';
/** The whole patch of one file; empty if nothing changed. `file` has `/`. */
export function unifiedDiff(file, before, after) {
    if (before === after)
        return '';
    const old = linesOf(before);
    const now = linesOf(after);
    const head = `diff --git ${quoted(`a/${file}`)} ${quoted(`b/${file}`)}\n--- ${quoted(`a/${file}`)}\n+++ ${quoted(`b/${file}`)}\n`;
    return head + hunks(old, now).join('');
}
/** The patch that makes a file. */
export function newFileDiff(file, text, isExecutable = false) {
    const head = `diff --git ${quoted(`a/${file}`)} ${quoted(`b/${file}`)}\nnew file mode ${isExecutable ? '100755' : '100644'}\n`;
    const body = hunks([], linesOf(text)).join('');
    return head + (body === '' ? '' : `--- /dev/null\n+++ ${quoted(`b/${file}`)}\n${body}`);
}
/** Each with its line end; only the last may lack one. */
export const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
function hunks(old, now) {
    const groups = [];
    for (const change of changesBetween(old, now)) {
        const last = groups.at(-1);
        if (last && change.from - last.at(-1).to <= 2 * context)
            last.push(change);
        else
            groups.push([change]);
    }
    let shift = 0;
    return groups.map(group => {
        const from = Math.max(0, group[0].from - context);
        const to = Math.min(old.length, group.at(-1).to + context);
        const body = [];
        let at = from;
        let added = 0;
        for (const change of group) {
            body.push(...old.slice(at, change.from).map(l => mark(' ', l)));
            body.push(...old.slice(change.from, change.to).map(l => mark('-', l)));
            body.push(...now.slice(change.start, change.end).map(l => mark('+', l)));
            added += change.end - change.start - (change.to - change.from);
            at = change.to;
        }
        body.push(...old.slice(at, to).map(l => mark(' ', l)));
        const head = `@@ -${range(from, to - from)} +${range(from + shift, to - from + added)} @@\n`;
        shift += added;
        return head + body.join('');
    });
}
const mark = (sign, line) => line.endsWith('\n') ? sign + line : `${sign}${line}\n${noNewline}\n`;
const range = (from, length) => {
    const first = length === 0 ? from : from + 1;
    return length === 1 ? `${first}` : `${first},${length}`;
};
/** As git quotes names with unusual characters; bytes beyond ASCII in octal. */
function quoted(name) {
    if (!/["\\\p{Cc}]|[^ -~]/u.test(name))
        return name;
    const bytes = [...Buffer.from(name)].map(b => {
        if (b === 0x22 || b === 0x5c)
            return `\\${String.fromCharCode(b)}`;
        return b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : `\\${b.toString(8).padStart(3, '0')}`;
    });
    return `"${bytes.join('')}"`;
}
