import { j, nodeOf, sourceOf, unwrapped } from '../tree.js';
import { besideOf } from './beside.js';
import { callName } from './names.js';
import { isStable } from './stable.js';
export function entriesOf(promise, task) {
    const edits = [];
    let numbered = false;
    let left;
    const add = (path, release) => {
        const own = release && besideOf(path, { behind: `${callName(promise)}.onEnd(() => ${release})` }, task);
        if (!own)
            left ??= 'what its entry is found by is made where it is stored';
        else
            edits.push(...own);
    };
    const { tree } = task;
    within(promise, tree, j.CallExpression, path => {
        const call = nodeOf(path);
        const callee = unwrapped(call.callee);
        const name = callee.property?.name;
        const [key, value] = call.arguments;
        const store = callee.object;
        if (!store || !key)
            return;
        if (name === 'add' && settles(key, promise) && isStable(key) && isStable(store) && empties(path, store, task))
            add(path, `${sourceOf(tree, store)}.delete(${sourceOf(tree, key)})`);
        if (name !== 'set' || !value || !settles(value, promise))
            return;
        numbered = true;
        if (!empties(path, store, task))
            return;
        left ??= intolerant(path, store, task);
        add(path, isStable(key) && isStable(store) ? `${sourceOf(tree, store)}.delete(${sourceOf(tree, key)})` : undefined);
    });
    within(promise, tree, j.AssignmentExpression, path => {
        const target = nodeOf(path).left;
        if (target.type !== 'MemberExpression' || target.computed !== true)
            return;
        if (!settles(nodeOf(path).right, promise))
            return;
        numbered = true;
        if (!empties(path, target.object, task))
            return;
        left ??= intolerant(path, target.object, task);
        add(path, isStable(target) ? `delete ${sourceOf(tree, target)}` : undefined);
    });
    return left ?? { edits, numbered };
}
function within({ executor }, { root }, type, visit) {
    root.find(type).forEach(path => {
        const { start, end } = nodeOf(path);
        if (start > executor.start && end < executor.end)
            visit(path);
    });
}
/** Holds what settles the promise. */
function settles(node, { resolve, reject }) {
    const isOwn = (name) => name !== undefined && (name === resolve || name === reject);
    if (isOwn(node.name))
        return true;
    return (j(node)
        .find(j.Identifier)
        .filter(p => isOwn(p.node.name))
        .size() > 0);
}
/** The program takes entries out by itself: they are not meant to stay behind their answer. */
function empties(from, store, { tree }) {
    const own = sourceOf(tree, store);
    const area = areaOf(from, own, tree);
    const deleted = area.find(j.CallExpression).filter(p => {
        const callee = unwrapped(nodeOf(p).callee);
        return callee.property?.name === 'delete' && sourceOf(tree, callee.object) === own;
    });
    const removed = area.find(j.UnaryExpression).filter(p => {
        const { operator, argument } = nodeOf(p);
        const object = operator === 'delete' ? unwrapped(argument).object : undefined;
        return object !== undefined && sourceOf(tree, object) === own;
    });
    return deleted.size() + removed.size() > 0;
}
/** Where a store is used: a field in its class, anything else in the whole file. */
function areaOf(from, store, { root }) {
    const scope = store.startsWith('this.') ? classAround(from) : undefined;
    return scope ? j(scope) : root;
}
/** Who takes an answer out of this store expects that there may be nothing: an answer that comes too late finds nothing. */
function intolerant(from, store, { tree, file }) {
    const own = sourceOf(tree, store);
    const area = areaOf(from, own, tree);
    const isTyped = /\.[mc]?tsx?$/.test(file);
    let bad = false;
    let seen = false;
    const look = (path) => {
        seen = true;
        const parent = nodeOf(path.parent);
        if (/^TS(NonNull|As)Expression$/.test(parent.type))
            bad = true;
        else if (parent.type === 'MemberExpression' && parent.object === nodeOf(path))
            bad = true;
        else if (parent.type === 'CallExpression' && parent.callee === nodeOf(path))
            bad = true;
        else if (parent.type === 'VariableDeclarator')
            bad ||= unguarded(parent, path, isTyped);
    };
    area.find(j.CallExpression).forEach(path => {
        const callee = unwrapped(nodeOf(path).callee);
        if (callee.property?.name === 'get' && sourceOf(tree, callee.object) === own)
            look(path);
    });
    area.find(j.MemberExpression).forEach(path => {
        const node = nodeOf(path);
        const parent = nodeOf(path.parent);
        const isWritten = parent.type === 'AssignmentExpression' && parent.left === node;
        const isDeleted = parent.type === 'UnaryExpression' && parent.operator === 'delete';
        if (node.computed === true && !isWritten && !isDeleted && sourceOf(tree, node.object) === own)
            look(path);
    });
    if (!seen)
        return 'who takes its answer is not seen';
    return bad ? 'who takes its answer does not expect that the entry may be gone' : undefined;
}
function classAround(path) {
    for (let p = path.parent; p; p = p.parent)
        if (/^Class(Declaration|Expression)$/.test(nodeOf(p).type))
            return p;
    return undefined;
}
/** `const entry = pending.get(id)`: used without a test. With types only `!` can do that. */
function unguarded({ id }, path, isTyped) {
    const names = id;
    if (names.type !== 'Identifier')
        return true;
    const scope = path.scope;
    if (!scope)
        return true;
    const around = j(scope.path);
    const used = (n) => n !== undefined && unwrapped(n).name === names.name;
    const forced = around
        .find(j.TSNonNullExpression)
        .filter(p => used(nodeOf(p).expression))
        .size() > 0;
    if (forced)
        return true;
    const reads = around
        .find(j.MemberExpression)
        .filter(p => used(nodeOf(p).object))
        .size() > 0;
    const calls = around
        .find(j.CallExpression)
        .filter(p => used(nodeOf(p).callee))
        .size() > 0;
    if (isTyped || !(reads || calls))
        return false;
    const tests = (n) => used(n) ||
        j(n)
            .find(j.Identifier)
            .filter(p => p.node.name === names.name)
            .size() > 0;
    const guarded = around
        .find(j.IfStatement)
        .filter(p => tests(nodeOf(p).test))
        .size() > 0 ||
        around
            .find(j.LogicalExpression)
            .filter(p => tests(nodeOf(p).left))
            .size() > 0;
    return !guarded;
}
