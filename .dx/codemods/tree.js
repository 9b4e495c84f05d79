/** A file as jscodeshift sees it. Nodes are read and built here; the file itself is never printed. */
import jscodeshift from 'jscodeshift';
// @ts-expect-error the types of jscodeshift leave this module out
import getParser from 'jscodeshift/src/getParser.js';
export const j = jscodeshift;
/** Those of Babel, which call the nodes alike: jscodeshift's `babel` would call them as ESTree does. */
export const parserOf = (path) => /\.[mc]?ts$/.test(path) ? 'ts' : path.endsWith('.tsx') ? 'tsx' : 'babylon';
/**
 * Parsed by the parser itself and not by recast, which would count offsets in a text without tabs and carriage returns.
 * @throws SyntaxError
 */
export function treeOf(path, text) {
    const ast = getParser(parserOf(path)).parse(text);
    const lineStarts = [0];
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1))
        lineStarts.push(i + 1);
    const comments = ast.comments ?? [];
    return { text, root: remembering(j(ast)), comments, lineStarts };
}
/** No tree is ever changed, so what was looked for once need not be looked for again: each time is a walk of all nodes. */
function remembering(root) {
    const look = root.find.bind(root);
    const known = new Map();
    const find = (type, filter) => {
        const all = known.get(type) ?? look(type);
        known.set(type, all);
        return filter === undefined ? all : all.filter(({ node }) => j.match(node, filter));
    };
    return Object.assign(root, { find });
}
export const offsetOf = (tree, line, column) => tree.lineStarts[line - 1] + column - 1;
/** The call of a site: found by where its callee's name begins and where it ends. */
export function callAt(tree, site) {
    const name = offsetOf(tree, site.line, site.column);
    const end = offsetOf(tree, site.endLine, site.endColumn);
    let found;
    // an optional call is a kind of call
    tree.root.find(j.CallExpression).forEach(path => {
        const call = nodeOf(path);
        const callee = unwrapped(call.callee);
        const named = callee.property ?? callee;
        if (call.end === end && named.start === name)
            found = path;
    });
    return found;
}
export const nodeOf = (path) => path.node;
/** Without `!`, casts and parentheses. */
export function unwrapped(node) {
    const inner = /^(TSNonNull|TSAs|TSSatisfies|TSTypeAssertion|Parenthesized)/.test(node.type) && node.expression;
    return inner ? unwrapped(inner) : node;
}
export const sourceOf = (tree, { start, end }) => tree.text.slice(start, end);
/** Comments inside a range and outside all of the parts that are kept. */
export function commentsBeside(tree, range, kept) {
    return tree.comments.filter(c => c.start >= range.start && c.end <= range.end && !kept.some(k => c.start >= k.start && c.end <= k.end));
}
/**
 * Prints a new node on one line. Parts of the old text stand in it as holes, identifiers that are replaced with that
 * text as it was written: printed anew it would be in another style.
 */
export function printed(node, holes, quote) {
    const text = j(node).toSource({ quote: quote === "'" ? 'single' : 'double' });
    return text.replace(/\s*\n\s*/g, ' ').replace(/__hole(\d+)__/g, (_, n) => holes[Number(n)]);
}
export const hole = (n) => j.identifier(`__hole${n}__`);
/** `name`, or `namespace.name`. */
export const nameNode = (local) => {
    const [first, ...rest] = local.split('.');
    return rest.reduce((object, name) => j.memberExpression(object, j.identifier(name)), j.identifier(first));
};
