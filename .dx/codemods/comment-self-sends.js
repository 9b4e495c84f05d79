import { indentAt } from '../src/migrate/text-style.js';
import { alone } from './alone.js';
import { callAt, nodeOf } from './tree.js';
export const commentSelfSends = { name: 'comment-self-sends', rule: 'raw-send', fixes };
const transform = alone(commentSelfSends, { commentSelfSends: true });
export default transform;
const words = 'Self-send: it cannot be lost and needs no supervision';
const saysSo = /\bself[- ]?sends?\b/i;
/** Speaks to a tool about the line below it. */
const pragma = /@ts-|eslint-|biome-|prettier-|oxlint-|istanbul|c8 |v8 |otp-audit-/;
function* fixes({ settings, sites, open }) {
    if (settings.commentSelfSends !== true)
        return;
    const byFile = new Map();
    for (const s of sites)
        if (s.kind === 'self-send' && !s.inTest)
            byFile.set(s.file, [...(byFile.get(s.file) ?? []), s]);
    for (const [file, own] of byFile) {
        const input = open(file);
        if (input)
            yield* inFile(input, own);
    }
}
function* inFile(input, own) {
    const { tree, file } = input;
    const paths = own.map(site => callAt(tree, site));
    const holders = paths.map(path => path && holderOf(path, tree));
    const taken = new Set();
    for (const [i, site] of own.entries()) {
        const holder = holders[i];
        if (!holder || taken.has(holder.node) || isCommented(holder.node, tree))
            continue;
        taken.add(holder.node);
        // the send before it has the comment
        if (holder.before && holders.some(h => h?.node === holder.before))
            continue;
        const at = lineStart(tree.text, overPragmas(holder.node.start, tree));
        const text = indentAt(tree.text, holder.node.start) + comment(tree) + input.style.eol;
        yield {
            id: `comment-self-sends ${site.id}`,
            findings: [],
            rule: 'raw-send',
            codemod: 'comment-self-sends',
            dialect: site.dialect,
            file,
            line: site.line,
            column: site.column,
            safety: 'safe',
            difference: 'none: it is a comment',
            edits: [{ file, start: at, end: at, text }],
            imports: [],
        };
    }
}
const lists = ['body', 'consequent', 'properties', 'elements', 'arguments', 'params'];
/** The innermost statement, property, element or argument around a node that begins a line. */
function holderOf(path, tree) {
    for (let p = path; p; p = p.parent) {
        const node = nodeOf(p);
        const parent = p.parent && nodeOf(p.parent);
        if (!parent || /^(JSX|TemplateLiteral)/.test(parent.type))
            return undefined;
        const list = lists.map(key => parent[key]).find(l => Array.isArray(l) && l.includes(node));
        if (list && /^[ \t]*$/.test(tree.text.slice(lineStart(tree.text, node.start), node.start)))
            return { node, before: list[list.indexOf(node) - 1] };
    }
    return undefined;
}
/** A comment above it, without an empty line between, or behind it on its line. */
function isCommented(node, tree) {
    const lineEnd = tree.text.indexOf('\n', node.end);
    if (tree.comments.some(c => c.start >= node.start && (lineEnd < 0 || c.start < lineEnd) && saysSo.test(c.value)))
        return true;
    return commentsAbove(node.start, tree).some(c => saysSo.test(c.value));
}
function overPragmas(start, tree) {
    let at = start;
    for (const c of commentsAbove(start, tree)) {
        if (!pragma.test(c.value))
            break;
        at = c.start;
    }
    return at;
}
/** Whole lines of comments right above an offset, the nearest first. */
function commentsAbove(start, tree) {
    const out = [];
    for (let at = start;; at = out.at(-1).start) {
        const above = tree.comments.find(c => c.end <= at && /^[ \t]*\r?\n[ \t]*$/.test(tree.text.slice(c.end, at)));
        if (!above || !/^[ \t]*$/.test(tree.text.slice(lineStart(tree.text, above.start), above.start)))
            return out;
        out.push(above);
    }
}
const lineStart = (text, offset) => text.lastIndexOf('\n', offset - 1) + 1;
/** As most comments of the file are written; JSDoc is not counted. */
function comment({ comments }) {
    const blocks = comments.filter(c => c.type === 'CommentBlock' && !c.value.startsWith('*')).length;
    const lines = comments.filter(c => c.type === 'CommentLine').length;
    return blocks > lines ? `/* ${words} */` : `// ${words}`;
}
