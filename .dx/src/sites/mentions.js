/** Where a declared name is used, and which function a callee is. */
import { isFunction, strip } from './ast.js';
import { scopeAround } from './scope.js';
/** The declaration that a name means at its place. */
export function bindingOf(id, file) {
    return id.type === 'Identifier' ? scopeAround(file.scopeOf, id)?.value(id.name) : undefined;
}
/** Every use of a declared name in its file: neither its declaration nor a property of the same name. */
export function mentions(binding, file) {
    const names = mentioned.get(file) ?? new Map();
    mentioned.set(file, names);
    const known = names.get(binding.name) ?? byBinding(binding.name, file);
    names.set(binding.name, known);
    return known.get(binding) ?? [];
}
/** Minified code gives one name to thousands of things: they are told apart once. */
const mentioned = new WeakMap();
function byBinding(name, file) {
    const found = new Map();
    for (const id of file.identifiers.get(name) ?? []) {
        const b = isLabel(id) ? undefined : bindingOf(id, file);
        if (!b || b.id === id)
            continue;
        const list = found.get(b);
        if (list)
            list.push(id);
        else
            found.set(b, [id]);
    }
    return found;
}
const set = new WeakMap();
/** `name = …`, `name += …`, for a declared name. */
export function assignmentsTo(binding, file) {
    const known = set.get(file);
    if (known)
        return known.get(binding) ?? [];
    const found = new Map();
    set.set(file, found);
    for (const a of file.assignments) {
        const b = bindingOf(a.left, file);
        if (!b)
            continue;
        const list = found.get(b);
        if (list)
            list.push(a);
        else
            found.set(b, [a]);
    }
    return found.get(binding) ?? [];
}
function isLabel(id) {
    const p = id.parent;
    if (p?.type === 'MemberExpression')
        return p.property === id && !p.computed;
    if (p?.type === 'Property')
        return p.key === id && p.value !== id && !p.computed;
    return p?.type === 'MethodDefinition' || (p?.type === 'PropertyDefinition' && p.key === id);
}
/** The function that a callee or a handed-over name stands for, with its file. */
export function functionMeant(node, file, inf) {
    const n = strip(node);
    if (isFunction(n))
        return { fn: n, file };
    if (n.type !== 'Identifier' && n.type !== 'MemberExpression')
        return undefined;
    const b = bindingOf(n, file);
    if (b && isFunction(b.node) && b.kind === 'function')
        return { fn: b.node, file };
    const init = b?.node.type === 'VariableDeclarator' && b.node.id === b.id && b.node.init ? strip(b.node.init) : undefined;
    if (init && isFunction(init))
        return { fn: init, file };
    const ty = inf.typeOf(n, file);
    return ty.k === 'function' ? { fn: ty.node, file: ty.file } : undefined;
}
/** The expression that a `const` or a variable set once starts with. */
export function initOf(id, file) {
    const b = bindingOf(id, file);
    return b?.node.type === 'VariableDeclarator' && b.node.id === b.id && b.node.init ? strip(b.node.init) : undefined;
}
