import { alone } from './alone.js';
import { oneByOne, runtime } from './codemod.js';
import { differenceOf } from './send/difference.js';
import { hazardOf, safetyOf } from './send/hazards.js';
import { optionsOf } from './send/options.js';
import { partsOf } from './send/parts.js';
import { isAsyncTail, placeOf } from './send/place.js';
import { callAt, commentsBeside, hole, j, nameNode, printed, sourceOf } from './tree.js';
export const rawSend = {
    name: 'raw-send',
    rule: 'raw-send',
    takes: (finding, site) => finding.fix.verdict === 'auto'
        ? finding.shape !== 'broadcast' || site.role === 'broadcast'
        : isSingle(finding, site),
    fixes: task => oneByOne(task, sendFix),
};
const transform = alone(rawSend);
export default transform;
/** Each recipient gets its own, or some get none: sends one by one in the loop that there is. */
const perElement = /^(the loop does more than send|the loop chooses among|each recipient gets its own)/;
const isSingle = ({ fix }, { resolvedBy }) => resolvedBy !== 'conduct' && perElement.test(fix.reason ?? '');
/** The supervised send in place of one raw one, or why there is none. */
export function sendFix(finding, task) {
    const found = find(finding, task);
    return typeof found === 'string' ? found : fixOf(found, task);
}
function find(finding, task) {
    const site = task.sites.find(s => s.id === finding.siteId);
    const path = site && callAt(task.tree, site);
    if (!site || !path)
        return 'the call was not found in the file';
    const parts = partsOf(path, site);
    if (typeof parts === 'string')
        return parts;
    if (parts.isChained)
        return 'it is a part of a longer optional chain';
    const place = placeOf(path);
    if (!place)
        return 'its value is used';
    if (parts.condition && needsName(parts) && !(place.kind === 'statement' && place.listed))
        return 'its recipient has to be looked up once, and there is no room for a statement';
    return { finding, site, path, parts, place };
}
/** The recipient is more than names, so that to write it twice could do something twice. */
const needsName = ({ condition, target }) => condition === target && !/^(Identifier|ThisExpression)$/.test(target.type);
function fixOf(found, task) {
    const { finding, site, path, parts, place } = found;
    const { tree } = task;
    const awaited = place.kind === 'statement' && isAsyncTail(path);
    const need = task.names.need(runtime, awaited ? 'sendSupervised' : 'postSupervised');
    // what keeps a loop from being one broadcast keeps none of its sends from being supervised
    const reason = hazardOf(path, parts.target, site);
    return {
        id: finding.id,
        findings: [finding.id],
        rule: 'raw-send',
        codemod: 'raw-send',
        dialect: site.dialect,
        file: task.file,
        line: site.line,
        column: site.column,
        safety: safetyOf(reason),
        reason,
        difference: differenceOf(site, awaited, { target: parts.target, sites: task.sites, tree }),
        edits: [{ file: task.file, ...rewritten(found, task, awaited, need.local) }],
        imports: [need],
    };
}
function rewritten(found, task, awaited, local) {
    const { parts, place } = found;
    const { condition, target } = parts;
    if (!condition)
        return around(place, send(found, task, awaited, local, sourceOf(task.tree, target)), task, undefined);
    const isOwn = condition === target;
    if (!isOwn || !needsName(parts)) {
        const test = sourceOf(task.tree, condition).replace(/\?\.(?=[A-Za-z_$#]\w*$)/, '.');
        return around(place, send(found, task, awaited, local, sourceOf(task.tree, target)), task, test);
    }
    const name = task.names.freeName('peer');
    const made = around(place, send(found, task, awaited, local, name), task, name);
    const { indent, semicolon } = lineOf(place.range.start, task);
    const eol = task.style.eol;
    return { ...made, text: `const ${name} = ${sourceOf(task.tree, target)}${semicolon}${eol}${indent}${made.text}` };
}
/** The new call in place of the old one, behind the condition if there is one. */
function around(place, call, task, condition) {
    const { start, end } = place.range;
    const { semicolon } = lineOf(start, task);
    switch (place.kind) {
        case 'operand':
            return { start, end, text: condition === undefined ? call : `${condition} && ${call}` };
        case 'arrow':
            return { start, end, text: `{ ${condition === undefined ? '' : `if (${condition}) `}${call}${semicolon} }` };
        case 'statement':
            if (condition === undefined)
                return { start, end, text: call };
            if (place.listed)
                return { start, end, text: `if (${condition}) ${call}` };
            return { ...bounds(place.statement), text: `{ if (${condition}) ${call}${semicolon} }` };
    }
}
const bounds = ({ start, end }) => ({ start, end });
function lineOf(offset, { tree, style }) {
    const line = tree.text.lastIndexOf('\n', offset - 1) + 1;
    return { indent: /^[ \t]*/.exec(tree.text.slice(line))[0], semicolon: style.semicolons ? ';' : '' };
}
/** The call of the runtime, with the recipient and the message as they were written and the comments between them. */
function send(found, task, awaited, local, to) {
    const { finding, path, parts, place } = found;
    const { tree, style } = task;
    const { message, target, transfer } = parts;
    const keptParts = [target, message, ...(transfer ? [transfer] : [])];
    const { indent } = lineOf(place.range.start, task);
    const comments = commentsBeside(tree, place.range, keptParts).map(c => c.type === 'CommentLine' ? `${sourceOf(tree, c)}${style.eol}${indent}${style.indent}` : `${sourceOf(tree, c)} `);
    const holes = [to, comments.join('') + sourceOf(tree, message), transfer ? sourceOf(tree, transfer) : ''];
    const options = optionsOf(finding, path, transfer && 2);
    const laidOut = comments.length === 0 ? spread(found, task) : undefined;
    if (laidOut) {
        const parts = [to, holes[1], ...(options.properties.length > 0 ? [printed(options, holes, style.quote)] : [])];
        return `${awaited ? 'await ' : ''}${local}(${parts.map(p => laidOut.before + p).join(',')}${laidOut.behind})`;
    }
    const call = j.callExpression(nameNode(local), [
        hole(0),
        hole(1),
        ...(options.properties.length > 0 ? [options] : []),
    ]);
    return printed(awaited ? j.awaitExpression(call) : call, holes, style.quote);
}
/** White space of arguments that stand on lines of their own: before each of them, and behind the last. */
function spread({ parts }, { tree }) {
    const { call, message, target } = parts;
    const args = call.arguments;
    if (args[0] !== message || target.end > message.start)
        return undefined;
    const open = tree.text.lastIndexOf('(', message.start - 1);
    const before = tree.text.slice(open + 1, message.start);
    const behind = tree.text.slice(args.at(-1).end, call.end - 1);
    return /^\s*\n\s*$/.test(before) && /^[,\s]*$/.test(behind) ? { before, behind } : undefined;
}
