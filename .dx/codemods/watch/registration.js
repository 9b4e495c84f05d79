/** A watcher taken apart: whom it watches, for what, and who is told. */
import { dialects } from '../../dialects/index.js';
import { placeOf } from '../send/place.js';
import { callAt, nodeOf, unwrapped } from '../tree.js';
const registers = /^(on|once|addListener|prependListener|prependOnceListener|off|removeListener|setMaxListeners)$/;
/** The parts, or why they can't be had. */
export function registrationOf(finding, task) {
    const site = task.sites.find(s => s.id === finding.siteId);
    const path = site && callAt(task.tree, site);
    if (!site || !path)
        return 'it is no call that is found in the file';
    const call = nodeOf(path);
    const args = call.arguments;
    if (args.some(a => a.type === 'SpreadElement'))
        return 'its arguments are spread';
    const callee = unwrapped(call.callee);
    if (!/MemberExpression$/.test(callee.type) || callee.computed === true)
        return 'its target is not written at the call';
    const member = callee.property.name;
    const at = rowsOf(site, member);
    const eventNode = args[at[0]?.event ?? -1];
    const eventName = eventNode?.type === 'StringLiteral' ? eventNode.value : undefined;
    const row = at.find(r => !r.events || (eventName !== undefined && r.events.includes(eventName))) ?? at[0];
    if (row?.target !== 'this')
        return 'what its arguments are is not known';
    const listener = args[row.listener ?? 1];
    if (!listener)
        return 'it has no listener';
    const optional = callee.optional === true;
    if (call.optional === true || (/^Optional/.test(call.type) && !optional))
        return 'it is a part of a longer optional chain';
    let target = callee.object;
    while (/CallExpression$/.test(target.type) && isLink(target))
        target = unwrapped(target.callee).object;
    return {
        finding,
        site,
        row,
        path,
        call,
        member,
        target,
        event: row.event === undefined ? undefined : eventNode,
        eventName: row.fixedEvent ?? eventName,
        listener,
        options: row.options === undefined ? undefined : args[row.options],
        whole: wholeOf(path),
        optional,
    };
}
/** The dialect's rows for a watcher of this name. */
export const rowsOf = (site, name) => (dialects.find(d => d.name === site.dialect)?.rows ?? []).filter(r => r.role === 'watch' && !r.slot && r.sym.endsWith(`#${name}`));
const isLink = (call) => {
    const callee = unwrapped(call.callee);
    return /MemberExpression$/.test(callee.type) && registers.test(callee.property.name ?? '');
};
/** Outward while the result is registered on again. */
function wholeOf(path) {
    let at = path;
    for (;;) {
        const member = at.parent;
        const call = member?.parent;
        if (!member || !call || !/MemberExpression$/.test(nodeOf(member).type))
            return at;
        if (nodeOf(member).object !== nodeOf(at) || nodeOf(call).callee !== nodeOf(member) || !isLink(nodeOf(call)))
            return at;
        at = call;
    }
}
export const inChain = ({ whole, path, call, target }) => whole !== path || unwrapped(call.callee).object !== target;
/** The statement that the whole is, among others, so that more can be put before and behind it. */
export function statementOf({ whole }, declared = false) {
    const place = placeOf(whole);
    if (place?.kind === 'statement')
        return place.listed ? place.statement : undefined;
    // `const subscription = …`
    return declared && handleName(whole) !== undefined ? nodeOf(whole.parent.parent) : undefined;
}
/** What a declaration of nothing else calls the result. */
export function handleName(whole) {
    const { parent } = whole;
    const declaration = parent.parent;
    if (nodeOf(parent).type !== 'VariableDeclarator' || !declaration)
        return undefined;
    const { id } = nodeOf(parent);
    const isListed = /^(BlockStatement|Program)$/.test(nodeOf(declaration.parent).type);
    const isOnly = nodeOf(declaration).declarations?.length === 1;
    return isListed && isOnly && id.type === 'Identifier' ? id.name : undefined;
}
