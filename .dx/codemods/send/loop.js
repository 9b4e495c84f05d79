/** The loop around a send that is all it does. */
import { nodeOf, unwrapped } from '../tree.js';
/** The loop, or the call of `forEach`, whose only statement a send is; or why there is none. */
export function loopAround(path) {
    for (let p = path.parent; p; p = p.parent) {
        const node = nodeOf(p);
        if (node.type === 'ForOfStatement' || node.type === 'ForInStatement')
            return statement(p, node);
        if (node.type === 'ForStatement')
            return counting(p, node);
        if (/^(While|DoWhile)/.test(node.type))
            return 'the loop is not one over a list of recipients';
        if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression')
            return forEachOf(p);
        if (!/^(ExpressionStatement|BlockStatement|UnaryExpression|TSNonNull|Parenthesized)/.test(node.type))
            return 'the loop does more than send';
    }
    return 'there is no loop around it';
}
function statement(path, node) {
    const left = node.left;
    const element = left.type === 'VariableDeclaration' ? left.declarations[0].id : undefined;
    if (!element || node.await === true)
        return 'the loop declares no element';
    const kind = node.type === 'ForInStatement' ? 'in' : 'of';
    return { path, range: range(node), over: node.right, element: element, kind };
}
/** `for (let i = 0; i < list.length; i++)`. */
function counting(path, node) {
    const no = 'the loop is not one over a list of recipients';
    const declared = node.init?.declarations;
    const { id, init } = (declared?.[0] ?? {});
    const test = node.test;
    const update = node.update;
    if (!id || init?.value !== 0 || test?.type !== 'BinaryExpression' || test.operator !== '<')
        return no;
    const isIndex = (n) => n.type === 'Identifier' && n.name === id.name;
    const length = unwrapped(test.right);
    if (!isIndex(test.left) || length.property?.name !== 'length')
        return no;
    if (update?.type !== 'UpdateExpression' || update.operator !== '++' || !isIndex(update.argument))
        return no;
    return { path, range: range(node), over: length.object, element: id, kind: 'count' };
}
function forEachOf(fn) {
    const call = fn.parent && nodeOf(fn.parent).type === 'CallExpression' ? fn.parent : undefined;
    const holder = call?.parent;
    if (!call || !holder)
        return 'the loop is made by another function';
    const callee = nodeOf(call).callee;
    const name = callee.property?.name;
    const params = nodeOf(fn).params;
    const [element] = params;
    if (name !== 'forEach' || nodeOf(call).arguments.length !== 1 || params.length !== 1 || !element)
        return 'it is not a plain `forEach`';
    if (nodeOf(holder).type !== 'ExpressionStatement')
        return 'its value is used';
    if (nodeOf(fn).async === true || nodeOf(fn).generator === true)
        return 'it is not a plain `forEach`';
    return { path: holder, range: range(nodeOf(call)), over: callee.object, element, kind: 'forEach' };
}
const range = ({ start, end }) => ({ start, end });
