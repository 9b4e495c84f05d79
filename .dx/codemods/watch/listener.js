/** Who is told: a function written at the call, or the name of one; what it takes, and whether it can be found again. */
import { typesOf } from '../listener-types.js';
import { commentsBeside, j, nodeOf, sourceOf, unwrapped } from '../tree.js';
import { keyOf } from './around.js';
import { isFunction, usesThis } from './names.js';
/** The same function each time it is asked for: an import, a declaration, a constant, a field that is set once. */
export function isStable(listener, path, tree) {
    const node = unwrapped(listener);
    if (node.type === 'Identifier')
        return !isAssigned(tree, node.name);
    if (!/MemberExpression$/.test(node.type) || node.object.type !== 'ThisExpression')
        return false;
    const member = memberOf(node, path);
    if (!member)
        return false;
    if (/Method$/.test(member.type))
        return true;
    return /Property$/.test(member.type) && (member.readonly === true || !isFieldAssigned(tree, keyOf(member), member));
}
/** The member of the class around that `this.x` names. */
export function memberOf(node, path) {
    const property = node.property;
    const name = property.type === 'PrivateName' ? `#${property.id.name}` : property.name;
    for (let p = path.parent; p; p = p.parent)
        if (nodeOf(p).type === 'ClassBody')
            return nodeOf(p).body.find(m => keyOf(m) === name);
    return undefined;
}
export function isAssigned(tree, name) {
    let times = 0;
    tree.root.find(j.AssignmentExpression).forEach(path => {
        if (nodeOf(path).left.name === name)
            times++;
    });
    return times > 0;
}
function isFieldAssigned(tree, name, member) {
    let times = member.value ? 1 : 0;
    tree.root.find(j.AssignmentExpression).forEach(path => {
        const left = unwrapped(nodeOf(path).left);
        if (!/MemberExpression$/.test(left.type) || left.object.type !== 'ThisExpression')
            return;
        const property = left.property;
        const key = property.type === 'PrivateName' ? `#${property.id.name}` : property.name;
        if (key === name)
            times++;
    });
    return times > 1;
}
/** `this.x` that is set once, a constant, a parameter: the same object later as well. */
export function isStableTarget(target, path, tree) {
    const node = unwrapped(target);
    if (node.type === 'Identifier')
        return !isAssigned(tree, node.name);
    if (!/MemberExpression$/.test(node.type) || node.object.type !== 'ThisExpression')
        return false;
    const member = memberOf(node, path);
    if (!member)
        return isParameterProperty(node, path, tree);
    return /Property$/.test(member.type) && (member.readonly === true || !isFieldAssigned(tree, keyOf(member), member));
}
/** `constructor(private readonly worker: Worker)`, which nobody sets anew. */
function isParameterProperty(node, path, tree) {
    const name = node.property.name;
    for (let p = path.parent; p; p = p.parent) {
        if (nodeOf(p).type !== 'ClassBody')
            continue;
        const maker = nodeOf(p).body.find(m => m.kind === 'constructor');
        const param = (maker?.params ?? []).find(each => each.type === 'TSParameterProperty' &&
            (each.parameter.name ?? each.parameter.left?.name) === name);
        return (param !== undefined &&
            (param.readonly === true || !isFieldAssigned(tree, name, { ...param, value: true })));
    }
    return false;
}
/** The function as a constant of its own: with types where only the call said them. Or why not. */
export function declared(listener, dialect, event, tree, typed) {
    const node = unwrapped(listener);
    const params = node.params;
    const text = sourceOf(tree, listener);
    if (!typed ||
        params.every(p => p.typeAnnotation || (p.type === 'AssignmentPattern' && p.left.typeAnnotation)))
        return text;
    const types = typesOf(dialect, event);
    if (!types || params.length > types.length || params.some(p => p.type !== 'Identifier'))
        return undefined;
    const from = params[0].start;
    const to = params.at(-1).end;
    if (tree.comments.some(c => c.start >= from && c.end <= to))
        return undefined;
    const list = params.map((p, i) => (p.typeAnnotation ? sourceOf(tree, p) : `${p.name}: ${types[i]}`)).join(', ');
    // `m => …` has no parentheses of its own
    const bare = params.length === 1 && !/\(\s*$/.test(tree.text.slice(node.start, from));
    const [open, close] = bare ? ['(', ')'] : ['', ''];
    return tree.text.slice(listener.start, from) + open + list + close + tree.text.slice(to, listener.end);
}
/** A callback of `monitor` that gives the listener what `exit` gave it; or why there is none. */
export function onDown(listener, told, path, tree) {
    const node = unwrapped(listener);
    if (isFunction(node))
        return inline(node, listener, told, tree);
    if (/^(Optional)?CallExpression$/.test(node.type))
        return bound(node, told, path, tree);
    if (node.type === 'Identifier') {
        const found = declarationOf(node.name, tree);
        if (found && found.type !== 'ArrowFunctionExpression' && usesThis(found))
            return { why: mayBePeer };
        return { text: passing(sourceOf(tree, node), arityOf(found, told)) };
    }
    if (/MemberExpression$/.test(node.type) && node.object.type === 'ThisExpression') {
        const member = memberOf(node, path);
        const value = member?.value;
        if (value?.type === 'ArrowFunctionExpression')
            return { text: passing(sourceOf(tree, node), arityOf(value, told)) };
        if (value && isBound(value))
            return { text: passing(sourceOf(tree, node), arityOf(methodOf(value, path), told)) };
        return { why: mayBePeer };
    }
    if (/MemberExpression$/.test(node.type) && node.object.name === 'console')
        return { text: passing(sourceOf(tree, node), told) };
    return { why: 'what its listener is, and what it takes, is not seen' };
}
const mayBePeer = 'its listener may use `this`, which is the peer';
/** `this.onExit.bind(this)` */
export const isBound = (node) => {
    const callee = /CallExpression$/.test(node.type) ? unwrapped(node.callee) : undefined;
    const args = node.arguments;
    return (callee !== undefined &&
        /MemberExpression$/.test(callee.type) &&
        callee.property.name === 'bind' &&
        args?.length === 1 &&
        args[0].type === 'ThisExpression' &&
        callee.object.object?.type === 'ThisExpression');
};
const methodOf = (bind, path) => memberOf(unwrapped(bind.callee).object, path);
function bound(node, told, path, tree) {
    if (!isBound(node))
        return { why: 'what its listener is, and what it takes, is not seen' };
    const method = methodOf(node, path);
    return { text: passing(sourceOf(tree, unwrapped(node.callee).object), arityOf(method, told)) };
}
function declarationOf(name, tree) {
    let found;
    tree.root.find(j.FunctionDeclaration).forEach(p => {
        if (nodeOf(p).id?.name === name)
            found ??= nodeOf(p);
    });
    tree.root.find(j.VariableDeclarator).forEach(p => {
        const init = nodeOf(p).init;
        if (nodeOf(p).id.name === name && init && isFunction(unwrapped(init)))
            found ??= unwrapped(init);
    });
    return found;
}
function arityOf(fn, told) {
    const params = fn?.params;
    if (!params)
        return told;
    if (params.some(p => p.type === 'RestElement'))
        return told;
    return Math.min(told, params.length);
}
function passing(name, arity) {
    if (arity === 0)
        return `() => ${name}()`;
    return `({ exit }) => ${name}(${['exit.code', 'exit.signal'].slice(0, arity).join(', ')})`;
}
function inline(node, listener, told, tree) {
    if (node.type !== 'ArrowFunctionExpression' && usesThis(node))
        return { why: mayBePeer };
    if (node.generator === true)
        return { why: 'its listener is a generator' };
    const params = node.params;
    if (params.length === 0)
        return { text: sourceOf(tree, listener) };
    if (params.length > told || params.some(p => p.type !== 'Identifier'))
        return { why: 'its listener takes more than `exit` gives, or takes it apart' };
    const body = node.body;
    const kept = [body, ...(node.returnType ? [node.returnType] : [])];
    if (commentsBeside(tree, { start: node.start, end: body.start }, kept).length > 0)
        return { why: 'comments stand where there is no place for them' };
    const fields = params.map((p, i) => {
        const field = ['code', 'signal'][i];
        return p.name === field ? field : `${field}: ${p.name}`;
    });
    const from = params[0].start;
    const to = params.at(-1).end;
    const pattern = `{ exit: { ${fields.join(', ')} } }`;
    const open = tree.text.slice(node.start, from);
    const rest = tree.text.slice(to, listener.end).replace(/^\s*,(?=\s*\))/, '');
    return { text: open.trimEnd().endsWith('(') ? open + pattern + rest : `${open}(${pattern})${rest}` };
}
