/** What takes a watcher away again: the matching `off`, the handle, a signal, or the end of the target itself. */
import { ancestors, functionOf, isFunction, literalText, memberName, strip, } from '../ast.js';
import { keyOf, keysOf } from '../target.js';
import { callsOn, canonical, eventKey, isPassedOn, isRegistered, onlyRegistration, pairs } from './on-object.js';
import { releasesOnRecord } from './on-record.js';
import { captures } from './options.js';
import { reachOf } from './reach.js';
export { handleReleased } from './handle.js';
export { isOneShot, signalOption } from './options.js';
export { unreleasedPath } from './paths.js';
export { memberCalls } from './uses.js';
const alls = new Set(['removeAllListeners', 'removeHandler']);
/** Looks for what releases a registration on `target`. */
export function findRelease(site, file, callers) {
    const { row, node, target } = site;
    const found = { all: [] };
    if (node.type === 'AssignmentExpression' || target === undefined)
        return found;
    const keys = keysOf(target, file).map(canonical);
    const event = row.event === undefined ? undefined : node.arguments[row.event];
    const listener = node.arguments[row.listener ?? 1];
    const isGiven = listener !== undefined && isPassedOn(listener, node, file);
    for (const name of row.released ?? []) {
        const how = pairs.has(name) ? 'pair' : alls.has(name) ? 'all' : 'stop';
        for (const { call, key } of callsOn(file, name, keys, event, listener, node, isGiven)) {
            if (call === node)
                continue;
            const releases = (as = how) => keep(found, { node: call, how: as, reach: reachOf(call, node, file, callers) });
            if (how === 'stop') {
                if (stopsTarget(call, node))
                    releases();
                continue;
            }
            const [first, second] = call.arguments;
            if (how === 'all') {
                if (first === undefined || sameEvent(first, event, file))
                    releases();
                continue;
            }
            if (row.event === undefined) {
                if (first === undefined || sameListener(first, listener, file))
                    releases();
                continue;
            }
            if (first === undefined)
                releases('all');
            else if (sameEvent(first, event, file) ||
                (isGiven && isForwarded(call, file) && event !== undefined && isPassedOn(event, node, file)) ||
                (mayBeSame(first, event) && second !== undefined && sameListener(second, listener, file))) {
                if (otherPhase(call, node, row.options, file))
                    found.mismatch ??= { node: call, why: 'it names the other `capture`, so it removes nothing' };
                else if (second === undefined || sameListener(second, listener, file))
                    releases();
                else if (isGiven && isPassedOn(second, call, file)) {
                    if (throughBridge(call))
                        found.mismatch ??= { node: call, why: bridged };
                    else
                        releases('delegated');
                }
                else if (!found.mismatch && !isRegistered(second, first, key, file))
                    found.mismatch ??= { node: call, why: 'it gets another function, so it removes nothing' };
            }
            else if (second !== undefined &&
                listener !== undefined &&
                !isFunction(strip(listener)) &&
                sameListener(second, listener, file) &&
                literalText(first) !== undefined &&
                literalText(event) !== undefined &&
                onlyRegistration(first, key, node, file))
                found.mismatch ??= { node: call, why: `it names \`${literalText(first)}\`, so it removes nothing` };
        }
    }
    if (!found.release)
        for (const call of releasesOnRecord(target, event, listener, row.released ?? [], file))
            keep(found, { node: call, how: 'pair', reach: reachOf(call, node, file, callers) });
    return found;
}
/** A listener of the capture phase stays when it is taken from the other one. */
function otherPhase(off, on, at, file) {
    if (at === undefined)
        return false;
    const [from, to] = [captures(off, at, file), captures(on, at, file)];
    return from !== undefined && to !== undefined && from !== to;
}
/** `off(event, listener)` of a wrapper: both are what it is given. */
const isForwarded = (call, file) => [0, 1].every(i => {
    const argument = call.arguments[i];
    return argument !== undefined && isPassedOn(argument, call, file);
});
/** Prefers what runs over what does not. */
function keep(found, release) {
    if (release.reach !== 'never')
        found.all.push(release.node);
    const rank = { runs: 2, before: 1, never: 0 };
    if (!found.release || rank[release.reach] > rank[found.release.reach])
        found.release = release;
}
/** Events that are not both literals may be the same; then the listener decides. */
const mayBeSame = (a, b) => b !== undefined && (literalText(a) === undefined || literalText(b) === undefined);
const sameEvent = (a, b, file) => b !== undefined && eventKey(a, file) === eventKey(b, file);
function sameListener(a, b, file) {
    if (!b)
        return false;
    // a listener that goes into a field is taken away under the field's name
    return strip(a) === strip(b) || keysOf(b, file).includes(keyOf(a, file));
}
/** `close()` right where the listener is added would not be its release but its opposite: it has to come after. */
const stopsTarget = (call, registration) => call.start > registration.start || functionOf(call) !== functionOf(registration);
const bridged = 'each function that comes through `contextBridge` is another one, so it removes nothing';
function throughBridge(node) {
    for (const a of ancestors(node))
        if (a.type === 'CallExpression' && memberName(strip(a.callee))?.startsWith('exposeIn'))
            return true;
    return false;
}
