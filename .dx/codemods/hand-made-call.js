import { alone } from './alone.js';
import { acknowledgedCall } from './call/acknowledged.js';
import { placed } from './call/call-site.js';
import { entriesOf } from './call/entries.js';
import { listenersOf } from './call/listeners.js';
import { promiseOf } from './call/made-promise.js';
import { callName } from './call/names.js';
import { around } from './call/wrap.js';
import { rowOf } from './send/parts.js';
import { callAt, nodeOf } from './tree.js';
import { differenceOf, isByHand } from './untimed-call.js';
export const handMadeCall = {
    name: 'hand-made-call',
    rule: 'untimed-call',
    takes: ({ fix, shape }, site) => fix.verdict !== 'keep' && site.subKind !== 'infinite' && (isByHand(shape) || site.role === 'watch'),
    fixes,
};
const transform = alone(handMadeCall);
export default transform;
/** One call may be asked for in several branches: its promise is bounded once, for all of them. */
function fixes(task) {
    const made = new Map();
    const kept = [];
    for (const finding of task.findings) {
        const site = task.sites.find(s => s.id === finding.siteId);
        const promise = promiseOf(site, task);
        const fix = typeof promise === 'string' ? promise : fixOf(finding, site, promise, task);
        if (typeof fix === 'string') {
            kept.push({ finding: finding.id, reason: fix });
            continue;
        }
        const { start } = promise.node;
        const known = made.get(start);
        made.set(start, known ? { ...known, findings: [...known.findings, finding.id] } : fix);
    }
    return { fixes: [...made.values()], kept };
}
function fixOf(finding, site, promise, task) {
    if (finding.shape === 'lifecycle')
        return 'an end comes when it comes; ask first whether it has come already';
    const base = placed('hand-made-call', finding, site, task);
    const acknowledged = acknowledgedCall(site, promise, task);
    if (acknowledged)
        return {
            ...base,
            reason: 'an answer that takes longer than the timeout is an error now: the value has to be chosen',
            difference: differenceOf(task),
            edits: acknowledged.edits.map(e => ({ file: task.file, ...e })),
            imports: acknowledged.imports,
        };
    const listeners = listenersOf(promise, task);
    if (typeof listeners === 'string')
        return listeners;
    const entries = entriesOf(promise, task);
    if (typeof entries === 'string')
        return entries;
    const releases = [...listeners.edits, ...entries.edits];
    const { edits, imports } = around(promise.node, keyOf(site, task), releases.length > 0 ? callName(promise) : undefined, task);
    return {
        ...base,
        reason: entries.numbered
            ? 'a wait that takes longer than the timeout fails now: the value has to be chosen'
            : 'an answer carries no number here: one that comes after its timeout may be taken for the next one’s',
        difference: differenceOf(task),
        edits: [...edits, ...releases].map(e => ({ file: task.file, ...e })),
        imports,
    };
}
/** `reply:add`: the type of what is sent, if it is written out. */
function keyOf(site, { tree }) {
    const path = callAt(tree, site);
    const row = path && rowOf(site, nodeOf(path).callee.property?.name);
    const message = row?.msg === undefined ? undefined : nodeOf(path).arguments[row.msg];
    const type = message && typeIn(message);
    return type === undefined ? 'reply' : `reply:${type}`;
}
function typeIn(message) {
    if (message.type === 'StringLiteral')
        return message.value;
    const properties = message.type === 'ObjectExpression' ? message.properties : [];
    for (const name of ['type', 'kind', 'op', 'action', 'event']) {
        const own = properties.find(p => p.computed !== true && p.key?.name === name);
        const value = own?.value;
        if (value?.type === 'StringLiteral')
            return value.value;
    }
    return undefined;
}
