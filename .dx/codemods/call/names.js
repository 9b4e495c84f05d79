/** Names that new code gives inside a call made by hand: free if nothing in there is called so. */
import { j } from '../tree.js';
const used = new WeakMap();
export function localName(name, { node }) {
    const known = used.get(node) ?? namesIn(node);
    used.set(node, known);
    let free = name;
    for (let i = 2; known.has(free); i++)
        free = name + i;
    return free;
}
/** What a call is named where it is told what to release. */
export const callName = (promise) => localName('call', promise);
function namesIn(node) {
    const found = new Set();
    j(node)
        .find(j.Identifier)
        .forEach(p => {
        found.add(p.node.name);
    });
    return found;
}
