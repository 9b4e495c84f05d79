/** `new Promise(resolve => socket.emit(event, data, resolve))`: the acknowledgement's own bound, and its error. */
import { indentAt } from '../../src/migrate/text-style.js';
import { callAt, nodeOf, sourceOf, unwrapped } from '../tree.js';
import { callSiteOfPath } from './call-site.js';
import { chained, insert, replace } from './insert.js';
import { localName } from './names.js';
import { keyOf, timingOf } from './timing.js';
/** Nothing where the answer does not come as an acknowledgement. */
export function acknowledgedCall(site, promise, task) {
    const path = callAt(task.tree, site);
    const call = path && callSiteOfPath(site, path, task);
    const chain = call && typeof call !== 'string' ? call.row.timeout?.chain : undefined;
    if (!call || typeof call === 'string' || chain === undefined || call.row.role !== 'send')
        return undefined;
    const callback = nodeOf(call.path).arguments.at(-1);
    if (!callback || call.row.ackCallback === undefined || !call.callee.object)
        return undefined;
    const rejecting = rejectOf(promise, task);
    const callbackEdits = rejecting && errorFirst(unwrapped(callback), promise, rejecting.name, task);
    if (!callbackEdits)
        return undefined;
    const { text, imports } = timingOf(keyOf(call), task);
    const before = chained(call.callee, `${chain}(${text})`, task.tree);
    return { edits: [...rejecting.edits, before, ...callbackEdits], imports };
}
/** The executor's `reject`, added where it has none. */
function rejectOf(promise, task) {
    const { executor, resolve, reject } = promise;
    if (reject !== undefined)
        return { name: reject, edits: [] };
    const [first, ...more] = executor.params;
    if (!first || resolve === undefined || more.length > 0)
        return undefined;
    const name = localName('reject', promise);
    return { name, edits: parametersAround(executor, first, '', `, ${name}`, task) };
}
/** Adds to the only or first parameter, with parentheses where there are none. */
function parametersAround(fn, first, before, behind, { tree }) {
    const isBare = fn.type === 'ArrowFunctionExpression' && !tree.text.slice(fn.start, first.start).includes('(');
    const [open, close] = isBare ? ['(', ')'] : ['', ''];
    const edits = [];
    if (open + before !== '')
        edits.push(insert(first.start, open + before));
    if (behind + close !== '')
        edits.push(insert(first.end, behind + close));
    return edits;
}
/** The callback gets an error first, which rejects. */
function errorFirst(callback, promise, reject, task) {
    const { tree } = task;
    const isTyped = /\.[mc]?tsx?$/.test(task.file);
    const error = localName('error', promise);
    if (callback.type === 'Identifier' && callback.name === promise.resolve) {
        const type = typeArgument(promise.node, tree.text);
        if (isTyped && type === undefined)
            return undefined;
        const parameters = isTyped ? `${error}: Error | null, answer: ${type}` : `${error}, answer`;
        const text = `(${parameters}) => (${error} ? ${reject}(${error}) : ${promise.resolve}(answer))`;
        return [replace(callback, text)];
    }
    if (!/^(ArrowFunction|Function)Expression$/.test(callback.type))
        return undefined;
    const [first, ...more] = callback.params;
    if (!first || more.length > 0 || callback.async === true)
        return undefined;
    const own = isTyped && first.typeAnnotation ? `${error}: Error | null, ` : `${error}, `;
    const edits = parametersAround(callback, first, own, '', task);
    const body = callback.body;
    const guard = `if (${error}) return ${reject}(${error})`;
    if (body.type === 'BlockStatement')
        edits.push(insert(body.start + 1, atTop(body, guard, task)));
    else
        edits.push(replace(body, `(${error} ? ${reject}(${error}) : ${sourceOf(tree, body)})`));
    return edits;
}
/** As the first statement of a block, in the way its statements stand. */
function atTop(body, statement, { tree, style }) {
    const [first] = body.body;
    const isOwnLine = first !== undefined && tree.text.slice(body.start, first.start).includes('\n');
    if (!isOwnLine)
        return ` ${statement};`;
    return `${style.eol}${indentAt(tree.text, first.start)}${statement}${style.semicolons ? ';' : ''}`;
}
function typeArgument(node, text) {
    const given = (node.typeParameters ?? node.typeArguments);
    const [type] = (given?.params ?? []);
    return type && text.slice(type.start, type.end);
}
