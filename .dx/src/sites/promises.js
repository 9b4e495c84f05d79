/** Promises that a file makes by hand: `new Promise(executor)`, `Promise.withResolvers()`, deferred objects. */
import { isFunction, keyName, memberName, strip, unwrapUp, } from './ast.js';
import { makesPromise, ownerFunction } from './flow.js';
import { bindingOf, mentions } from './mentions.js';
import { Settlers } from './settlers.js';
import { keyOf } from './target.js';
import { calleeName, holdsTimer, isNamed } from './timers.js';
export function promisesOf(file, inf, sends) {
    const out = [];
    for (const node of file.calls) {
        const seeds = isNamed(node.callee, 'Promise') || makesPromise(node) ? ofExecutor(node, file) : ofDeferred(node, file);
        if (!seeds)
            continue;
        const owner = ownerFunction(node);
        const home = { file, inf, area: seeds.executor ?? owner ?? file.program, owner, sends };
        const any = new Settlers(home, seeds.any);
        out.push({
            node,
            executor: seeds.executor,
            owner,
            any,
            answer: new Settlers(home, seeds.answer),
            expiring: !seeds.executor && expiring(node, file, inf),
        });
    }
    // the innermost first
    return out.sort((a, b) => a.node.end - a.node.start - (b.node.end - b.node.start));
}
function ofExecutor(node, file) {
    const first = node.type === 'NewExpression' ? node.arguments[0] : undefined;
    const executor = first && strip(first);
    if (!isFunction(executor))
        return undefined;
    const params = executor.params.map(p => innerBinding(executor, p, file));
    const resolve = params[0] ? [params[0]] : [];
    return { executor, answer: { settlers: resolve }, any: { settlers: params.filter(b => b !== undefined) } };
}
/** The binding of a parameter, which the function's own scope holds. */
function innerBinding(fn, param, file) {
    return param.type === 'Identifier' ? file.scopeOf.get(fn)?.values.get(param.name) : undefined;
}
const makers = /(^|[a-z_])(Deferred|Defer)|^_?(deferred|defer|pDefer)$|^withResolvers$/;
function ofDeferred(node, file) {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression')
        return undefined;
    const name = calleeName(node) ?? '';
    const whole = unwrapUp(node);
    const p = whole.parent;
    if (p?.type === 'VariableDeclarator' && p.init === whole) {
        if (p.id.type === 'Identifier') {
            const b = bindingOf(p.id, file);
            if (!b || !(makers.test(name) || (node.type === 'NewExpression' && handsOutPromise(b, file))))
                return undefined;
            return { answer: { carriers: [b] }, any: { carriers: [b] } };
        }
        return makers.test(name) && p.id.type === 'ObjectPattern' ? ofPattern(p.id, file) : undefined;
    }
    if (p?.type === 'AssignmentExpression' && p.left.type === 'Identifier') {
        const b = bindingOf(p.left, file);
        return b && makers.test(name) ? { answer: { carriers: [b] }, any: { carriers: [b] } } : undefined;
    }
    if (p?.type !== 'AssignmentExpression' || p.left.type !== 'MemberExpression')
        return undefined;
    const key = keyOf(p.left, file);
    const used = (file.identifiers.get('promise') ?? []).some(i => {
        const m = i.parent;
        return m.type === 'MemberExpression' && m.property === i && keyOf(m.object, file) === key;
    });
    return makers.test(name) || (node.type === 'NewExpression' && used)
        ? { answer: { fields: [key] }, any: { fields: [key] } }
        : undefined;
}
/** `const { promise, resolve, reject } = …` */
function ofPattern(pattern, file) {
    const named = new Map();
    for (const q of pattern.properties) {
        if (q.type !== 'Property')
            continue;
        const b = bindingOf(q.value, file);
        const key = keyName(q.key, q.computed);
        if (b && key)
            named.set(key, b);
    }
    named.delete('promise');
    const resolve = named.get('resolve');
    return { answer: { settlers: resolve ? [resolve] : [] }, any: { settlers: [...named.values()] } };
}
/** `x.promise` is taken from it, and `x` is given to somebody else or settled: a deferred of the program's own. */
function handsOutPromise(b, file) {
    return mentions(b, file).some(m => {
        const p = m.parent;
        return p.type === 'MemberExpression' && p.object === m && memberName(p) === 'promise';
    });
}
/** `new ExpirableTask(ms)`: its constructor holds the timer; where its class is not seen, its name says so. */
function expiring(node, file, inf) {
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression')
        return false;
    const ty = inf.typeOf(strip(node.callee), file);
    if (ty.k === 'class')
        return holdsTimer(ty.decl, ty.file, inf);
    if (ty.k === 'function')
        return holdsTimer(ty.node, ty.file, inf);
    return /expir|timeout|timed|deadline/i.test(calleeName(node) ?? '');
}
