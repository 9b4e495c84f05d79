/** An expression as a text that no formatter changes: read from the tree, so that quotes, brackets and breaks are gone. */
import { visitorKeys } from 'oxc-parser';
import { firstFrom, isFunction, walk } from '../sites/ast.js';
import { isTransparent } from '../sites/flow.js';
/** Of nodes, what says nothing of what is written, or is written in several ways. */
const silent = new Set(['type', 'start', 'end', 'range', 'loc', 'parent', 'raw', 'value', 'directive']);
/** The whole expression. */
export const callText = (node) => written(node, false);
/** Without what stands in the blocks of listeners: one that is edited is still the same listener. */
export const callShape = (node) => written(node, true);
/** For people: as it is written, without comments and what stands in the blocks of listeners. */
export function callLabel(file, node) {
    const cuts = [];
    walk(node, inner => {
        if (!isListenerBody(inner))
            return true;
        cuts.push({ start: inner.start, end: inner.end, by: '{…}' });
        return false;
    });
    for (let i = firstFrom(file.comments, node.start); i < file.comments.length; i++) {
        const { start, end } = file.comments[i];
        if (end > node.end)
            break;
        if (!cuts.some(cut => cut.start < start && end < cut.end))
            cuts.push({ start, end, by: '' });
    }
    let text = '';
    let at = node.start;
    for (const { start, end, by } of cuts.sort((a, b) => a.start - b.start)) {
        text += file.text.slice(at, start) + by;
        at = end;
        if (text.length > longest)
            break;
    }
    return text + file.text.slice(at, Math.min(node.end, at + longest));
}
/** What is cut off anyway may be megabytes long. */
const longest = 4000;
/** Without recursion: code nests deeper than the stack is. */
function written(root, leavesBodies) {
    const out = [];
    const left = [root];
    while (left.length > 0) {
        const item = left.pop();
        if (typeof item === 'string') {
            out.push(item);
            continue;
        }
        if (item.type === 'EmptyStatement')
            continue;
        if (leavesBodies && isListenerBody(item)) {
            out.push('{}');
            continue;
        }
        const key = keyText(item);
        if (key !== undefined) {
            out.push(key);
            continue;
        }
        out.push('(', own(item));
        left.push(')');
        const keys = visitorKeys[item.type] ?? [];
        for (let i = keys.length - 1; i >= 0; i--) {
            const child = item[keys[i]];
            if (Array.isArray(child)) {
                // a hole in a list has its place
                for (let j = child.length - 1; j >= 0; j--)
                    left.push(child[j] ?? '-');
                left.push(`${keys[i]}:`);
            }
            else if (child)
                left.push(child, `${keys[i]}:`);
        }
    }
    return out.join('');
}
/** The block of a function that somebody else calls; that of a Promise's executor is what is done here. */
function isListenerBody(node) {
    const fn = node.parent;
    return node.type === 'BlockStatement' && isFunction(fn) && !isTransparent(fn);
}
/** `{ 'a': 1 }` is `{ a: 1 }`. */
function keyText(node) {
    const parent = node.parent;
    if (parent?.key !== node || parent.computed)
        return undefined;
    if (node.type === 'Identifier')
        return JSON.stringify(node.name);
    return node.type === 'Literal' && typeof node.value === 'string' ? JSON.stringify(node.value) : undefined;
}
function own(node) {
    if (node.type === 'Literal')
        return `${node.type} ${literal(node)}`;
    if (node.type === 'TemplateElement')
        return JSON.stringify(node.value.cooked ?? node.value.raw);
    if (node.type === 'JSXText')
        return JSON.stringify(node.value.replace(/\s+/g, ' ').trim());
    const said = Object.entries(node).flatMap(([key, value]) => silent.has(key) || !value || typeof value === 'object' ? [] : [`${key}=${JSON.stringify(value)}`]);
    return [node.type, ...said].join(' ');
}
function literal(node) {
    if ('regex' in node && node.regex)
        return `/${node.regex.pattern}/${node.regex.flags}`;
    if ('bigint' in node && node.bigint)
        return `${node.bigint}n`;
    return JSON.stringify(node.value);
}
