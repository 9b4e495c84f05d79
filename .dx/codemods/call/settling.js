/** What a listener of a call made by hand does: only one that merely settles the promise has nothing to do after it. */
import { j, nodeOf, unwrapped } from '../tree.js';
const releases = /^(off|removeListener|removeAllListeners|removeEventListener|clearTimeout)$/;
/**
 * Nothing is missed if the listener goes with the call: it is `resolve` or `reject` itself, it does nothing but settle,
 * or the executor takes it away by itself. Any other may be meant to hear what comes later.
 */
export function mayGo(listener, promise) {
    const n = unwrapped(listener);
    if (n.type !== 'Identifier')
        return isFunction(n) && merelySettles(n, promise);
    if (isSettler(n, promise) || isTakenAway(n.name, promise))
        return true;
    const declared = functionIn(n.name, promise);
    return declared !== undefined && merelySettles(declared, promise);
}
const isFunction = (n) => /Function(Expression|Declaration)$/.test(n.type);
const isSettler = ({ name }, { resolve, reject }) => name !== undefined && (name === resolve || name === reject);
function isTakenAway(name, { executor }) {
    return (j(executor)
        .find(j.CallExpression)
        .filter(p => {
        const call = nodeOf(p);
        const method = call.callee.property?.name;
        return releases.test(String(method)) && call.arguments.some(a => a.name === name);
    })
        .size() > 0);
}
/** A function that the executor declares under this name. */
function functionIn(name, { executor }) {
    let found;
    const within = j(executor);
    within.find(j.VariableDeclarator).forEach(p => {
        const { id, init } = nodeOf(p);
        if (id.name === name && init && isFunction(init))
            found = init;
    });
    within.find(j.FunctionDeclaration).forEach(p => {
        if (nodeOf(p).id?.name === name)
            found = nodeOf(p);
    });
    return found;
}
function merelySettles(fn, promise) {
    const expression = (e) => {
        const n = unwrapped(e);
        if (n.type === 'ConditionalExpression')
            return expression(n.consequent) && expression(n.alternate);
        if (n.type === 'LogicalExpression')
            return expression(n.right);
        if (n.type === 'UnaryExpression')
            return expression(n.argument);
        if (!/CallExpression$/.test(n.type))
            return false;
        const callee = unwrapped(n.callee);
        return (isSettler(callee, promise) || releases.test(String(callee.property?.name ?? callee.name)));
    };
    const statement = (s) => {
        switch (s.type) {
            case 'BlockStatement':
                return s.body.every(statement);
            case 'ExpressionStatement':
                return expression(s.expression);
            case 'ReturnStatement':
                return !s.argument || expression(s.argument);
            case 'IfStatement':
                return statement(s.consequent) && (!s.alternate || statement(s.alternate));
            default:
                return /^(VariableDeclaration|EmptyStatement|ThrowStatement)$/.test(s.type);
        }
    };
    const body = fn.body;
    return body.type === 'BlockStatement' ? statement(body) : expression(body);
}
