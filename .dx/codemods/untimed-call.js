import { alone } from './alone.js';
import { bounded } from './call/bounds.js';
import { callSiteOf, placed } from './call/call-site.js';
import { defaultMs, literalMs } from './call/timing.js';
import { oneByOne } from './codemod.js';
const calls = new Set(['call', 'ackSend', 'send', 'broadcast']);
export const untimedCall = {
    name: 'untimed-call',
    rule: 'untimed-call',
    takes: ({ fix, shape }, site) => fix.verdict !== 'keep' && site.subKind !== 'infinite' && calls.has(site.role) && !isByHand(shape),
    fixes: task => oneByOne(task, fixOf),
};
/** Shapes of what another codemod does. */
export const isByHand = (shape) => shape === 'hand-made' || shape === 'ping';
const transform = alone(untimedCall);
export default transform;
/** Events that tell of a beginning, which is expected soon. */
const beginnings = /^(online|spawn|open|listening|connect|connection|ready)$/;
function fixOf(finding, task) {
    const call = callSiteOf(finding, task);
    if (typeof call === 'string')
        return call;
    const event = call.call.arguments[call.row.event ?? -1]?.value;
    if (finding.shape === 'lifecycle' && !(typeof event === 'string' && beginnings.test(event)))
        return 'an end comes when it comes; ask first whether it has come already';
    const made = bounded(call, task);
    if (typeof made === 'string')
        return made;
    return {
        ...placed('untimed-call', finding, call.site, task),
        reason: 'a wait that takes longer than the timeout fails now: the value has to be chosen',
        difference: differenceOf(task),
        edits: made.edits.map(e => ({ file: task.file, ...e })),
        imports: made.imports,
    };
}
export const differenceOf = (task) => {
    const literal = literalMs(task);
    const ms = literal === undefined ? `${defaultMs} ms unless configured` : `${literal} ms`;
    return `rejects after its timeout (${ms}) instead of waiting for ever`;
};
