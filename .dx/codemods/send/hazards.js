import { nodeOf } from '../tree.js';
import { mayBurst } from './bursts.js';
export const safetyOf = (reason) => (reason === undefined ? 'safe' : 'review');
/** Why the rewrite has to be looked at; none if it differs by what is stated of it alone. */
export function hazardOf(path, target, site) {
    if (site.dialect === 'nact')
        return 'the default runtime has to be given the nact adapter: `setDefaultRuntime(createRuntime({ adapters: [nactAdapter(nact), ...defaultAdapters] }))`';
    if (site.dialect === 'web-messaging')
        return 'a page or a web worker gets the runtime as well, and that its bundle takes it is not seen here';
    if (inTry(path))
        return "what the call throws is caught here; a supervised send throws what can't be sent at all, and reports a loss";
    return burst(path, target, site);
}
/** In the block of a `try` that catches, in the same function. */
function inTry(path) {
    let at = path;
    for (let p = path.parent; p; p = p.parent) {
        const node = nodeOf(p);
        if (node.type === 'TryStatement' && node.handler && node.block === nodeOf(at))
            return true;
        if (/Function|Method/.test(node.type))
            return false;
        at = p;
    }
    return false;
}
/** Where what was sent counts until the operating system has it. */
const counted = new Set(['node:child_process', 'node:cluster', 'ws']);
function burst(path, target, { dialect }) {
    if (!counted.has(dialect) || !mayBurst(path, target))
        return undefined;
    return 'a loop sends to one recipient: beyond 10 000 messages that have not left yet the runtime refuses more';
}
