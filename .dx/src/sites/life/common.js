/** What is said of an object's life, and the words it is said in. */
import { contains, isFunction } from '../ast.js';
import { isRepeated } from '../flow.js';
export const outer = (why, origin) => ({ life: 'outer', why, origin });
export const unknown = (why) => ({ life: 'unknown', why });
const order = ['local', 'own', 'fresh', 'unknown', 'process', 'outer'];
export const worst = (a, b) => (order.indexOf(a.life) >= order.indexOf(b.life) ? a : b);
export const isNew = ({ life }) => life === 'local' || life === 'own' || life === 'fresh';
/**
 * In a loop that meets the same object in each turn: one that does not make, or hand out, the object itself.
 * @param passed A loop over this, the event's name, is none.
 */
export function inLoopOver(node, origin, passed) {
    for (let a = node.parent; a; a = a.parent) {
        if (isFunction(a))
            return false;
        if (origin && contains(a, origin))
            return false;
        if (passed && (a.type === 'ForOfStatement' || a.type === 'ForInStatement') && contains(a.left, passed))
            continue;
        if (isRepeated(node, a))
            return true;
    }
    return false;
}
