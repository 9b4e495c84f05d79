/** Where a call stands: what may be written in its place. */
import { nodeOf } from '../tree.js';
const wrappers = /^(TSNonNull|TSAs|TSSatisfies|TSTypeAssertion|Parenthesized)/;
const functions = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/;
export function placeOf(path) {
    let at = path;
    let isOperand = false;
    for (let p = at.parent; p; p = at.parent) {
        const node = nodeOf(p);
        const child = nodeOf(at);
        if (wrappers.test(node.type))
            at = p;
        else if (node.type === 'UnaryExpression' && node.operator === 'void')
            at = p;
        else if (node.type === 'LogicalExpression' && node.right === child)
            [at, isOperand] = [p, true];
        else if (node.type === 'ConditionalExpression' && node.test !== child)
            [at, isOperand] = [p, true];
        else {
            if (node.type === 'ExpressionStatement') {
                if (isOperand)
                    return { kind: 'operand', range: nodeOf(path) };
                const holder = nodeOf(p.parent);
                const listed = /^(Program|BlockStatement|SwitchCase|StaticBlock|TSModuleBlock)$/.test(holder.type);
                return { kind: 'statement', range: child, statement: node, listed };
            }
            if (node.type !== 'ArrowFunctionExpression' || node.body !== child)
                return undefined;
            return isOperand ? { kind: 'operand', range: nodeOf(path) } : { kind: 'arrow', range: child };
        }
    }
    return undefined;
}
/** The innermost function around a node. */
export function functionAround(path) {
    for (let p = path.parent; p; p = p.parent)
        if (functions.test(nodeOf(p).type))
            return p;
    return undefined;
}
/**
 * The statement is the last thing that an async function does: nothing in it comes after, so that waiting there changes
 * the order of nothing. Not in a loop, and not before a `finally`.
 */
export function isAsyncTail(path) {
    let at = path;
    for (let p = at.parent; p; p = p.parent) {
        const node = nodeOf(p);
        const child = nodeOf(at);
        if (functions.test(node.type))
            return node.async === true && node.generator !== true && node.body === child;
        switch (node.type) {
            case 'ExpressionStatement':
                break;
            case 'BlockStatement':
                if (node.body.at(-1) !== child)
                    return false;
                break;
            case 'IfStatement':
                if (node.test === child)
                    return false;
                break;
            case 'CatchClause':
                break;
            case 'TryStatement':
                if (node.finalizer)
                    return false;
                break;
            case 'UnaryExpression':
                if (node.operator !== 'void')
                    return false;
                break;
            default:
                return false;
        }
        at = p;
    }
    return false;
}
