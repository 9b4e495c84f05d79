/** Everything in a file that could be asked about: calls, constructions, slots, and what the scan reports besides. */
import { strip } from '../sites/ast.js';
export const calleeOf = (node) => node.type === 'AssignmentExpression'
    ? node.left
    : node.type === 'CallExpression' || node.type === 'NewExpression'
        ? node.callee
        : node;
/** The name of a class or function, for what is no call. */
export const startOf = (node) => ('id' in node && node.id ? node.id : node);
function nameOf(node) {
    const callee = strip(calleeOf(node));
    return callee.type === 'MemberExpression' ? callee.property : callee;
}
/** Everything in the file that could be asked about. Of assignments only those to a member that begins like a slot. */
export function candidatesOf(source, found) {
    const nodes = [
        ...source.calls,
        ...source.assignments.filter(a => {
            const left = strip(a.left);
            return left.type === 'MemberExpression' && /^on[a-z]+$/.test(nameText(left.property));
        }),
    ];
    const left = new Set(found);
    const out = nodes.flatMap((node) => {
        const own = found.filter(f => f.node === node);
        for (const f of own)
            left.delete(f);
        return own.length > 0 ? own.map(f => ({ node, name: nameOf(node), found: f })) : [{ node, name: nameOf(node) }];
    });
    for (const f of left) {
        const start = source.lineStarts[f.report.line - 1] + f.report.column - 1;
        const node = f.node ?? { type: 'Comment', start, end: start + 1 };
        const name = f.node ? startOf(f.node) : node;
        out.push({
            node,
            name: f.node && f.node.type !== 'ClassDeclaration' ? name : { ...name, start },
            found: f,
        });
    }
    return out.sort((a, b) => a.name.start - b.name.start || a.node.end - b.node.end);
}
const nameText = (n) => (n.type === 'Identifier' ? n.name : '');
