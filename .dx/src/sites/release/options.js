import { keyName, strip } from '../ast.js';
import { scopeAround } from '../scope.js';
/** `{ signal }` among the options. */
export function signalOption(site, file) {
    const { node, row } = site;
    if (node.type === 'AssignmentExpression')
        return undefined;
    const options = option(node, row.options, file);
    const p = options?.properties.find(q => q.type === 'Property' && q.key.type === 'Identifier' && q.key.name === 'signal');
    return p?.type === 'Property' ? p.value : undefined;
}
/** The listener goes after its first event: by the member's name or by `{ once: true }`. */
export function isOneShot(site, file) {
    const { node, row } = site;
    if (row.once)
        return true;
    if (node.type === 'AssignmentExpression')
        return false;
    const options = option(node, row.options, file);
    const p = options?.properties.find(q => q.type === 'Property' && q.key.type === 'Identifier' && q.key.name === 'once');
    return p?.type === 'Property' && p.value.type === 'Literal' && p.value.value === true;
}
/** The phase that a listener is added to or taken from; none where that is not seen. */
export function captures(call, at, file) {
    const arg = call.arguments[at];
    if (!arg)
        return false;
    const n = strip(arg);
    if (n.type === 'Literal')
        return n.value === true;
    const properties = option(call, at, file)?.properties;
    if (!properties || properties.some(p => p.type === 'SpreadElement'))
        return undefined;
    const p = properties.find(q => q.type === 'Property' && keyName(q.key, q.computed) === 'capture');
    if (p?.type !== 'Property')
        return false;
    return p.value.type === 'Literal' ? p.value.value === true : undefined;
}
function option(node, at, file) {
    if (at === undefined)
        return undefined;
    const arg = node.arguments[at];
    if (!arg)
        return undefined;
    const n = strip(arg);
    if (n.type === 'ObjectExpression')
        return n;
    if (n.type !== 'Identifier')
        return undefined;
    const b = scopeAround(file.scopeOf, n)?.value(n.name);
    const init = b?.node.type === 'VariableDeclarator' && b.node.init ? strip(b.node.init) : undefined;
    return init?.type === 'ObjectExpression' ? init : undefined;
}
