/** Where one call of a function ends: in its `finally`, or behind all that it waits for. */
import { nodeOf, unwrapped } from '../tree.js';
import { called, lastName } from './around.js';
import { captured, declaredIn, isFunction, namesIn, own, returnsIn, waits, walk } from './names.js';
const sends = /^(postMessage|send|emit|dispatch|write)$/;
/**
 * The function sends to the one it watches, and one of the listeners that it adds gives what comes to whoever asked:
 * it calls what its function was given. In an executor that is how it settles, so that sending is enough.
 */
export function answers(r, fn, isExecutor = false) {
    const params = new Set();
    for (const p of fn.params ?? [])
        for (const n of namesIn(p))
            params.add(n);
    let asks = false;
    let tells = isExecutor;
    walk(fn, n => {
        const callee = /CallExpression$/.test(n.type) ? unwrapped(n.callee) : undefined;
        if (callee && /MemberExpression$/.test(callee.type) && isSame(callee.object, r.target))
            if (sends.test(lastName(callee)))
                asks = true;
            else
                for (const given of n.arguments)
                    if (isFunction(given) && callsOne(given, params))
                        tells = true;
        return undefined;
    });
    return asks && tells;
}
const isSame = (a, b) => a.type === b.type &&
    a.name === b.name &&
    lastName(a) === lastName(b) &&
    a.object?.type === b.object?.type;
function callsOne(fn, names) {
    let found = false;
    walk(fn, n => {
        if (/CallExpression$/.test(n.type) && names.has(n.callee.name))
            found = true;
        return undefined;
    });
    return found;
}
export function callOwner(r, fn, ofCall) {
    const name = called(fn);
    if (fn.generator === true)
        return `${name} hands its values out one by one: when it ends is not seen`;
    const tried = tryAround(r, fn);
    if (tried)
        return { kind: 'finally', statement: tried, block: tried.finalizer, within: fn };
    if (ofCall.size === 0)
        return `${name} adds it again with each call, and nothing ends what it belongs to`;
    if (fn.async !== true)
        return `its listener belongs to one call of ${name}, and when that is over is not seen`;
    const body = fn.body;
    if (body.type !== 'BlockStatement')
        return `its listener belongs to one call of ${name}, whose end is not seen`;
    const at = body.body.findIndex(s => s.start <= r.call.start && s.end >= r.call.end);
    if (at < 0 || body.body[at].type !== 'ExpressionStatement')
        return `it stands in a branch of ${name}`;
    const rest = body.body.slice(at + 1);
    if (!rest.some(waits))
        return `${name} does not wait for what its listener belongs to`;
    if (rest.some(s => /^(FunctionDeclaration|ClassDeclaration)$/.test(s.type) || hasVar(s)))
        return `what follows in ${name} declares what is used before it`;
    const lives = outlives(r, fn, rest);
    if (lives !== undefined)
        return `\`${lives}\`, which its listener uses, lives on behind the end of ${name}`;
    return { kind: 'rest', body, within: fn };
}
const hasVar = (node) => {
    let found = node.type === 'VariableDeclaration' && node.kind === 'var';
    own(node, n => {
        if (n.type === 'VariableDeclaration' && n.kind === 'var')
            found = true;
    });
    return found;
};
/** A name of the call that its listener uses, and that is given back, or that something made of it is. */
function outlives(r, fn, rest) {
    const names = captured(r.listener, fn);
    const tainted = new Map([...names].map(n => [n, n]));
    for (let grown = true; grown;) {
        grown = false;
        own(fn, n => {
            const [left, right] = n.type === 'VariableDeclarator' ? [n.id, n.init] : n.type === 'AssignmentExpression' ? [n.left, n.right] : [];
            if (!left || !right)
                return;
            const from = [...namesIn(right)].find(x => tainted.has(x));
            if (from === undefined)
                return;
            for (const x of namesIn(left))
                if (!tainted.has(x)) {
                    tainted.set(x, tainted.get(from));
                    grown = true;
                }
        });
    }
    for (const s of rest)
        for (const ret of s.type === 'ReturnStatement' ? [s, ...returnsIn(s)] : returnsIn(s)) {
            const found = [...namesIn(ret)].find(x => tainted.has(x));
            if (found !== undefined)
                return tainted.get(found);
        }
    return undefined;
}
/** The `try` with a `finally` that the watcher is in, or that comes right behind it in the same list. */
function tryAround(r, fn) {
    for (let p = r.whole; p && nodeOf(p) !== fn; p = p.parent) {
        const node = nodeOf(p);
        const parent = nodeOf(p.parent);
        if (node.type === 'BlockStatement' && parent.type === 'TryStatement' && parent.block === node && parent.finalizer)
            return seesOutside(r, node) ? parent : undefined;
        if (node.type === 'ExpressionStatement' && parent.type === 'BlockStatement') {
            const list = parent.body;
            const next = list[list.indexOf(node) + 1];
            if (next?.type === 'TryStatement' && next.finalizer)
                return next;
        }
    }
    return undefined;
}
/** Nothing that it uses is declared in the block, so that it can be taken away behind it. */
const seesOutside = (r, block) => {
    const inside = declaredIn(block);
    return [r.listener, r.target].every(part => ![...namesIn(part)].some(n => inside.has(n)));
};
