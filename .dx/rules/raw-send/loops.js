import { bindingOf, initialiser } from '../../src/sites/aliases.js';
import { ancestors, contains, isFunction, memberName, strip, walk } from '../../src/sites/ast.js';
import { handedTo, isTransparent } from '../../src/sites/flow.js';
import { keyOf } from '../../src/sites/target.js';
/** The nearest loop whose element is the recipient. */
export function broadcastLoop(site, pass) {
    if (!site.target)
        return undefined;
    for (const a of ancestors(site.node)) {
        const loop = asLoop(a);
        if (loop && contains(loop.body, site.node) && addresses(site.target, loop, pass, 0))
            return keepsAccount(loop, pass) ? undefined : loop;
        if (isFunction(a) && !loop && !isTransparent(a))
            return undefined;
    }
    return undefined;
}
function asLoop(a) {
    if (a.type === 'ForOfStatement' || a.type === 'ForInStatement')
        return { node: a, body: a.body, head: [a.left], over: strip(a.right) };
    if (a.type === 'ForStatement')
        return { node: a, body: a.body, head: a.init ? [a.init] : [] };
    if (!isFunction(a) || !a.body)
        return undefined;
    const call = handedTo(a);
    const callee = call && strip(call.callee);
    if (callee?.type !== 'MemberExpression' ||
        !/^(forEach|each|map|some|every|filter|flatMap)/.test(memberName(callee) ?? ''))
        return undefined;
    return { node: call, body: a.body, head: a.params, over: strip(callee.object) };
}
/** The expression starts from the loop's element, or picks an entry of the looped collection by the loop's key. */
function addresses(node, loop, pass, depth) {
    const n = strip(node);
    if (depth > 8)
        return false;
    if (n.type === 'MemberExpression') {
        if (n.computed && isElement(n.property, loop, pass) && picksFrom(n.object, loop, pass))
            return true;
        return addresses(n.object, loop, pass, depth + 1);
    }
    if (n.type === 'CallExpression') {
        const callee = strip(n.callee);
        if (callee.type !== 'MemberExpression')
            return false;
        const key = n.arguments[0];
        if (memberName(callee) === 'get' && key && isElement(key, loop, pass))
            return picksFrom(callee.object, loop, pass);
        return addresses(callee.object, loop, pass, depth + 1);
    }
    if (n.type !== 'Identifier')
        return false;
    if (isElement(n, loop, pass))
        return true;
    const binding = bindingOf(n, pass.file);
    const init = initialiser(binding);
    return init !== undefined && contains(loop.body, binding.id) && addresses(init, loop, pass, depth + 1);
}
function isElement(node, loop, pass) {
    const id = bindingOf(strip(node), pass.file)?.id;
    return id !== undefined && loop.head.some(h => contains(h, id));
}
/** `workers[id]` in a loop over `workers`, `Object.keys(workers)`, `workers.keys()` or `0 … workers.length`. */
function picksFrom(collection, loop, pass) {
    const { file } = pass;
    const key = keyOf(collection, file);
    if (!loop.over)
        return loop.node.type === 'ForStatement';
    const over = loop.over;
    if (keyOf(over, file) === key)
        return true;
    if (over.type !== 'CallExpression')
        return false;
    const callee = strip(over.callee);
    const of = memberName(callee) === 'keys' || memberName(callee) === 'getOwnPropertyNames';
    if (!of || callee.type !== 'MemberExpression')
        return false;
    const argument = over.arguments[0] && strip(over.arguments[0]);
    // `Object.keys(peers ?? {})`
    const owner = argument?.type === 'LogicalExpression' && argument.operator === '??' ? argument.left : argument;
    return keyOf(owner ?? callee.object, file) === key;
}
/** The body writes down how it went with each recipient: deliveries one by one, not a broadcast. */
function keepsAccount(loop, pass) {
    let found = false;
    walk(loop.body, n => {
        const written = n.type === 'AssignmentExpression' ? n.left : n.type === 'UpdateExpression' ? n.argument : undefined;
        if (written?.type === 'MemberExpression' && !written.computed && isElement(strip(written.object), loop, pass))
            found = true;
        return !found;
    });
    return found;
}
/** Why a loop can't be written as one broadcast; none if it can: its body is the send alone, and all get the same. */
export function loopHinders(loop, site, pass) {
    const statements = loop.body.type === 'BlockStatement' ? loop.body.body : [loop.body];
    const only = statements[0];
    if (statements.length !== 1 || !only)
        return 'the loop does more than send';
    if (only.type !== 'ExpressionStatement' && only !== loop.body)
        return 'the loop chooses among the recipients';
    if (site.node.type === 'AssignmentExpression')
        return undefined;
    const at = site.row.msg ?? 0;
    let depends = false;
    for (const arg of site.node.arguments.slice(at))
        walk(arg, n => {
            const id = bindingOf(n, pass.file)?.id;
            if (id && (loop.head.some(h => contains(h, id)) || (contains(loop.body, id) && !contains(arg, id))))
                depends = true;
            return !depends;
        });
    if (depends)
        return 'each recipient gets its own message';
    return site.row.transfer !== undefined && site.node.arguments.length > site.row.transfer
        ? 'a transfer list reaches only the first recipient'
        : undefined;
}
