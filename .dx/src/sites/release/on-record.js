/** Listeners that are kept on a record beside their target, and taken away by whoever gets the record. */
import { memberName, strip } from '../ast.js';
import { eventKey, pairs } from './on-object.js';
import { memberCalls } from './uses.js';
/**
 * `options.signal.addEventListener('abort', request.onAbort)` goes with
 * `entry.options.signal.removeEventListener('abort', entry.onAbort)`: the field's name and the target's last one agree.
 */
export function releasesOnRecord(target, event, listener, names, file) {
    const field = fieldName(listener);
    const last = lastName(target);
    if (field === undefined || last === undefined || !event)
        return [];
    const at = eventKey(event, file);
    return names
        .filter(name => pairs.has(name))
        .flatMap(name => memberCalls(file, name))
        .filter(call => {
        const callee = strip(call.callee);
        const [first, second] = call.arguments;
        return (callee.type === 'MemberExpression' &&
            lastName(callee.object) === last &&
            first !== undefined &&
            eventKey(first, file) === at &&
            fieldName(second) === field);
    });
}
/** Of a field of some record; one of the object's own has a key of its own. */
function fieldName(listener) {
    const n = listener && strip(listener);
    return n?.type === 'MemberExpression' && strip(n.object).type !== 'ThisExpression' ? memberName(n) : undefined;
}
function lastName(target) {
    const n = strip(target);
    return n.type === 'Identifier' ? n.name : memberName(n);
}
