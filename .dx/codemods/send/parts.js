/** A send taken apart: who, what, and what comes with it. */
import { dialects } from '../../dialects/index.js';
import { nodeOf, unwrapped } from '../tree.js';
/** Members and functions that send what they are given, and nothing else: a `ping` of a socket is no message. */
const messengers = new Set(['postMessage', 'send', 'dispatch']);
/** The parts, or why they can't be had. */
export function partsOf(path, site) {
    const call = nodeOf(path);
    const args = call.arguments;
    if (args.some(a => a.type === 'SpreadElement'))
        return 'its arguments are spread';
    const callee = unwrapped(call.callee);
    const name = (callee.property ?? callee).name;
    if (name === undefined || !messengers.has(name))
        return `\`${name ?? 'it'}\` is no plain send of a message`;
    const row = rowOf(site, name);
    if (!row)
        return 'what its arguments are is not known';
    const message = args[row.msg ?? 0];
    if (!message)
        return 'it has no message';
    const isMember = /MemberExpression$/.test(callee.type);
    const target = typeof row.target === 'number' ? args[row.target] : isMember ? callee.object : undefined;
    if (!target)
        return 'the recipient is not written at the call';
    if (target.type === 'Super')
        return 'it is sent through `super`';
    const transfer = row.transfer === undefined ? undefined : listOf(args[row.transfer]);
    if (row.transfer !== undefined && args[row.transfer] && !transfer)
        return 'what its options hold is not known';
    const condition = call.optional === true ? callee : callee.optional === true ? target : undefined;
    const isChained = hasChain(target) || (condition === undefined && /^Optional/.test(call.type));
    return { call, target, message, transfer, condition, isChained };
}
/** The dialect's row for a call of this name. */
export function rowOf(site, name) {
    const rows = dialects.find(d => d.name === site.dialect)?.rows.filter(r => r.role === site.role) ?? [];
    const named = rows.filter(r => r.sym === name || r.sym.endsWith(`#${name}`));
    return named.find(r => r.sym === site.symbol) ?? named[0] ?? rows.find(r => r.sym.endsWith('#*'));
}
/** `[a, b]`, `{ transfer: [a, b] }`, or a variable that holds a list. */
function listOf(node) {
    if (!node)
        return undefined;
    if (node.type !== 'ObjectExpression')
        return node;
    const [only, ...more] = node.properties;
    const key = only?.key;
    return more.length === 0 && key?.name === 'transfer' && only?.computed !== true ? only?.value : undefined;
}
function hasChain(node) {
    const n = unwrapped(node);
    if (/^Optional/.test(n.type))
        return true;
    const inner = (n.object ?? n.callee);
    return inner !== undefined && hasChain(inner);
}
