import { runtime } from '../codemod.js';
import { j, nameNode, nodeOf, printed } from '../tree.js';
import { insert, suspends } from './insert.js';
import { keyOf, literalMs } from './timing.js';
export function wrapped(site, task) {
    const { path, call, row } = site;
    if (row.returns !== undefined && !row.returns.startsWith('Promise'))
        return 'nothing can end a wait that blocks';
    if (suspends(call))
        return 'its arguments wait for something else, which would be timed as well';
    if (isChain(call) && nodeOf(path.parent).type !== 'AwaitExpression')
        return 'it is a part of an optional chain';
    return around(call, keyOf(site), undefined, task);
}
/** `TimeoutConfig.call(key, name => node)`, without touching the node. */
export function around(node, key, name, task) {
    const need = task.names.need(runtime, 'TimeoutConfig');
    const member = j.memberExpression(nameNode(need.local), j.identifier('call'));
    const call = printed(j.callExpression(member, [j.stringLiteral(key)]), [], task.style.quote);
    const literal = literalMs(task);
    const options = literal === undefined ? '' : `, { timeout: ${literal} }`;
    const edits = [insert(node.start, `${call.slice(0, -1)}, ${name ?? '()'} => `), insert(node.end, `${options})`)];
    return { edits, imports: [need] };
}
function isChain(node) {
    if (/^Optional/.test(node.type))
        return true;
    const inner = (node.callee ?? node.object);
    return inner !== undefined && isChain(inner);
}
