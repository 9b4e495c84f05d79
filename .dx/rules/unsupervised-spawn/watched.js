/** Where a peer's handle goes in one file, and whether its end or failure is heard there. */
import { chainHead } from '../../src/sites/aliases.js';
import { isFunction, keyName, literalText, memberName, strip, unwrapUp, walk, } from '../../src/sites/ast.js';
import { keyOf } from '../../src/sites/target.js';
const registering = /^(on|once|addListener|prependListener|prependOnceListener|addEventListener)$/;
const storing = new Set(['push', 'unshift', 'add', 'set', 'append', 'enqueue']);
/** All mentions of a peer by any of its keys. */
export function mentions(keys, file) {
    const byKey = mentioned.get(file) ?? mentionsIn(file);
    const all = [...keys].flatMap(k => byKey.get(k) ?? []).sort((a, b) => a.start - b.start || b.end - a.end);
    let end = -1;
    // a part of a mention is none
    return all.filter(n => {
        if (n.end <= end)
            return false;
        if (n.type === 'MemberExpression')
            end = n.end;
        return true;
    });
}
const mentioned = new WeakMap();
/** Every use of a value that has a name, by its key: many peers are looked for in one file. */
function mentionsIn(file) {
    const found = new Map();
    walk(file.program, n => {
        if (n.type === 'MemberExpression' || (n.type === 'Identifier' && !isName(n))) {
            const key = keyOf(n, file);
            const list = found.get(key);
            if (list)
                list.push(n);
            else
                found.set(key, [n]);
        }
        return n.type !== 'TSTypeAnnotation';
    });
    mentioned.set(file, found);
    return found;
}
/** The name of a property or declaration, which is no use of a value. */
function isName(n) {
    const p = n.parent;
    if (!p)
        return false;
    if (p.type === 'MemberExpression')
        return p.property === n && !p.computed;
    if (p.type === 'Property')
        return p.key === n && !p.shorthand;
    if (p.type === 'VariableDeclarator')
        return p.id === n;
    return (p.type === 'MethodDefinition' ||
        p.type === 'PropertyDefinition' ||
        (p.type === 'AssignmentExpression' && p.left === n));
}
/** What is done with the value of an expression. */
export function useOf(node, events, file) {
    let n = unwrapUp(node);
    for (let p = n.parent; p; p = n.parent) {
        switch (p.type) {
            case 'MemberExpression': {
                if (p.object !== n)
                    return { kind: 'none' };
                const heard = heardThrough(p, events);
                if (heard)
                    return { kind: 'heard', by: heard, at: p.property };
                const name = memberName(p) ?? '';
                const call = unwrapUp(p).parent;
                if (call?.type === 'CallExpression' && strip(call.callee) === p) {
                    if (name === 'unref')
                        return { kind: 'unref' };
                    if (chainHead(call) === chainHead(n)) {
                        n = unwrapUp(call);
                        continue;
                    }
                }
                // `worker.process` of a cluster's worker is the same peer
                if (name === 'process') {
                    n = unwrapUp(p);
                    continue;
                }
                return { kind: 'none' };
            }
            case 'AwaitExpression':
            case 'ConditionalExpression':
            case 'LogicalExpression':
                if (p.type === 'ConditionalExpression' && p.test === n)
                    return { kind: 'none' };
                if (p.type === 'LogicalExpression' && p.left === n && p.operator === '&&')
                    return { kind: 'none' };
                n = unwrapUp(p);
                continue;
            case 'VariableDeclarator':
                if (p.id.type !== 'Identifier')
                    return { kind: 'none' };
                return exportedBy(p) ? { kind: 'exported' } : { kind: 'named', key: keyOf(p.id, file) };
            case 'AssignmentExpression': {
                if (p.right !== n)
                    return { kind: 'none' };
                const left = strip(p.left);
                return left.type === 'MemberExpression' && left.computed && memberName(left) === undefined
                    ? { kind: 'stored' }
                    : { kind: 'named', key: keyOf(left, file) };
            }
            case 'PropertyDefinition': {
                const cls = p.parent?.parent;
                return { kind: 'named', key: `this:${cls?.start ?? -1}.${keyName(p.key, p.computed)}` };
            }
            case 'ReturnStatement':
                return { kind: 'returned', node: p, wrapped: false };
            case 'ArrowFunctionExpression':
                return p.body === n ? { kind: 'returned', node: n, wrapped: false } : { kind: 'none' };
            case 'Property':
            case 'ArrayExpression':
            case 'SpreadElement':
            case 'ObjectExpression':
                return inside(p);
            case 'CallExpression':
            case 'NewExpression': {
                const at = p.arguments.indexOf(n);
                if (at < 0)
                    return { kind: 'none' };
                const text = literalText(p.arguments[at + 1]);
                if (text !== undefined && events.includes(text))
                    return { kind: 'heard', by: text, at: p };
                const callee = strip(p.callee);
                if (callee.type === 'MemberExpression' && storing.has(memberName(callee) ?? ''))
                    return { kind: 'stored' };
                return { kind: 'passed', call: p, at };
            }
            case 'ExportDefaultDeclaration':
            case 'ExportSpecifier':
                return { kind: 'exported' };
            default:
                return { kind: 'none' };
        }
    }
    return { kind: 'none' };
}
/** Part of an object or a list: that one is returned, or kept somewhere. */
function inside(node) {
    for (let n = node, p = n.parent; p; n = p, p = n.parent) {
        if (p.type === 'ReturnStatement' || (p.type === 'ArrowFunctionExpression' && p.body === n))
            return { kind: 'returned', node: n, wrapped: true };
        if (isFunction(p) || p.type === 'ExpressionStatement' || p.type === 'VariableDeclarator')
            break;
    }
    return { kind: 'stored' };
}
function exportedBy(declarator) {
    return declarator.parent?.parent?.type === 'ExportNamedDeclaration';
}
/** `peer.on('exit', …)`, `peer.onerror = …`, `actor.subscribe({ error })`: the event by which the end is heard. */
function heardThrough(member, events) {
    const name = memberName(member) ?? '';
    const outer = unwrapUp(member);
    const p = outer.parent;
    const slot = /^on([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
    if (p?.type === 'AssignmentExpression' && p.left === outer && slot !== undefined && events.includes(slot))
        return isNothing(p.right) ? undefined : slot;
    if (p?.type !== 'CallExpression' || strip(p.callee) !== member)
        return undefined;
    if (slot !== undefined && events.includes(slot))
        return slot;
    const first = p.arguments[0];
    if (registering.test(name)) {
        const event = literalText(first);
        // a name that is no literal may be any event
        return event === undefined ? (first ? 'an event' : undefined) : events.includes(event) ? event : undefined;
    }
    if (name !== 'subscribe' || !first)
        return undefined;
    if (p.arguments.length > 1)
        return 'error';
    const observer = strip(first);
    if (observer.type !== 'ObjectExpression')
        return isFunction(observer) || observer.type === 'Identifier' ? undefined : 'an observer';
    const keys = observer.properties.flatMap(q => (q.type === 'Property' ? (keyName(q.key, q.computed) ?? []) : []));
    return keys.find(k => events.includes(k));
}
const isNothing = (n) => n.type === 'Literal' && n.value === null;
