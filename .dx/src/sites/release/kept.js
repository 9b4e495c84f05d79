/** Removers and handles that go into a collection: of use only if something reads it again. */
import { ancestors, classOf, contains, keyName, memberName, strip, unwrapUp, } from '../ast.js';
import { scopeAround } from '../scope.js';
import { isWritten, memberUses } from './uses.js';
const adds = new Set(['push', 'unshift', 'add', 'set']);
const readsNothing = new Set([...adds, 'delete', 'clear', 'has', 'length', 'size']);
/** Added to a collection that nothing reads. */
export function keptInVain(value, file) {
    const whole = unwrapUp(value);
    const call = whole.parent;
    if (call?.type !== 'CallExpression' || !call.arguments.includes(whole))
        return false;
    const callee = strip(call.callee);
    if (callee.type !== 'MemberExpression' || !adds.has(memberName(callee) ?? ''))
        return false;
    const list = strip(callee.object);
    if (list.type === 'Identifier')
        return !isVariableRead(list.name, list, file);
    return list.type === 'MemberExpression' && !isFieldRead(list, file);
}
/** Assigned to a private field that nothing reads. */
export function assignedInVain(value, file) {
    const whole = unwrapUp(value);
    const p = whole.parent;
    if (p?.type !== 'AssignmentExpression' || p.right !== whole)
        return false;
    const left = strip(p.left);
    const name = memberName(left);
    const cls = classOf(left);
    if (left.type !== 'MemberExpression' || strip(left.object).type !== 'ThisExpression')
        return false;
    return cls !== undefined && name !== undefined && isPrivate(name, cls) && !isReadIn(cls, name, file);
}
function isPrivate(name, cls) {
    const field = cls.body.body.find(m => m.type === 'PropertyDefinition' && keyName(m.key, m.computed) === name);
    return name.startsWith('#') || (field?.type === 'PropertyDefinition' && field.accessibility === 'private');
}
const isReadIn = (cls, name, file) => memberUses(file, name).some(use => contains(cls, use) && !onlyFills(use) && !isWritten(use));
function isVariableRead(name, at, file) {
    const b = scopeAround(file.scopeOf, at)?.value(name);
    if (b?.node.type !== 'VariableDeclarator' || b.node.id.type !== 'Identifier')
        return true;
    // another name for something that others may read
    if (!isNewCollection(b.node.init ?? undefined))
        return true;
    for (const a of ancestors(b.node))
        if (a.type === 'ExportNamedDeclaration')
            return true;
    return (file.identifiers.get(name) ?? []).some(use => use !== b.id && scopeAround(file.scopeOf, use)?.value(name) === b && !onlyFills(use));
}
/** A private field; others may be read from anywhere. */
function isFieldRead(member, file) {
    const name = memberName(member);
    const cls = classOf(member);
    if (name === undefined || !cls || member.type !== 'MemberExpression')
        return true;
    if (strip(member.object).type !== 'ThisExpression')
        return true;
    const field = cls.body.body.find(m => m.type === 'PropertyDefinition' && keyName(m.key, m.computed) === name);
    if (field?.type !== 'PropertyDefinition' || !isNewCollection(field.value ?? undefined))
        return true;
    if (!isPrivate(name, cls))
        return true;
    return isReadIn(cls, name, file);
}
const isNewCollection = (n) => n !== undefined && (strip(n).type === 'ArrayExpression' || strip(n).type === 'NewExpression');
/** `list.push(x)`, `list.length = 0`: nothing comes out. */
function onlyFills(use) {
    const whole = unwrapUp(use);
    const p = whole.parent;
    return p?.type === 'MemberExpression' && p.object === whole && readsNothing.has(memberName(p) ?? '');
}
