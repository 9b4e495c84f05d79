/** The baseline on the disk: laid out so that git merges what two branches add to it. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { UsageError } from '../../errors.js';
import { relativePath } from '../../files/paths.js';
import { isMissing, unreadable } from '../../files/skipped.js';
import { lineOf, nameOf, parseLine } from './entry.js';
const title = 'otp-audit-baseline';
const version = 1;
const head = [
    `${title} ${version}`,
    '# Findings that are known: a scan fails only on others. One a line, written by `otp-audit baseline`.',
    '# identity, rule, file, classes and functions around, call',
    '# The numbers keep entries apart, so that git merges what two branches add.',
];
/** As many as the first two digits of a key. */
const places = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));
/**
 * @param content What stands in for the file.
 * @throws UsageError, with the line, for what is no baseline.
 */
export function readBaseline(root, path, content) {
    const shown = relativePath(root, path);
    const bytes = content ?? bytesOf(path, shown);
    if (bytes.length === 0)
        throw new UsageError(`${shown}: is empty; delete it, and write it with otp-audit baseline`);
    if (!isUtf8(bytes) || bytes.includes(0))
        throw new UsageError(`${shown}: is no baseline but other data; ${mend}`);
    const lines = bytes
        .toString()
        .replace(/^\uFEFF/, '')
        .split(/(?<=\n)/)
        .map((text, at) => ({ text, entry: lineIn(text.replace(/\r?\n$/, ''), at, shown) }));
    const entries = new Map(lines.flatMap(({ entry }) => (entry ? [[nameOf(entry), entry]] : [])));
    return { path, entries: [...entries.values()], lines };
}
const mend = 'put it back from git, or delete it and write it with otp-audit baseline';
function bytesOf(path, shown) {
    try {
        return readFileSync(path);
    }
    catch (error) {
        const { code } = error;
        if (code === 'EISDIR')
            throw new UsageError(`${shown}: is a folder, not a baseline; paths to scan go before --baseline, or it gets =FILE`);
        if (isMissing(error))
            throw new UsageError(`${shown}: there is no such baseline; write it with otp-audit baseline --file ${shown}`);
        throw new UsageError(`${shown}: ${unreadable(error)}`);
    }
}
function lineIn(line, at, shown) {
    const place = `${shown}:${at + 1}`;
    if (/^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)( |$)/.test(line))
        throw new UsageError(`${place}: a merge conflict; keep the entries of both sides, and take its marks away`);
    const [, of] = /^otp-audit-baseline (.*)$/.exec(line) ?? [];
    if (of === String(version))
        return undefined;
    if (of !== undefined)
        throw new UsageError(`${place}: is of version ${of}, and this otp-audit reads version ${version}; update otp-audit`);
    if (at === 0)
        throw new UsageError(`${place}: does not begin with "${title} ${version}": is no baseline; ${mend}`);
    if (line === '' || line.startsWith('#'))
        return undefined;
    const entry = parseLine(line);
    if ('trouble' in entry)
        throw new UsageError(`${place}: ${entry.trouble}; ${mend}`);
    return entry;
}
/** @param like Whose line ends it keeps. */
export function baselineText(entries, like) {
    const lines = [...new Map(entries.map(e => [nameOf(e), lineOf(e)])).values()].sort();
    const out = [...head];
    let next = 0;
    for (const place of places) {
        out.push(`# ${place}`);
        while (next < lines.length && lines[next].startsWith(place))
            out.push(lines[next++]);
    }
    const end = like?.lines[0]?.text.endsWith('\r\n') ? '\r\n' : '\n';
    return out.map(line => line + end).join('');
}
/** The same file, byte for byte, without some entries. */
export function prunedText({ lines }, gone) {
    const names = new Set(gone.map(nameOf));
    return lines
        .filter(({ entry }) => !entry || !names.has(nameOf(entry)))
        .map(({ text }) => text)
        .join('');
}
