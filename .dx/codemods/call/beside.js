/** Statements before and behind an expression, inside a call's executor. */
import { indentAt } from '../../src/migrate/text-style.js';
import { nodeOf } from '../tree.js';
import { insert } from './insert.js';
/** The edits, or nothing where no statement has a place. */
export function besideOf(path, { before, behind }, { tree, style }) {
    const end = style.semicolons ? ';' : '';
    for (let p = path; p.parent; p = p.parent) {
        const node = nodeOf(p);
        const holder = nodeOf(p.parent);
        if (holder.type === 'ArrowFunctionExpression' && holder.body === node) {
            if (node.extra?.parenthesized)
                return undefined;
            const first = before === undefined ? '' : `${before}; `;
            return [insert(node.start, `{ ${first}`), insert(node.end, `; ${behind}${end} }`)];
        }
        if (/Function|Method|Class/.test(node.type))
            return undefined;
        if (!/^(ExpressionStatement|VariableDeclaration)$/.test(node.type))
            continue;
        if (!/^(BlockStatement|SwitchCase|StaticBlock)$/.test(holder.type))
            return undefined;
        if (!tree.text.slice(holder.start, node.start).includes('\n'))
            return onOneLine(node, before, behind, tree.text);
        const indent = indentAt(tree.text, node.start);
        const line = (text) => `${text}${end}`;
        const edits = [insert(behindComment(node, tree.text, tree.comments), `${style.eol}${indent}${line(behind)}`)];
        if (before !== undefined)
            edits.unshift(insert(node.start, `${line(before)}${style.eol}${indent}`));
        return edits;
    }
    return undefined;
}
/** In a block on one line. */
function onOneLine({ start, end }, before, behind, text) {
    const own = insert(end, `${text[end - 1] === ';' ? '' : ';'} ${behind};`);
    return before === undefined ? [own] : [insert(start, `${before}; `), own];
}
/** A comment at the end of the statement's line stays there. */
function behindComment({ end }, text, comments) {
    const next = comments.find(c => c.start >= end);
    return next && /^[ \t]*$/.test(text.slice(end, next.start)) && !text.slice(next.start, next.end).includes('\n')
        ? next.end
        : end;
}
