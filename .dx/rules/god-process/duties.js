import { isClass, isFunction, keyName, literalText, memberName, strip, walk } from '../../src/sites/ast.js';
import { sitesIn } from '../../src/sites/find.js';
import { functionName } from '../../src/sites/flow.js';
import { propertyType } from '../../src/sites/properties.js';
import { keyOf } from '../../src/sites/target.js';
import { parts } from '../../src/sites/ty.js';
import { addresseeOf } from '../raw-send/self.js';
export function dutiesOf(unit, pass) {
    const { file } = pass;
    const sites = sitesIn(pass.sites, unit);
    const sends = sites.filter(s => /^(send|broadcast|ackSend|selfSend|call)$/.test(s.row.role));
    const toSelf = sends.filter(s => s.row.role !== 'call' && addresseeOf(s, pass) === 'self');
    const others = sends.filter(s => !toSelf.includes(s) && s.target !== undefined);
    const events = sites.filter(s => s.row.role === 'watch' && s.event !== undefined).map(s => s.event);
    const counted = countNodes(unit, pass);
    return {
        peers: sites.length,
        spawns: sites.filter(s => s.row.role === 'spawn').length,
        recipients: new Set(others.map(s => keyOf(s.target, file))).size,
        messageKinds: new Set([...events, ...counted.kinds]).size,
        timers: counted.timers,
        selfSends: toSelf.length + counted.selfCalls,
        queues: counted.queues,
        hasPool: () => counted.collections.some(n => isPool(n, pass)),
    };
}
function countNodes(unit, pass) {
    const { file } = pass;
    const kinds = new Set();
    const filled = new Set();
    const emptied = new Set();
    let timers = 0;
    let selfCalls = 0;
    const collections = [];
    walk(unit, n => {
        if (n.type === 'SwitchStatement' && isKind(n.discriminant))
            for (const c of n.cases)
                if (c.test && literalText(c.test) !== undefined)
                    kinds.add(literalText(c.test));
        if (n.type === 'BinaryExpression' && n.operator === '===' && isKind(n.left)) {
            const text = literalText(n.right);
            if (text !== undefined)
                kinds.add(text);
        }
        if (n.type === 'VariableDeclarator' || n.type === 'PropertyDefinition')
            collections.push(n);
        if (n.type !== 'CallExpression')
            return true;
        const callee = strip(n.callee);
        const name = callee.type === 'Identifier' ? callee.name : memberName(callee);
        if (name === 'setTimeout' || name === 'setInterval')
            timers++;
        if ((name === 'setImmediate' || name === 'queueMicrotask' || name === 'setTimeout') && continues(n, unit))
            selfCalls++;
        if (callee.type === 'MemberExpression') {
            const key = () => keyOf(callee.object, file);
            if (name === 'push' || name === 'unshift')
                filled.add(key());
            if (name === 'shift' || name === 'pop')
                emptied.add(key());
        }
        return true;
    });
    return { kinds, timers, selfCalls, queues: [...filled].filter(k => emptied.has(k)).length, collections };
}
/** `message.type`, `event.kind`: what tells one message from another. */
const isKind = (n) => {
    const d = strip(n);
    return d.type === 'MemberExpression' && /^(type|kind|command|cmd|action|op|method)$/.test(memberName(d) ?? '');
};
/** A variable or field that is a list or map of peers. */
function isPool(n, pass) {
    const { inf } = pass;
    const ty = n.type === 'VariableDeclarator' ? declared(n.id, pass) : fieldType(n, pass);
    if (ty?.k !== 'list' && ty?.k !== 'map')
        return false;
    return parts(ty.of).some(t => t.k === 'lib' && inf.library.isPeer(t.name));
}
const declared = (id, { inf, file }) => id.type === 'Identifier' ? inf.typeOf(id, file) : undefined;
function fieldType(n, { inf, file }) {
    const cls = n.parent?.parent;
    const name = n.type === 'PropertyDefinition' ? keyName(n.key, n.computed) : undefined;
    return isClass(cls) && name !== undefined ? propertyType(inf, { k: 'instance', decl: cls, file }, name) : undefined;
}
/** A step of the unit schedules a step of the unit: `setImmediate(() => this.step())`. */
function continues(call, unit) {
    const callback = call.arguments[0] && strip(call.arguments[0]);
    if (!callback)
        return false;
    const own = new Set();
    walk(unit, n => {
        if (isFunction(n)) {
            const name = functionName(n);
            if (name !== undefined)
                own.add(name);
        }
        return true;
    });
    const called = (n) => {
        if (n.type === 'MemberExpression')
            return strip(n.object).type === 'ThisExpression' ? memberName(n) : undefined;
        return n.type === 'Identifier' ? n.name : undefined;
    };
    if (!isFunction(callback))
        return own.has(called(callback) ?? '');
    let found = false;
    if (callback.body)
        walk(callback.body, n => {
            if (n.type === 'CallExpression' && own.has(called(strip(n.callee)) ?? ''))
                found = true;
            return !found;
        });
    return found;
}
