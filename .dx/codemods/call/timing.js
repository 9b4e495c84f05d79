import { runtime } from '../codemod.js';
import { j, nameNode, printed, unwrapped } from '../tree.js';
/** The default of the runtime's TimeoutConfig. */
export const defaultMs = 5000;
/** The number that is asked for instead of a look-up. */
export function literalMs({ settings: { literalTimeouts } }) {
    if (literalTimeouts === undefined || literalTimeouts === false)
        return undefined;
    return literalTimeouts === true ? defaultMs : literalTimeouts;
}
export function timingOf(key, task) {
    const literal = literalMs(task);
    if (literal !== undefined)
        return { text: String(literal), imports: [] };
    const need = task.names.need(runtime, 'TimeoutConfig');
    const get = j.memberExpression(nameNode(need.local), j.identifier('getTimeout'));
    return {
        text: printed(j.callExpression(get, [j.stringLiteral(key)]), [], task.style.quote),
        imports: [need],
    };
}
/**
 * `once:message`, `invoke:save`: the function's name and, if it is written out, the event or topic. For members that are
 * the user's own, the type that has them: `Remote:add`.
 */
export function keyOf({ name, call, row }) {
    const [owner, member] = row.sym.split('#');
    if (member === '*')
        return `${owner}:${name}`;
    const at = row.event ?? row.topic;
    const topic = at === undefined ? undefined : call.arguments[at];
    const text = topic && unwrapped(topic);
    return text?.type === 'StringLiteral' ? `${name}:${text.value}` : name;
}
