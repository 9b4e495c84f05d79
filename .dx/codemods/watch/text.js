/** Where new statements and members go in a text, indented and ended as those around them. */
import { indentAt } from '../../src/migrate/text-style.js';
const end = (style) => (style.semicolons ? ';' : '');
/** Statements on lines of their own before another. */
export function before({ tree, style }, statement, statements) {
    if (statements.length === 0)
        return [];
    const indent = indentAt(tree.text, statement.start);
    const text = statements.map(s => s + end(style) + style.eol + indent).join('');
    return [{ start: statement.start, end: statement.start, text }];
}
/** Statements on lines of their own behind another and its comment. */
export function behind({ tree, style }, statement, statements) {
    if (statements.length === 0)
        return [];
    const at = lineEnd(tree, statement.end);
    const indent = indentAt(tree.text, statement.start);
    return [{ start: at, end: at, text: statements.map(s => style.eol + indent + s + end(style)).join('') }];
}
/** As the first statement of a block. */
export function first({ tree, style }, block, statement) {
    const list = [...(block.directives ?? []), ...block.body];
    const directive = block.directives?.at(-1);
    const next = list.find(s => s !== directive && s.start >= (directive?.end ?? block.start));
    const outer = indentAt(tree.text, block.start);
    const from = directive?.end ?? block.start + 1;
    if (!isOneLine(tree, block)) {
        const indent = next && startsLine(tree, next) ? indentAt(tree.text, next.start) : outer + style.indent;
        const at = lineEnd(tree, from);
        return { start: at, end: at, text: style.eol + indent + statement + end(style) };
    }
    if (!next && !hasText(tree, block))
        return {
            start: block.start,
            end: block.end,
            text: `{${style.eol}${outer}${style.indent}${statement}${end(style)}${style.eol}${outer}}`,
        };
    return { start: from, end: from, text: ` ${statement};` };
}
/** As the last statement of a block, before a `return` that ends it. */
export function last(page, block, statement) {
    const { tree, style } = page;
    const final = block.body.at(-1);
    if (!final)
        return first(page, block, statement);
    if (isOneLine(tree, block))
        return final.type === 'ReturnStatement'
            ? { start: final.start, end: final.start, text: `${statement}; ` }
            : {
                start: final.end,
                end: final.end,
                text: `${tree.text[final.end - 1] === ';' ? '' : ';'} ${statement}${end(style)}`,
            };
    return final.type === 'ReturnStatement' ? before(page, final, [statement])[0] : behind(page, final, [statement])[0];
}
/** A field behind the last one of a class body, else as its first member. */
export function field({ tree, style }, body, text) {
    const members = body.body;
    const after = members.filter(m => /^Class(Private|Accessor)?Property$/.test(m.type)).at(-1);
    const anchor = after ?? members[0];
    const indent = anchor ? indentAt(tree.text, anchor.start) : indentAt(tree.text, body.start) + style.indent;
    const at = lineEnd(tree, after?.end ?? body.start + 1);
    const next = members.find(m => m.start >= at);
    // without a semicolon the next line would go on with the field
    const isRisky = next && /^[[*(]/.test(tree.text.slice(next.start, next.start + 1));
    return { start: at, end: at, text: style.eol + indent + text + (style.semicolons || isRisky ? ';' : '') };
}
/** A method behind the last member of a class body. */
export function method({ tree, style }, body, head, statements) {
    const anchor = body.body.at(-1);
    const indent = anchor ? indentAt(tree.text, anchor.start) : indentAt(tree.text, body.start) + style.indent;
    const { eol } = style;
    const lines = statements.map(s => indent + style.indent + s + end(style) + eol).join('');
    const at = lineEnd(tree, anchor?.end ?? body.start + 1);
    return { start: at, end: at, text: `${eol}${eol}${indent}${head} {${eol}${lines}${indent}}` };
}
/** Behind the node and a comment in the same line; right behind it where code follows there. */
function lineEnd(tree, from) {
    let at = from;
    if (tree.text[at] === ';')
        at++;
    let stop = tree.text.indexOf('\n', at);
    if (stop < 0)
        stop = tree.text.length;
    if (tree.text[stop - 1] === '\r')
        stop--;
    const comment = tree.comments.find(c => c.start >= at && c.start < stop);
    const code = tree.text.slice(at, Math.min(stop, comment?.start ?? stop)).trim();
    if (code !== '')
        return at;
    return comment && comment.end > stop ? at : stop;
}
const isOneLine = (tree, block) => !tree.text.slice(block.start, block.end).includes('\n');
const hasText = (tree, block) => tree.text.slice(block.start + 1, block.end - 1).trim() !== '';
const startsLine = (tree, node) => {
    const line = tree.text.lastIndexOf('\n', node.start - 1) + 1;
    return tree.text.slice(line, node.start).trim() === '';
};
/** One more step of indentation for each line that begins within; not for lines inside of texts in back quotes. */
export function indented({ tree, style }, from, to, templates) {
    const out = [];
    for (let at = tree.text.lastIndexOf('\n', from - 1) + 1; at < to && at >= 0;) {
        const next = tree.text.indexOf('\n', at);
        const line = tree.text.slice(at, next < 0 ? to : next).trim();
        if (line !== '' && !templates.some(t => t.start < at && t.end > at))
            out.push({ start: at, end: at, text: style.indent });
        if (next < 0)
            break;
        at = next + 1;
    }
    return out;
}
