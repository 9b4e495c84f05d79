/** Takes of a formatter's work what a migration has caused, and leaves the rest of the file as it is. */
import { parseSync } from 'oxc-parser';
import { langOf } from '../../sites/ast.js';
import { changesBetween } from '../diff.js';
import { linesOf } from '../unified-diff.js';
/** All that differs, by whole lines: right where the file was in format before, so that its edits have caused it all. */
export function allEdits({ path, text }, formatted) {
    const [old, now] = [linesOf(text), linesOf(formatted)];
    const starts = startsOf(old);
    return changesBetween(old, now).map(c => ({
        file: path,
        start: starts[c.from],
        end: starts[c.to],
        text: now.slice(c.start, c.end).join(''),
    }));
}
/** Whether all that differs is on the lines of the edits. */
export const isWithin = (touched, edits) => {
    const lines = linesTouched(touched);
    return edits.every(e => lines.some(l => l.start <= e.start && e.end <= l.end));
};
/**
 * Only what differs on the lines of the edits. Where formatting goes on beyond them, it is followed token by token.
 * @returns None where that would say something else than the text did.
 */
export function ownEdits(touched, all) {
    const lines = linesTouched(touched);
    const own = all.flatMap(e => {
        const near = lines.filter(l => e.start <= l.end && l.start <= e.end);
        if (near.length === 0)
            return [];
        return near.some(l => l.start <= e.start && e.end <= l.end) ? [e] : tokenEdits(touched, e, near);
    });
    return isSameProgram(touched.path, touched.text, applyTo(touched.text, own)) ? own : undefined;
}
function linesTouched({ text, spans }) {
    return spans.map(s => {
        // an import is written behind the line end of another
        let start = s.start;
        while (start < s.end && /[\r\n]/.test(text[start]))
            start++;
        const end = text.indexOf('\n', Math.max(s.start, s.end - 1));
        return { start: text.lastIndexOf('\n', start - 1) + 1, end: end < 0 ? text.length : end + 1 };
    });
}
function tokenEdits({ text }, whole, lines) {
    const old = tokensOf(text.slice(whole.start, whole.end));
    const now = tokensOf(whole.text);
    const starts = startsOf(old).map(s => s + whole.start);
    return changesBetween(old, now)
        .map(c => ({
        file: whole.file,
        start: starts[c.from],
        end: starts[c.to],
        text: now.slice(c.start, c.end).join(''),
    }))
        .filter(e => lines.some(l => l.start <= e.start && e.end <= l.end));
}
/** Strings, words, line ends, white space within a line, and single marks. */
const tokensOf = (text) => text.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[\w$]+|\r?\n|[^\S\n]+|./g) ?? [];
function startsOf(parts) {
    const out = [0];
    for (const p of parts)
        out.push(out.at(-1) + p.length);
    return out;
}
function applyTo(text, edits) {
    let out = '';
    let at = 0;
    for (const e of edits) {
        out += text.slice(at, e.start) + e.text;
        at = e.end;
    }
    return out + text.slice(at);
}
function isSameProgram(path, a, b) {
    const [left, right] = [shapeOf(path, a), shapeOf(path, b)];
    return left !== undefined && left === right;
}
/** The tree without places and spellings. */
function shapeOf(path, text) {
    const { program, errors, comments } = parseSync(path, text, { lang: langOf(path), preserveParens: false });
    if (errors.some(e => String(e.severity) === 'Error'))
        return undefined;
    const skip = new Set(['start', 'end', 'range', 'loc', 'raw', 'parent']);
    const tree = JSON.stringify(program, (key, value) => skip.has(key) ? undefined : typeof value === 'bigint' ? `${value}n` : value);
    return `${tree}\n${comments.map(c => c.value.replace(/\s+/g, ' ')).join('\n')}`;
}
