/**
 * Adds to a YAML file without reading YAML. It takes only what lines alone tell apart, a block mapping whose keys begin
 * their lines: there, a line that is indented less ends whatever stands above it, so that nothing of it can change.
 */
/** Top-level keys in order; none: it is not for us. */
export function topLevelKeys(text) {
    if (/^\t|^ +\t|[|>]\d?\+[ \t]*(?:#.*)?\r?$|^%/m.test(text))
        return undefined;
    const keys = [];
    for (const line of linesOf(text)) {
        if (/^\s|^#|^$/.test(line))
            continue;
        if (line === '---' && keys.length === 0)
            continue;
        const [, key] = /^([\w.-]+|"[\w. -]+"|'[\w. -]+'):(?:\s|$)/.exec(line) ?? [];
        if (key !== undefined)
            keys.push(key.replace(/^["']|["']$/g, ''));
        else if (!(keys.length > 0 && /^-(?:\s|$)/.test(line)))
            return undefined;
    }
    return keys;
}
/** Text behind everything that is there. */
export function appended(text, lines) {
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
    return text + gap + lines.map(line => line + eol).join('');
}
/**
 * Behind the last child of a key.
 * @param path Keys from the top.
 * @param item Lines of the new child, not indented; where it is one of a list, without its dash.
 * @returns None where there is no such key, or it is written in another way.
 */
export function addedBelow(text, path, kind, item) {
    if (!topLevelKeys(text))
        return undefined;
    const lines = linesOf(text);
    let section = { start: -1, end: lines.length, indent: 0, isList: false };
    for (const key of path) {
        if (section.isList)
            return undefined;
        section = below(lines, key, section);
        if (!section)
            return undefined;
    }
    if (section.isList !== (kind === 'list'))
        return undefined;
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const indent = ' '.repeat(section.indent);
    const dash = (at) => (kind === 'map' ? '' : at === 0 ? '- ' : '  ');
    const added = item.map((line, at) => indent + dash(at) + line + eol);
    const whole = text.split(/(?<=\n)/);
    const before = whole.slice(0, section.end).join('');
    return [before, before.endsWith('\n') ? '' : eol, ...added, ...whole.slice(section.end)].join('');
}
function below(lines, key, parent) {
    const at = lines.findIndex((line, i) => i > parent.start && i < parent.end && new RegExp(`^ {${parent.indent}}${key}:[ \\t]*(?:#.*)?$`).test(line));
    if (at < 0)
        return undefined;
    const first = lines.findIndex((line, i) => i > at && i < parent.end && isContent(line));
    const indent = first < 0 ? 0 : indentOf(lines[first]);
    const isList = first >= 0 && /^ *-(?:\s|$)/.test(lines[first]);
    if (first < 0 || indent < parent.indent || (indent === parent.indent && !isList))
        return undefined;
    const isInside = (line) => !isContent(line) ||
        indentOf(line) > parent.indent ||
        (isList && indent === parent.indent && /^ *-(?:\s|$)/.test(line));
    let end = lines.findIndex((line, i) => i > at && !(i < parent.end && isInside(line)));
    if (end < 0)
        end = lines.length;
    // a comment that is indented further may be a line of a text
    while (lines[end - 1].trim() === '' || (!isContent(lines[end - 1]) && indentOf(lines[end - 1]) <= parent.indent))
        end--;
    return { start: at, end, indent, isList };
}
const isContent = (line) => !/^\s*(?:#|$)/.test(line);
const indentOf = (line) => /^ */.exec(line)[0].length;
const linesOf = (text) => text.split(/\r?\n/);
/** A string on one line, quoted where it could be read as something else. */
export const scalar = (text) => /^[a-z/](?:[\w@./ =-]*[\w@./=-])?$/i.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
