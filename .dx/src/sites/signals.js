/** Whether an `AbortSignal` fires by itself after a while. */
import { isFunction, memberName, strip, walk } from './ast.js';
import { assignmentsTo, bindingOf, functionMeant } from './mentions.js';
import { keyOf, membersSet } from './target.js';
import { calleeName, holdsTimer, importedFrom, isAbortTimeout, isEndless, isNamed, timerOf } from './timers.js';
const time = (reason, what, node, file) => ({
    by: 'time',
    reason,
    at: { what, node, file },
});
const caller = (reason, at) => ({ by: 'caller', reason, at });
const never = (reason) => ({ by: 'none', reason });
/** `time`: it is aborted by a timer; `caller`: by whoever handed it over; `none`: by nothing that ends by itself. */
export function signalBound(node, file, inf, depth = 0) {
    const n = strip(node);
    if (depth > 8)
        return caller('its signal comes from elsewhere');
    switch (n.type) {
        case 'CallExpression':
            return ofCall(n, file, inf, depth);
        case 'Identifier':
            return ofName(n, file, inf, depth);
        case 'MemberExpression':
            return ofMember(n, file, inf);
        case 'ConditionalExpression':
            return best([n.consequent, n.alternate], file, inf, depth);
        case 'LogicalExpression':
            return best([n.left, n.right], file, inf, depth);
        case 'AwaitExpression':
            return signalBound(n.argument, file, inf, depth + 1);
        case 'Literal':
            return never('its signal is empty');
        default:
            return caller('its signal comes from elsewhere');
    }
}
function best(nodes, file, inf, depth) {
    const all = nodes.map(x => signalBound(x, file, inf, depth + 1));
    return all.find(b => b.by === 'time') ?? all.find(b => b.by === 'caller') ?? all[0] ?? never('its signal is empty');
}
function ofCall(n, file, inf, depth) {
    if (isAbortTimeout(n))
        return isEndless(n.arguments[0], file)
            ? never('its signal fires after `Infinity`')
            : time('`AbortSignal.timeout` ends it', 'the signal that fires by itself', n, file);
    const callee = strip(n.callee);
    if (callee.type === 'MemberExpression' && isNamed(callee.object, 'AbortSignal') && memberName(callee) === 'any') {
        const list = n.arguments[0] && strip(n.arguments[0]);
        if (list?.type !== 'ArrayExpression')
            return caller('its signal is made of others from elsewhere');
        return best(list.elements.filter(e => e !== null).map(e => (e.type === 'SpreadElement' ? e.argument : e)), file, inf, depth);
    }
    const name = calleeName(n) ?? 'a function';
    const meant = functionMeant(callee, file, inf);
    if (meant)
        return holdsTimer(meant.fn, meant.file, inf)
            ? time(`\`${name}\` holds the timer that aborts it`, 'the function that holds the timer', meant.fn, meant.file)
            : caller('its signal comes from elsewhere');
    return /timeout|deadline/i.test(name)
        ? time(`\`${name}\` ends it, by its name`, 'what makes the signal', n, file)
        : caller('its signal comes from elsewhere');
}
function ofName(id, file, inf, depth) {
    if (id.name === 'undefined')
        return never('its signal is empty');
    const b = bindingOf(id, file);
    if (b?.kind === 'parameter')
        return caller(`the caller’s \`${id.name}\` ends it`, { what: 'the parameter', node: b.id, file });
    if (b?.node.type !== 'VariableDeclarator')
        return caller(`\`${id.name}\` comes from elsewhere`);
    if (!b.node.init) {
        const set = assignmentsTo(b, file);
        return best(set.map(a => a.right), file, inf, depth);
    }
    if (b.node.id === b.id)
        return signalBound(b.node.init, file, inf, depth + 1);
    // `const { signal } = new AbortController()`, `const { signal } = options`
    return ofController(b.node.init, file, inf);
}
function ofMember(n, file, inf) {
    if (memberName(n) === 'signal')
        return ofController(n.object, file, inf);
    return caller('its signal comes from elsewhere');
}
/** Bound of `x.signal`: `x` is a controller of one's own with a timer, or somebody else's. */
function ofController(node, file, inf) {
    const n = strip(node);
    const made = makers(n, file);
    if (made.length === 0)
        return caller('its signal is somebody else’s');
    for (const m of made) {
        if (m.type === 'NewExpression' && isNamed(m.callee, 'AbortController'))
            continue;
        if (m.type !== 'CallExpression' && m.type !== 'NewExpression')
            return caller('its signal is somebody else’s');
        const name = calleeName(m) ?? '';
        const meant = functionMeant(m.callee, file, inf);
        if (meant ? holdsTimer(meant.fn, meant.file, inf) : /timeout|deadline/i.test(name))
            return time(`\`${name}\` holds the timer that aborts it`, 'what makes the controller', m, file);
        return caller('its signal is somebody else’s');
    }
    const timer = abortingTimer(n, file, inf);
    return timer
        ? time('a timer aborts its controller', 'the timer', timer, file)
        : never('its signal is there, but no timer aborts it');
}
/** The expressions that a controller is made by; none when it comes from elsewhere. */
function makers(n, file) {
    if (n.type === 'NewExpression' || n.type === 'CallExpression')
        return [n];
    if (n.type === 'Identifier') {
        const b = bindingOf(n, file);
        if (b?.node.type !== 'VariableDeclarator' || importedFrom(n, file))
            return [];
        if (b.node.init)
            return b.node.id === b.id ? [strip(b.node.init)] : [];
        return assignmentsTo(b, file).map(a => strip(a.right));
    }
    if (n.type !== 'MemberExpression')
        return [];
    const key = keyOf(n, file);
    const name = memberName(n);
    const set = membersSet(file).get(key) ?? [];
    const own = set.map(a => strip(a.right));
    if (strip(n.object).type === 'ThisExpression')
        for (const c of file.classes)
            for (const m of c.body.body)
                if (m.type === 'PropertyDefinition' &&
                    m.value &&
                    key === `this:${c.start}.${name}` &&
                    nameOfKey(m.key) === name)
                    own.push(strip(m.value));
    return own;
}
const nameOfKey = (key) => key.type === 'PrivateIdentifier' ? `#${key.name}` : key.type === 'Identifier' ? key.name : undefined;
/** `setTimeout(() => controller.abort(), ms)`, directly or through one function. */
function abortingTimer(controller, file, inf) {
    const key = keyOf(controller, file);
    return file.calls.find(call => {
        const timer = timerOf(call, file);
        if (!timer)
            return false;
        return aborts(timer.callback, key, file, inf, 2);
    });
}
function aborts(node, key, file, inf, depth) {
    const n = strip(node);
    const isAbort = (x) => x.type === 'MemberExpression' && memberName(x) === 'abort' && keyOf(x.object, file) === key;
    if (isAbort(n))
        return true;
    if (!isFunction(n) && n.type !== 'CallExpression') {
        const meant = functionMeant(n, file, inf);
        return meant !== undefined && meant.file === file && depth > 0 && aborts(meant.fn, key, file, inf, depth - 1);
    }
    let found = false;
    walk(n, x => {
        if (isAbort(x))
            found = true;
        else if (x.type === 'CallExpression' && depth > 0 && !found) {
            const meant = functionMeant(x.callee, file, inf);
            if (meant && meant.file === file && meant.fn !== n)
                found = aborts(meant.fn, key, file, inf, depth - 1);
        }
        return !found;
    });
    return found;
}
