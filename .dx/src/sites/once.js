/** Whether code runs at most once in the life of the program. */
import { classOf, functionOf, literalText, memberName, strip, } from './ast.js';
import { handedTo, inLoop, instanceField, isConstructor, ownerFunction } from './flow.js';
import { guardsOf } from './guards.js';
/** Events that come once in the life of what they happen to. */
const onceEvents = new Set([
    'ready',
    'DOMContentLoaded',
    'load',
    'listening',
    'online',
    'spawn',
    'open',
    'will-finish-launching',
    'exit',
    'beforeExit',
    'before-quit',
    'will-quit',
]);
/** Functions that call what they are given once. */
const callOnce = new Set([
    'then',
    'catch',
    'finally',
    'setTimeout',
    'setImmediate',
    'queueMicrotask',
    'nextTick',
    'listen',
    'whenReady',
    'once',
]);
/** Blocks of test runners: each runs once in a run. */
const testBlocks = new Set(['describe', 'it', 'test', 'before', 'beforeAll', 'after', 'afterAll', 'suite', 'bench']);
/** Module top level, a function that only such code calls, once, or one behind a guard that says so. */
export function runsOnce(node, file, callers, depth = 0) {
    if (instanceField(node))
        return constructedOnce(node, file, callers, depth) === true;
    const fn = ownerFunction(node);
    if (!fn)
        return true;
    if (depth > 5)
        return false;
    const guards = guardsOf(node, fn, file);
    if (guards.module)
        return true;
    // whose constructions nobody sees gets the benefit of the doubt
    if (guards.object)
        return constructedOnce(node, file, callers, depth) ?? true;
    const call = handedTo(fn);
    if (call)
        return (isOnceCall(call, file, callers.inf) && !inLoop(call, functionOf(call)) && runsOnce(call, file, callers, depth + 1));
    const all = callers.of(fn, file);
    const first = all[0];
    if (!first || all.length !== 1)
        return false;
    if (inLoop(first.node, functionOf(first.node)))
        return false;
    if (first.isCall)
        return runsOnce(first.node, first.file, callers, depth + 1);
    const p = first.node.parent;
    return (p?.type === 'CallExpression' &&
        p.arguments.includes(first.node) &&
        isOnceCall(p, first.file, callers.inf) &&
        runsOnce(p, first.file, callers, depth + 1));
}
/** What the answer of {@link runsOnce} rests on, nearest first: a guard, a call that calls once, the only caller. None at module level. */
export function whatRunsOnce(node, file, callers) {
    const cls = instanceField(node) ? classOf(node) : undefined;
    const fn = ownerFunction(node);
    if (cls)
        return callers.ofClass(cls, file).map(c => at('the only construction', c.node, c.file))[0];
    if (!fn)
        return undefined;
    const { module, object } = guardsOf(node, fn, file);
    if (module || object)
        return at('the function that a flag guards', fn, file);
    const call = handedTo(fn);
    if (call)
        return at('what calls it once', call, file);
    return callers.of(fn, file).map(c => at('the only place that calls it', c.node, c.file))[0];
}
const at = (what, node, file) => ({ what, node, file });
/** Whether there is one object of the class around, in the life of the program; none: nobody is seen to make one. */
function constructedOnce(node, file, callers, depth) {
    const cls = classOf(node);
    const all = cls ? callers.ofClass(cls, file) : [];
    const first = all[0];
    if (!first)
        return undefined;
    return (all.length === 1 &&
        !inLoop(first.node, functionOf(first.node)) &&
        runsOnce(first.node, first.file, callers, depth + 1));
}
/** Runs at most once for each object of its class: the constructor, or a method that only the constructor calls, once. */
export function oncePerObject(at, file, callers, depth = 0) {
    if (instanceField(at))
        return true;
    const fn = ownerFunction(at);
    if (!fn)
        return false;
    if (isConstructor(fn))
        return true;
    const cls = classOf(fn);
    if (!cls || depth > 4)
        return false;
    const guards = guardsOf(at, fn, file);
    if (guards.module || guards.object)
        return true;
    const all = callers.of(fn, file);
    const first = all[0];
    if (!first?.isCall || all.length !== 1 || inLoop(first.node, functionOf(first.node)))
        return false;
    return classOf(first.node) === cls && oncePerObject(first.node, first.file, callers, depth + 1);
}
function isOnceCall(call, file, inf) {
    const callee = strip(call.callee);
    const name = callee.type === 'Identifier' ? callee.name : memberName(callee);
    if (name === undefined)
        return false;
    if (callOnce.has(name) || (callee.type === 'Identifier' && testBlocks.has(name)))
        return true;
    if (!/^(on|addListener|addEventListener|prependListener)$/.test(name))
        return false;
    const event = literalText(call.arguments[0]);
    return event !== undefined && onceEvents.has(event) && !hasOwnEvents(callee, event, file, inf);
}
/** The program names the events itself (an IPC channel called `open`): any of them may come again and again. */
export function hasOwnEvents(callee, event, file, inf) {
    const name = memberName(callee);
    if (callee.type !== 'MemberExpression' || name === undefined)
        return false;
    const ty = inf.typeOf(callee.object, file);
    if (ty.k !== 'lib')
        return false;
    const rows = inf.library.memberRows(ty.name, name).filter(r => r.role === 'watch' && !r.generic);
    return rows.length > 0 && rows.every(r => !r.events && !r.terminal?.includes(event));
}
