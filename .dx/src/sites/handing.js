/** What a call does with a function it is given, by its name: keeps it, registers it, takes it away, runs it soon. */
import { strip } from './ast.js';
export const stores = /^(set|push|unshift|add|enqueue|append|insert|put|register|store|track)[A-Z]?\w*$/;
export const registrars = /^(on|once|off|event|listen|subscribe|handle|addListener|addEventListener|prepend\w*|watch|waitFor)$|^(on|add|register|set)[A-Z]\w*(Handler|Listener|Callback)?$/;
export const removers = /^(off|remove|unsubscribe|delete|clear|cancel|dispose|log|warn|debug|info|trace)/;
/** Functions that run what they are given soon, as part of the same work. */
export const reactions = /^(then|catch|finally|nextTick|queueMicrotask|setImmediate|requestAnimationFrame|run|bind)$/;
export function rootIsThis(node) {
    let n = strip(node);
    while (n.type === 'MemberExpression')
        n = strip(n.object);
    return n.type === 'ThisExpression';
}
