import { alone } from './alone.js';
import { oneByOne } from './codemod.js';
import { placeOf } from './send/place.js';
import { commentsBeside, nodeOf, sourceOf, unwrapped } from './tree.js';
import { endDifference, monitorCall, toldBy } from './watch/form.js';
import { onDown } from './watch/listener.js';
import { paired, removalsOf } from './watch/paired.js';
import { inChain, registrationOf } from './watch/registration.js';
import { behind } from './watch/text.js';
export const lifecycleMonitor = {
    name: 'lifecycle-monitor',
    rule: 'unmanaged-watcher',
    takes: finding => finding.shape === 'lifecycle-monitor',
    fixes: task => oneByOne(task, fixOf),
};
const transform = alone(lifecycleMonitor);
export default transform;
function fixOf(finding, task) {
    const { tree } = task;
    const r = registrationOf(finding, task);
    if (typeof r === 'string')
        return r;
    const told = toldBy(r);
    if (told === undefined)
        return notTheEnd(r);
    const down = onDown(r.listener, told, r.path, tree);
    if ('why' in down)
        return down.why;
    const made = madeOf(r, down.text, task);
    if (typeof made === 'string')
        return made;
    if (commentsBeside(tree, made.range, [r.target, r.listener]).length > 0)
        return 'comments stand where there is no place for them';
    return {
        id: finding.id,
        findings: [finding.id],
        rule: 'unmanaged-watcher',
        codemod: 'lifecycle-monitor',
        dialect: r.site.dialect,
        file: task.file,
        line: r.site.line,
        column: r.site.column,
        safety: 'review',
        reason: 'the end is told more broadly: also of a peer that has gone before, or never started',
        difference: endDifference,
        edits: made.edits.map(e => ({ file: task.file, ...e })),
        imports: made.imports,
    };
}
function notTheEnd({ eventName, site }) {
    if (eventName === 'error')
        return 'an error is told when it happens, and with itself; a monitor tells of the end alone: watch that as well';
    if (eventName === 'close' && site.dialect === 'node:child_process')
        return '`close` comes when all output has been read; a monitor tells of the exit, which may be before';
    return 'a monitor tells of the end alone, and this hears more';
}
function madeOf(r, down, task) {
    const removals = removalsOf(r, task);
    if (removals.length === 0)
        return inChain(r) ? unlinked(r, down, task) : replaced(r, down, task);
    const both = paired(r, removals, down, task);
    return typeof both === 'string' ? both : { ...both, range: r.call };
}
/** The call in its place. */
function replaced(r, down, task) {
    if (/Call/.test(r.target.type))
        return 'its target is the result of a call';
    const place = placeOf(r.path);
    if (!place || place.kind === 'arrow')
        return 'its value is used';
    if (r.optional && place.kind !== 'statement')
        return 'the peer may be missing';
    const call = monitorCall(r, down, task);
    if (typeof call === 'string')
        return call;
    const { start, end } = place.range;
    return { edits: [{ start, end, text: call.text }], imports: call.imports, range: place.range };
}
/** Taken out of a chain, whose target gets a name if it has none. */
function unlinked(r, down, task) {
    const { tree } = task;
    const object = unwrapped(r.call.callee).object;
    if (r.optional || /^Optional/.test(r.call.type))
        return 'it is a part of a longer optional chain';
    const parent = nodeOf(r.whole.parent);
    const statement = statementAround(r.whole);
    if (!statement)
        return 'it is a part of a larger expression';
    const edits = [{ start: object.end, end: r.call.end, text: '' }];
    let target = sourceOf(tree, r.target);
    if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier')
        target = parent.id.name;
    else if (parent.type !== 'ExpressionStatement')
        return 'it is a part of a larger expression';
    else if (/Call|New/.test(r.target.type)) {
        target = task.names.freeName(r.site.dialect === 'node:child_process' ? 'child' : 'worker');
        edits.push({ start: statement.start, end: statement.start, text: `const ${target} = ` });
    }
    const call = monitorCall({ ...r, target: { ...r.target, type: 'Identifier', name: target } }, down, task, target);
    if (typeof call === 'string')
        return call;
    edits.push(...behind(task, statement, [call.text]));
    const range = { start: object.end, end: r.call.end };
    return { edits, imports: call.imports, range };
}
/** The statement that holds the chain, or declares what it gives. */
function statementAround(whole) {
    const parent = whole.parent;
    const at = nodeOf(parent).type === 'VariableDeclarator' ? parent.parent : parent;
    const declared = nodeOf(at);
    if (declared.type === 'VariableDeclaration' && declared.declarations.length > 1)
        return undefined;
    const holder = nodeOf(at.parent);
    if (holder.type === 'ExportNamedDeclaration')
        return holder;
    return /^(Program|BlockStatement|SwitchCase|StaticBlock|TSModuleBlock)$/.test(holder.type) ? declared : undefined;
}
