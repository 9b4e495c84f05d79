import { indentAt } from '../src/migrate/text-style.js';
import { alone } from './alone.js';
import { oneByOne, runtime } from './codemod.js';
import { sendFix } from './raw-send.js';
import { differenceOf } from './send/difference.js';
import { hazardOf, safetyOf } from './send/hazards.js';
import { loopAround } from './send/loop.js';
import { partsOf } from './send/parts.js';
import { functionAround, isAsyncTail } from './send/place.js';
import { recipientsOf } from './send/recipients.js';
import { callAt, commentsBeside, hole, j, nameNode, nodeOf, printed, sourceOf } from './tree.js';
export const broadcast = {
    name: 'broadcast',
    rule: 'raw-send',
    takes: (finding, site) => finding.fix.verdict === 'auto' && finding.shape === 'broadcast' && site.role !== 'broadcast',
    fixes: task => oneByOne(task, fixOf),
};
const transform = alone(broadcast);
export default transform;
function fixOf(finding, task) {
    const { tree, style } = task;
    const site = task.sites.find(s => s.id === finding.siteId);
    const path = site && callAt(tree, site);
    if (!site || !path)
        return 'the call was not found in the file';
    const parts = partsOf(path, site);
    if (typeof parts === 'string')
        return parts;
    const { target, message, condition } = parts;
    const loop = loopAround(path);
    const recipients = typeof loop === 'string' || (condition && condition !== target)
        ? undefined
        : recipientsOf(loop, target, condition !== undefined, tree);
    // the loop stays, and sends one by one
    if (typeof loop === 'string' || recipients === undefined)
        return sendFix(finding, task);
    const waits = isAsyncTail(loop.path);
    const need = task.names.need(runtime, waits ? 'broadcastSupervised' : 'postBroadcast');
    const strategy = isConsensus(path, sourceOf(tree, message)) ? 'all_or_nothing' : 'best_effort';
    const options = j.objectExpression([j.objectProperty(j.identifier('strategy'), j.stringLiteral(strategy))]);
    const call = j.callExpression(nameNode(need.local), [hole(0), hole(1), options]);
    const text = printed(waits ? j.awaitExpression(call) : call, [recipients, sourceOf(tree, message)], style.quote);
    const reason = hazardOf(path, target, site) ??
        (strategy === 'all_or_nothing' ? 'a consensus that cannot reach everybody reaches nobody' : undefined) ??
        made(message, site);
    return {
        id: finding.id,
        findings: [finding.id],
        rule: 'raw-send',
        codemod: 'broadcast',
        dialect: site.dialect,
        file: task.file,
        line: site.line,
        column: site.column,
        safety: safetyOf(reason),
        reason,
        difference: `one broadcast (${strategy}): a recipient named twice gets it once; ${differenceOf(site, waits, { target, sites: task.sites, tree })}`,
        edits: [{ file: task.file, ...loop.range, text: commentsOf(loop, message, task) + text + end(loop, task) }],
        imports: [need],
    };
}
/** Comments of the loop, which have no place in one call, before it. */
function commentsOf(loop, message, { tree, style }) {
    const indent = indentAt(tree.text, loop.range.start);
    return commentsBeside(tree, loop.range, [loop.over, message])
        .map(c => `${sourceOf(tree, c)}${style.eol}${indent}`)
        .join('');
}
/** A loop needs no semicolon, a call does: at least where what follows could be taken for its arguments. */
function end({ kind, range }, { tree, style }) {
    if (kind === 'forEach')
        return '';
    const next = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*([\s\S]?)/.exec(tree.text.slice(range.end))?.[1] ?? '';
    return style.semicolons || /[([`/+-]/.test(next) ? ';' : '';
}
const consensus = /consensus|quorum|\bvot(e|ing)|\belect|\bcommit\b/i;
function isConsensus(path, message) {
    for (let p = functionAround(path); p; p = functionAround(p)) {
        const { id, key } = nodeOf(p);
        const name = (id?.name ?? key?.name ?? namedBy(p));
        if (name !== undefined && consensus.test(name))
            return true;
    }
    return consensus.test(message);
}
/** `const reachConsensus = () => …`. */
function namedBy(fn) {
    const holder = nodeOf(fn.parent);
    return holder.type === 'VariableDeclarator' ? holder.id.name : holder.key?.name;
}
/** Recipients that get the sender's own object. */
const sharing = /^(xstate|nact)/;
/** Why it matters that the message is made once; none if it doesn't. */
function made(message, { dialect }) {
    if (hasEffects(message))
        return 'the message is made once, no longer once for each recipient';
    const fresh = j(message)
        .find(j.Node)
        .filter(p => /^(ObjectExpression|ArrayExpression)$/.test(p.node.type));
    const isFresh = fresh.size() > 0 || /^(Object|Array)Expression$/.test(message.type);
    if (sharing.test(dialect) && isFresh)
        return 'the recipients share one message object; each had its own';
    return undefined;
}
const reads = /^(JSON\.stringify|String|Number|Boolean)$/;
/** Something in the message may do more than to read, or may not give the same again. */
function hasEffects(message) {
    const nodes = [message];
    j(message)
        .find(j.Node)
        .forEach(p => void nodes.push(p.node));
    return nodes.some(n => {
        if (/^(New|Await|Yield|Assignment|Update|TaggedTemplate|OptionalCall)\w*Expression$/.test(n.type))
            return true;
        return n.type === 'CallExpression' && !reads.test(calleeText(n.callee));
    });
}
function calleeText(callee) {
    const object = callee.object?.name;
    const property = callee.property?.name;
    return object === undefined ? String(callee.name) : `${String(object)}.${String(property)}`;
}
