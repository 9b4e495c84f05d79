/** One key for one object, however it is written: what pairs a registration with its release. */
import { classOf, contains, isFunction, keyName, memberName, strip, textOf, } from './ast.js';
import { scopeAround } from './scope.js';
/** All keys of an object: a parameter or variable that goes into a field is that field as well. */
export function keysOf(node, file) {
    const keys = [keyOf(node, file)];
    const n = strip(node);
    const b = n.type === 'Identifier' ? scopeAround(file.scopeOf, n)?.value(n.name) : undefined;
    if (!b)
        return keys;
    const property = b.id.parent;
    if (property?.type === 'TSParameterProperty') {
        for (let a = property.parent; a; a = a.parent)
            if (a.type === 'ClassBody') {
                keys.push(`this:${a.parent.start}.${b.name}`);
                break;
            }
    }
    for (const a of keptUnder(file).get(b.name) ?? [])
        if (scopeAround(file.scopeOf, strip(a.right))?.value(b.name) === b)
            keys.push(keyOf(a.left, file));
    for (const { id, list, path } of collected(file).get(b.name) ?? [])
        if (scopeAround(file.scopeOf, id)?.value(b.name) === b)
            keys.push(`each(${keyOf(list, file)})${path}`);
    return keys;
}
const collections = new WeakMap();
/** `list.push(name)`, `list.add({ name })`, by the name: whoever goes over the list meets it again. */
function collected(file) {
    const known = collections.get(file);
    if (known)
        return known;
    const found = new Map();
    collections.set(file, found);
    for (const call of file.calls) {
        const callee = strip(call.callee);
        if (callee.type !== 'MemberExpression' || !/^(push|unshift|add)$/.test(memberName(callee) ?? ''))
            continue;
        for (const argument of call.arguments)
            for (const [id, path] of namesIn(argument)) {
                const list = found.get(id.name) ?? [];
                found.set(id.name, [...list, { id, list: callee.object, path }]);
            }
    }
    return found;
}
/** The names that an element is made of, and where in it they stand. */
function namesIn(element) {
    const n = strip(element);
    if (n.type === 'Identifier')
        return [[n, '']];
    if (n.type === 'ArrayExpression')
        return n.elements.flatMap((e, i) => e ? namesIn(e).map(([id, path]) => [id, `[${i}]${path}`]) : []);
    if (n.type !== 'ObjectExpression')
        return [];
    return n.properties.flatMap(p => {
        const name = p.type === 'Property' ? keyName(p.key, p.computed) : undefined;
        return p.type === 'Property' && name !== undefined
            ? namesIn(p.value).map(([id, path]) => [id, `.${name}${path}`])
            : [];
    });
}
const kept = new WeakMap();
/** `x.y = name`, by the name. */
function keptUnder(file) {
    let known = kept.get(file);
    if (known)
        return known;
    known = new Map();
    kept.set(file, known);
    for (const a of file.assignments) {
        const right = strip(a.right);
        if (a.operator !== '=' || right.type !== 'Identifier' || a.left.type !== 'MemberExpression')
            continue;
        const list = known.get(right.name);
        if (list)
            list.push(a);
        else
            known.set(right.name, [a]);
    }
    return known;
}
const set = new WeakMap();
/** `x.y = …`, by the key of what is set. */
export function membersSet(file) {
    const known = set.get(file);
    if (known)
        return known;
    const found = new Map();
    set.set(file, found);
    for (const a of file.assignments) {
        if (a.left.type !== 'MemberExpression')
            continue;
        const key = keyOf(a.left, file);
        const list = found.get(key);
        if (list)
            list.push(a);
        else
            found.set(key, [a]);
    }
    return found;
}
/** Members that give their receiver back. */
export const chaining = new Set([
    'on',
    'once',
    'addListener',
    'prependListener',
    'prependOnceListener',
    'off',
    'removeListener',
    'removeAllListeners',
    'setMaxListeners',
]);
/** Links of a chain: longer ones name no object that is named twice. */
const longest = 100;
const keys = new WeakMap();
/** Canonical key of a target or listener. Follows `const` aliases; two equal keys mean one object. */
export function keyOf(node, file) {
    let key = keys.get(node);
    if (key === undefined) {
        key = makeKey(node, file, 0);
        keys.set(node, key);
    }
    return key;
}
function makeKey(node, file, depth) {
    const n = strip(node);
    if (depth > longest)
        return `at:${n.start}`;
    switch (n.type) {
        case 'Identifier': {
            const b = scopeAround(file.scopeOf, n)?.value(n.name);
            if (!b)
                return `global:${n.name}`;
            if (b.kind === 'variable' &&
                depth < 8 &&
                b.node.type === 'VariableDeclarator' &&
                (b.node.id.type === 'Identifier' || b.node.id.type === 'ObjectPattern') &&
                b.node.init) {
                const declaration = b.node.parent;
                const init = strip(b.node.init);
                if (declaration.kind === 'const' &&
                    (init.type === 'Identifier' || init.type === 'MemberExpression' || init.type === 'ThisExpression'))
                    return `${makeKey(init, file, depth + 1)}${pathIn(b.node.id, b.id)}`;
            }
            const each = eachOf(b);
            if (each && depth < 8)
                return `each(${makeKey(each.of, file, depth + 1)})${each.path}`;
            // a named function expression inside itself
            if (b.kind === 'function' && b.node.type === 'FunctionExpression')
                return `at:${b.node.start}`;
            return `${b.kind}:${b.id.start}`;
        }
        case 'ThisExpression':
            return `this:${classOf(n)?.start ?? -1}`;
        case 'MemberExpression': {
            const object = strip(n.object);
            const behind = object.type === 'ThisExpression' && depth < 8 ? getterValue(n) : undefined;
            if (behind)
                return makeKey(behind, file, depth + 1);
            if (object.type === 'Identifier' &&
                ['window', 'globalThis', 'self', 'global'].includes(object.name) &&
                !scopeAround(file.scopeOf, object)?.value(object.name))
                return `global:${memberName(n)}`;
            return `${makeKey(n.object, file, depth + 1)}.${memberName(n) ?? `[${textOf(file, n.property)}]`}`;
        }
        case 'CallExpression': {
            const callee = strip(n.callee);
            // `f.bind(this)` makes a new function each time
            if (callee.type === 'MemberExpression' && memberName(callee) === 'bind')
                return `at:${n.start}`;
            // `w.on(…).off(…)`: emitters hand themselves back
            if (callee.type === 'MemberExpression' && chaining.has(memberName(callee) ?? ''))
                return makeKey(callee.object, file, depth + 1);
            return `${makeKey(callee, file, depth + 1)}(${n.arguments.map(a => textOf(file, a)).join()})`;
        }
        default:
            return isFunction(n) ? `at:${n.start}` : `text:${textOf(file, n)}`;
    }
}
/** What a loop runs over, and the part of each element that a name stands for: two loops over one list meet the same. */
function eachOf(b) {
    if (b.kind === 'variable' && b.node.type === 'VariableDeclarator') {
        const loop = b.node.parent?.parent;
        if (loop?.type !== 'ForOfStatement' || loop.left !== b.node.parent)
            return undefined;
        return { of: loop.right, path: pathIn(b.node.id, b.id) };
    }
    if (b.kind !== 'parameter' || !isFunction(b.node) || b.node.params.length !== 1)
        return undefined;
    const call = b.node.parent;
    if (call?.type !== 'CallExpression' || call.arguments[0] !== b.node)
        return undefined;
    const callee = strip(call.callee);
    if (callee.type !== 'MemberExpression' || memberName(callee) !== 'forEach')
        return undefined;
    return { of: callee.object, path: pathIn(b.node.params[0], b.id) };
}
/** Where in a pattern a name stands: `[1]` for `listener` in `[event, listener]`. */
function pathIn(pattern, id) {
    if (pattern.type === 'ArrayPattern') {
        const at = pattern.elements.findIndex(e => e && contains(e, id));
        return at < 0 ? '' : `[${at}]${pathIn(pattern.elements[at], id)}`;
    }
    if (pattern.type === 'ObjectPattern')
        for (const p of pattern.properties)
            if (p.type === 'Property' && contains(p, id))
                return `.${keyName(p.key, p.computed)}${pathIn(p.value, id)}`;
    return '';
}
/** `get socket() { return this._socket }`: the two are one object. */
function getterValue(member) {
    const name = memberName(member);
    const cls = classOf(member);
    if (!cls || name === undefined)
        return undefined;
    for (const m of cls.body.body) {
        if (m.type !== 'MethodDefinition' || m.kind !== 'get' || keyName(m.key, m.computed) !== name)
            continue;
        const [only, second] = m.value.body?.body ?? [];
        if (second || only?.type !== 'ReturnStatement' || !only.argument)
            return undefined;
        const value = strip(only.argument);
        return value.type === 'MemberExpression' && strip(value.object).type === 'ThisExpression' ? value : undefined;
    }
    return undefined;
}
