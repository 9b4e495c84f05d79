import { dominates, ownerFunction } from '../flow.js';
import { assignmentsTo } from '../mentions.js';
/** What assignments of the same run leave at a place. */
export function assigned(before, at) {
    const values = [];
    let certain = false;
    for (const a of before.toReversed()) {
        values.push(a.right);
        certain ||= dominates(a, at, before);
        if (dominates(a, at, []))
            break;
    }
    return { values, certain };
}
/** The value that a variable has at a place: assigned before by the same function, or its initialiser. */
export function valueAt(b, at, file) {
    const fn = ownerFunction(at);
    const before = assignmentsTo(b, file).filter(a => a.start < at.start && ownerFunction(a) === fn);
    const found = assigned(before, at);
    if (found.certain || b.node.type !== 'VariableDeclarator')
        return found;
    const init = b.node.init ?? undefined;
    const isHere = ownerFunction(b.id) === fn;
    if (init && !isNothing(init))
        return { values: [...found.values, init], certain: true };
    return isHere ? { values: found.values, certain: found.values.length > 0 } : found;
}
const isNothing = (n) => (n.type === 'Literal' && n.value === null) || (n.type === 'Identifier' && n.name === 'undefined');
