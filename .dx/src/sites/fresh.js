/** Whether an expression makes a new object each time it is evaluated. */
import { isFunction, memberName, strip, walk } from './ast.js';
import { makesPromise } from './flow.js';
import { scopeAround } from './scope.js';
const chaining = new Set([
    'on',
    'once',
    'addListener',
    'prependListener',
    'off',
    'removeListener',
    'setMaxListeners',
    'ref',
    'unref',
    'then',
    'catch',
    'finally',
    'start',
    'bind',
    'setEncoding',
]);
const makes = /^(_?)(acquireRelease|create|make|spawn|fork|start|open|connect|launch|new|build|init|wrap|exec|run|clone|interpret|io|dial|boot|mount|setup|execa|handleUpgrade|accept)(?![a-z])|^(execa|fork|spawn|interpret|io)$/;
const finds = /^(_?)(get|use|find|lookup|look|fetch|current|ensure|acquire(?!Release|UseRelease)|checkout|borrow|pick|select|peek|at|pop|shift|next|resolve|inject|take|from)(?![a-z])/;
export function freshness(node, file, inf, depth = 0) {
    const n = strip(node);
    if (depth > 6)
        return 'unknown';
    switch (n.type) {
        case 'NewExpression':
            return 'fresh';
        case 'AwaitExpression':
            return freshness(n.argument, file, inf, depth + 1);
        case 'YieldExpression':
            return n.argument ? freshness(n.argument, file, inf, depth + 1) : 'unknown';
        case 'AssignmentExpression':
            return n.operator === '=' ? freshness(n.right, file, inf, depth + 1) : 'old';
        case 'ConditionalExpression':
            return all([n.consequent, n.alternate], file, inf, depth);
        case 'LogicalExpression':
            return n.operator === '&&' ? freshness(n.right, file, inf, depth + 1) : all([n.left, n.right], file, inf, depth);
        case 'Identifier': {
            const b = scopeAround(file.scopeOf, n)?.value(n.name);
            if (b?.kind !== 'variable' || b.node.type !== 'VariableDeclarator' || b.scope === file.scope)
                return 'old';
            return b.node.init
                ? freshness(b.node.init, file, inf, depth + 1)
                : assigned(n.name, b.scope.node, file, inf, depth);
        }
        case 'MemberExpression': {
            // a part of something new: `new MessageChannel().port1`
            const object = strip(n.object);
            return object.type === 'ThisExpression' ? 'old' : freshness(object, file, inf, depth + 1);
        }
        case 'CallExpression':
            return call(n, file, inf, depth);
        default:
            return 'old';
    }
}
function all(nodes, file, inf, depth) {
    const each = nodes
        .map(x => strip(x))
        .filter(x => !isNothing(x))
        .map(x => freshness(x, file, inf, depth + 1));
    return each.includes('old') ? 'old' : each.includes('unknown') ? 'unknown' : each.length > 0 ? 'fresh' : 'old';
}
const isNothing = (n) => (n.type === 'Literal' && n.value === null) || (n.type === 'Identifier' && n.name === 'undefined');
function assigned(name, scope, file, inf, depth) {
    const values = (file.assigned.get(name) ?? [])
        .filter(a => a.left.type === 'Identifier' && scope.start <= a.start && a.end <= scope.end)
        .map(a => a.right);
    return values.length > 0 ? all(values, file, inf, depth) : 'unknown';
}
function call(n, file, inf, depth) {
    const callee = strip(n.callee);
    const name = callee.type === 'Identifier' ? callee.name : memberName(callee);
    if (callee.type === 'MemberExpression' && name !== undefined && chaining.has(name))
        return freshness(callee.object, file, inf, depth + 1);
    const ty = inf.typeOf(callee, file);
    if (ty.k === 'function' && isFunction(ty.node)) {
        const at = returnedParameter(ty.node);
        const given = at === undefined ? undefined : n.arguments[at];
        const known = given ? freshness(given, file, inf, depth + 1) : returned(ty.node, ty.file, inf, depth);
        return known === 'unknown' && name !== undefined && makes.test(name) ? 'fresh' : known;
    }
    if (name === undefined)
        return 'unknown';
    if (finds.test(name))
        return 'old';
    if (ty.k === 'member' && (ty.member.returns !== undefined || ty.member.passes !== undefined)) {
        const passed = ty.member.passes === undefined ? undefined : n.arguments[ty.member.passes];
        return passed ? freshness(passed, file, inf, depth + 1) : 'fresh';
    }
    if (makes.test(name))
        return 'fresh';
    return 'unknown';
}
/** What a function gives back; one that keeps what it made gives the same again. */
function returned(fn, file, inf, depth) {
    if (!isFunction(fn) || !fn.body)
        return 'unknown';
    if (fn.body.type !== 'BlockStatement')
        return freshness(fn.body, file, inf, depth + 1);
    const found = [];
    const promises = [];
    walk(fn.body, x => {
        if (x.type === 'ReturnStatement' && x.argument) {
            const value = strip(x.argument);
            if (makesPromise(value))
                promises.push(value);
            else
                found.push(value);
            return false;
        }
        return !isFunction(x) && x.type !== 'ClassDeclaration';
    });
    for (const p of promises)
        found.push(...resolved(p));
    return found.length > 0 ? all(found, file, inf, depth + 1) : 'unknown';
}
/** Position of the parameter that a function hands back: `open(socket) { …; return socket }`. */
function returnedParameter(fn) {
    const last = fn.body?.type === 'BlockStatement' ? fn.body.body.at(-1) : undefined;
    const value = last?.type === 'ReturnStatement' && last.argument ? strip(last.argument) : undefined;
    if (value?.type !== 'Identifier')
        return undefined;
    const at = fn.params.findIndex(p => p.type === 'Identifier' && p.name === value.name);
    return at < 0 ? undefined : at;
}
/** `resolve(x)` inside `new Promise(…)`. */
function resolved(promise) {
    const executor = promise.type === 'NewExpression' ? promise.arguments[0] : undefined;
    if (!executor || !isFunction(executor) || !executor.body)
        return [];
    const first = executor.params[0];
    const out = [];
    if (first?.type !== 'Identifier')
        return out;
    walk(executor.body, x => {
        if (x.type === 'CallExpression' && x.callee.type === 'Identifier' && x.callee.name === first.name && x.arguments[0])
            out.push(x.arguments[0]);
        return true;
    });
    return out;
}
