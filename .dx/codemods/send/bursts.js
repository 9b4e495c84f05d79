/** Sends to one recipient that may be many in one turn of the event loop. */
import { j, nodeOf, unwrapped } from '../tree.js';
/** Of what a loop sends to one recipient in one turn, so many are taken in before the first has left. */
const window = 10_000;
const iterating = /^(forEach|map|filter|flatMap|reduce|some|every|find)$/;
/** The send is in a loop that is not one over its recipients, does not wait, and has no end that is seen to be near. */
export function mayBurst(path, target) {
    let at = path;
    for (let p = path.parent; p; p = p.parent) {
        const node = nodeOf(p);
        const child = nodeOf(at);
        if (/^(For|While|DoWhile)/.test(node.type) && node.body === child) {
            if (!waits(child) && !isShort(node) && !names(target).some(n => declares(node, n)))
                return true;
        }
        else if (/Function|Method/.test(node.type)) {
            const call = p.parent ? nodeOf(p.parent) : undefined;
            const callee = call?.type === 'CallExpression' ? unwrapped(call.callee) : undefined;
            const name = callee?.property?.name;
            if (name === undefined || !iterating.test(name) || call.arguments[0] !== node)
                return false;
            const over = unwrapped(callee.object);
            const short = over.type === 'ArrayExpression';
            if (!short && node.async !== true && !names(target).some(n => node.params.some(q => binds(q, n))))
                return true;
        }
        at = p;
    }
    return false;
}
/** What is awaited in its body lets what was sent before leave. */
const waits = (body) => j(body)
    .find(j.AwaitExpression)
    .size() > 0;
/** Over a list that is written there, or up to a number that is. */
function isShort(loop) {
    if (loop.type === 'ForOfStatement')
        return loop.right.type === 'ArrayExpression' || loop.await === true;
    if (loop.type !== 'ForStatement')
        return false;
    const test = loop.test;
    const limit = test?.type === 'BinaryExpression' && /^<=?$/.test(test.operator) && test.right;
    return limit !== false && limit?.type === 'NumericLiteral' && limit.value <= window;
}
function names(target) {
    const out = target.type === 'Identifier' ? [target.name] : [];
    j(target)
        .find(j.Identifier)
        .forEach(p => void out.push(p.node.name));
    return out;
}
function declares(loop, name) {
    const head = (loop.left ?? loop.init);
    if (head && binds(head, name))
        return true;
    let found = false;
    // what is made of the element inside the body is another recipient each time
    j(loop.body)
        .find(j.VariableDeclarator)
        .forEach(p => {
        if (binds(p.node.id, name))
            found = true;
    });
    return found;
}
function binds(pattern, name) {
    if (pattern.type === 'Identifier')
        return pattern.name === name;
    let found = false;
    j(pattern)
        .find(j.Identifier, { name })
        .forEach(() => {
        found = true;
    });
    return found;
}
