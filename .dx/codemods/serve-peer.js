import { alone } from './alone.js';
import { listenerOf } from './serve/listener.js';
import { servedBy } from './serve/senders.js';
import { sourceOf } from './tree.js';
export const servePeer = { name: 'serve-peer', rule: 'raw-send', fixes };
const transform = alone(servePeer);
export default transform;
function* fixes(project) {
    const done = new Set();
    for (const served of project.isNamed ? named(project) : servedBy(project)) {
        const key = `${served.file} ${served.endpoint}`;
        if (done.has(key))
            continue;
        const input = project.open(served.file);
        const listener = input && listenerOf(input, served.endpoint);
        if (!listener)
            continue;
        done.add(key);
        yield fixOf(input, listener, served);
    }
}
/** Whoever runs it alone on a file says that its senders are migrated. */
function named({ sites }) {
    const files = new Set(sites.filter(s => s.role === 'watch' && !s.inTest).map(s => s.file));
    return [...files].flatMap(file => ['ParentPort', 'Process'].map(endpoint => ({ file, endpoint, after: [] })));
}
function fixOf(input, listener, { after }) {
    const { file } = input;
    const { site } = listener;
    const need = input.names.need('@otp-audit/runtime/worker', 'servePeer');
    return {
        id: `serve-peer ${site.id}`,
        findings: [],
        after,
        rule: 'raw-send',
        codemod: 'serve-peer',
        dialect: site.dialect,
        file,
        line: site.line,
        column: site.column,
        safety: 'review',
        reason: whyReview(site),
        difference: "senders that use the runtime learn what became of each message; theirs come in batches at the end of the microtask, what can't be cloned is logged there instead of thrown, what the handler throws is logged by the sender instead of ending the peer, and what it returns answers a call",
        edits: [{ file, ...rewritten(listener, need.local, input) }],
        imports: [need],
    };
}
/**
 * Up to the handler alone, so that what is in it can be migrated as well: `parentPort.on('message', ` becomes
 * `servePeer(parentPort, `, and what closes the one closes the other.
 */
function rewritten({ target, handler, condition, range, isAny, wraps }, local, { tree, names }) {
    const generic = isAny ? '<any>' : '';
    const head = `${condition ? `if (${condition}) ` : ''}${local}${generic}(${sourceOf(tree, target)}, `;
    if (!wraps)
        return { start: range.start, end: handler.start, text: head };
    const name = names.freeName('message');
    return { start: range.start, end: handler.end, text: `${head}${name} => ${sourceOf(tree, handler)}(${name})` };
}
const whyReview = ({ dialect }) => dialect === 'node:worker_threads'
    ? 'an object that is changed after its send, in the same turn, arrives changed; an error of the handler no longer ends the worker'
    : 'messages leave at the end of the microtask, so that a raw send to the same peer may overtake them; an error of the handler no longer ends the process';
