/** Parameters: what the library, or every visible caller, hands over. */
import { contains, functionOf, isFunction, literalText, memberName, strip, } from '../ast.js';
import { handedTo, ownerFunction } from '../flow.js';
import { captured, elementOf } from './around.js';
import { inLoopOver, isNew, outer, unknown, worst } from './common.js';
/** Judged by who calls the function, with what. */
export function ofParameter(b, at, file, cx, depth) {
    const fn = b.node;
    if (!isFunction(fn))
        return unknown('a parameter');
    const here = functionOf(at);
    const registering = ownerFunction(at);
    const call = handedTo(fn);
    if (call) {
        const callee = strip(call.callee);
        if (callee.type === 'MemberExpression' && /^(forEach|map|some|every|filter)$/.test(memberName(callee) ?? ''))
            return elementOf(callee.object, b.id, at, file, cx, depth + 1);
    }
    if (here !== fn && registering !== fn)
        return captured(b, registering, fn, at, file, cx, depth);
    if (call) {
        const ty = cx.inf.typeOf(strip(call.callee), file);
        if (ty.k === 'member' || (ty.k === 'unknown' && isIntroduction(call)))
            return { life: 'fresh', why: 'it is handed over once for each object' };
        // whoever runs a task hands it a signal of its own, first; one among other arguments is passed on for the caller
        const isPassedOn = cx.parameterIsOuter === true && fn.params.findIndex(p => contains(p, b.id)) > 0;
        return isPassedOn ? outer('it is the caller’s') : unknown('who calls the function is not seen');
    }
    return fromCallers(fn, b, file, cx, depth);
}
/** `server.on('connection', socket => …)`, of whatever server: the event brings a new object each time. */
function isIntroduction(call) {
    const registers = /^(on|addListener)$/.test(memberName(strip(call.callee)) ?? '');
    return registers && literalText(call.arguments[0]) === 'connection';
}
/** Judged by what every visible caller hands over. */
function fromCallers(fn, b, file, cx, depth) {
    const index = fn.params.findIndex(p => contains(p, b.id));
    const all = cx.callers.of(fn, file);
    if (all.length === 0)
        return cx.parameterIsOuter ? outer('it is the caller’s, and outlives the call') : unknown('no caller is seen');
    let life;
    for (const c of all) {
        let each;
        if (!c.isCall) {
            const p = c.node.parent;
            const given = p?.type === 'CallExpression' && p.arguments.includes(c.node)
                ? cx.inf.typeOf(strip(p.callee), c.file)
                : undefined;
            each =
                given?.k === 'member'
                    ? { life: 'fresh', why: 'it is handed over once for each object' }
                    : unknown('the function is handed on, and its caller is not seen');
        }
        else {
            const arg = c.node.arguments[index];
            if (!arg) {
                // left out: a default, or nothing to watch
                const given = defaultLife(fn, index, file, cx, depth);
                if (!given)
                    continue;
                each = given;
            }
            else {
                each = cx.of(propertyGiven(arg, fn.params[index], b.id) ?? arg, c.node, c.file, cx, depth + 1);
                if (isNew(each) && inLoopOver(c.node, each.origin))
                    each = outer('the caller registers in a loop');
            }
        }
        life = life ? worst(life, each) : each;
    }
    const made = life ?? unknown('no caller hands one over');
    return made.life === 'local' || made.life === 'own'
        ? { life: 'fresh', why: 'every visible caller hands over an object that it has just made' }
        : made;
}
/** `run({ child })` for a parameter `{ child }`. */
function propertyGiven(arg, pattern, id) {
    const given = strip(arg);
    if (pattern.type !== 'ObjectPattern' || given.type !== 'ObjectExpression')
        return undefined;
    const p = pattern.properties.find(q => contains(q, id));
    if (p?.type !== 'Property' || p.key.type !== 'Identifier')
        return undefined;
    const name = p.key.name;
    const found = given.properties.find(q => q.type === 'Property' && q.key.type === 'Identifier' && q.key.name === name);
    return found?.type === 'Property' ? found.value : undefined;
}
function defaultLife(fn, index, file, cx, depth) {
    const p = fn.params[index];
    return p?.type === 'AssignmentPattern' ? cx.of(p.right, p, file, cx, depth + 1) : undefined;
}
