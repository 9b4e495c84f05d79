import { peerKey } from '../send/peer-key.js';
import { functionAround } from '../send/place.js';
import { callAt, j, nodeOf, offsetOf } from '../tree.js';
const isFunction = (n) => n !== undefined && /^(ArrowFunction|Function)Expression$/.test(n.type);
/** The promise around a site, or the one beside it that listens to the same peer. */
export function promiseOf(site, task) {
    const at = offsetOf(task.tree, site.line, site.column);
    const all = [];
    task.tree.root.find(j.NewExpression).forEach(p => {
        if (nodeOf(p).callee.name === 'Promise')
            all.push(p);
    });
    const around = all.filter(p => nodeOf(p).start <= at && nodeOf(p).end > at);
    const found = around.at(-1) ?? beside(all, site, task);
    if (!found)
        return 'its promise is not made by an executor beside it';
    const node = nodeOf(found);
    const [executor, ...more] = node.arguments;
    if (!isFunction(executor) || more.length > 0)
        return 'the executor of its promise is not written at the promise';
    if (executor.async === true || executor.generator === true)
        return 'the executor of its promise waits itself';
    const [resolve, reject] = executor.params.map(p => p.name);
    return { path: found, node, executor, resolve, reject };
}
/** In the same function, the only one whose executor listens to the peer; or the only one. */
function beside(all, site, task) {
    const call = callAt(task.tree, site);
    const scope = call && functionAround(call);
    const near = all.filter(p => !scope || (nodeOf(p).start > nodeOf(scope).start && nodeOf(p).end < nodeOf(scope).end));
    const key = peerKey(site.receiver ?? '');
    const listening = near.filter(p => watchesIn(nodeOf(p), task).some(w => w.receiver !== undefined && peerKey(w.receiver) === key));
    if (listening.length === 1)
        return listening[0];
    return near.length === 1 ? near[0] : undefined;
}
/** Sites that register listeners inside a node. */
export const watchesIn = ({ start, end }, { sites, tree }) => sites.filter(s => {
    const at = offsetOf(tree, s.line, s.column);
    return s.role === 'watch' && at > start && at < end;
});
