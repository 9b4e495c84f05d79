const aside = /^(loc|start|end|range|extra|tokens|comments|errors)$|Comments$|^(typeAnnotation|typeParameters|returnType|typeArguments)$/;
const functions = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/;
export const isFunction = (node) => functions.test(node.type);
/** The nodes below, types left out. `into` says whether to go on below one. */
export function walk(node, visit) {
    for (const [key, value] of Object.entries(node)) {
        if (aside.test(key))
            continue;
        for (const child of Array.isArray(value) ? value : [value]) {
            if (typeof child !== 'object' || child === null || typeof child.type !== 'string')
                continue;
            if (visit(child, key, node) !== false)
                walk(child, visit);
        }
    }
}
/** Nodes of the function's own, not of functions inside. */
export function own(fn, visit) {
    walk(fn, node => {
        visit(node);
        return !isFunction(node);
    });
}
const isName = (node, key, parent) => node.type === 'Identifier' &&
    !(key === 'property' && /MemberExpression$/.test(parent.type) && parent.computed !== true) &&
    !(key === 'key' && parent.computed !== true && parent.shorthand !== true) &&
    !(key === 'label');
/** Names that a node refers to, its own among them. */
export function namesIn(node) {
    const names = new Set();
    if (node.type === 'Identifier')
        names.add(node.name);
    walk(node, (child, key, parent) => {
        if (isName(child, key, parent))
            names.add(child.name);
        return undefined;
    });
    return names;
}
/** Names that a pattern binds. */
function bound(pattern, names) {
    if (pattern.type === 'Identifier')
        names.add(pattern.name);
    const inner = [
        pattern.left,
        pattern.argument,
        pattern.parameter,
        ...(pattern.elements ?? []),
    ];
    for (const p of pattern.properties ?? [])
        inner.push(p.value ?? p.argument);
    for (const i of inner)
        if (i)
            bound(i, names);
}
/** Names declared in a function or a block: parameters, variables, functions and classes; not those of functions inside. */
export function declaredIn(node) {
    const names = new Set();
    for (const p of node.params ?? [])
        bound(p, names);
    walk(node, child => {
        if (child.type === 'VariableDeclarator')
            bound(child.id, names);
        if (child.type === 'CatchClause' && child.param)
            bound(child.param, names);
        if (/^(FunctionDeclaration|ClassDeclaration)$/.test(child.type) && child.id)
            bound(child.id, names);
        return !isFunction(child);
    });
    return names;
}
/** Names from outside that code uses, of those that a function around it declares. */
export function captured(code, by) {
    const inside = isFunction(code) ? declaredIn(code) : new Set();
    const outer = declaredIn(by);
    return new Set([...namesIn(code)].filter(name => outer.has(name) && !inside.has(name)));
}
/** `this`, `super` or `arguments` of its own; arrow functions have none. */
export function usesThis(fn) {
    let found = false;
    walk(fn, node => {
        if (/^(ThisExpression|Super)$/.test(node.type) || (node.type === 'Identifier' && node.name === 'arguments'))
            found = true;
        return !isFunction(node) || node.type === 'ArrowFunctionExpression';
    });
    return found;
}
/** Something here waits: `await`, or `for await`. */
export function waits(node) {
    let found = false;
    own(node, n => {
        if (n.type === 'AwaitExpression' || (n.type === 'ForOfStatement' && n.await === true))
            found = true;
    });
    return found;
}
export function returnsIn(node) {
    const list = [];
    own(node, n => {
        if (n.type === 'ReturnStatement')
            list.push(n);
    });
    return list;
}
