import { typesOf } from '../listener-types.js';
import { rowOf } from '../send/parts.js';
import { callAt, nodeOf, sourceOf, unwrapped } from '../tree.js';
import { besideOf } from './beside.js';
import { replace } from './insert.js';
import { watchesIn } from './made-promise.js';
import { callName, localName } from './names.js';
import { mayGo } from './settling.js';
import { isStable } from './stable.js';
const registers = /^(on|once|addListener|prependListener|prependOnceListener|addEventListener)$/;
/** Edits that name what has no name and release it; or why it can't be released. */
export function listenersOf(promise, task) {
    const edits = [];
    const taken = new Set();
    for (const site of watchesIn(promise.executor, task)) {
        const path = callAt(task.tree, site);
        // a slot holds one listener, and loses it to the next
        if (!path)
            continue;
        const own = released(path, site, taken, promise, task);
        if (typeof own === 'string')
            return own;
        edits.push(...own);
    }
    return { edits };
}
function released(path, site, taken, promise, task) {
    const { tree } = task;
    const call = nodeOf(path);
    const callee = unwrapped(call.callee);
    const method = callee.property?.name;
    const handle = rowOf(site, method)?.handle?.[0];
    if (handle !== undefined)
        return ofHandle(path, handle, promise, task);
    if (method === undefined || !registers.test(method))
        return 'how its listener is released is not known';
    const target = chainRoot(callee.object);
    const [event, listener, options] = call.arguments;
    // it may be meant to hear what comes after the answer as well
    if (listener && !mayGo(listener, promise))
        return [];
    if (!event || !listener || !isStable(event) || !isStable(target))
        return 'what it listens to has no name of its own';
    const inPlace = isStable(listener);
    const name = inPlace ? sourceOf(tree, listener) : nameFor(event, taken, promise);
    const away = method === 'addEventListener' ? 'removeEventListener' : 'off';
    const given = [sourceOf(tree, event), name, ...captureOf(options, away, task)];
    const dot = callee.optional === true ? '?.' : '.';
    const release = `${callName(promise)}.onEnd(() => ${sourceOf(tree, target)}${dot}${away}(${given.join(', ')}))`;
    const before = inPlace ? undefined : `const ${name} = ${declared(listener, typesFor(event, method, site), task)}`;
    const edits = besideOf(path, { before, behind: release }, task);
    if (!edits)
        return 'beside its listener there is no place for a release';
    return inPlace ? edits : [...edits, replace(listener, name)];
}
/** `const sub = actor.subscribe(…)`: released through what it returns. */
function ofHandle(path, handle, promise, task) {
    const declarator = nodeOf(path.parent);
    const id = declarator.type === 'VariableDeclarator' ? declarator.id : undefined;
    if (id?.type !== 'Identifier')
        return 'what its listener is released by is not kept';
    const last = handle === 'call' ? '()' : `.${handle}()`;
    const release = `${callName(promise)}.onEnd(() => ${id.name}${last})`;
    return besideOf(path, { behind: release }, task) ?? 'beside its listener there is no place for a release';
}
/** `w` in `w.once('message', f).once('error', g)`. */
function chainRoot(object) {
    const callee = /CallExpression$/.test(object.type) ? unwrapped(object.callee) : undefined;
    const method = callee?.property?.name;
    return callee && registers.test(method ?? '') ? chainRoot(callee.object) : object;
}
/** `onMessage`, with a number for the second in one call. */
function nameFor(event, taken, promise) {
    const words = event.type === 'StringLiteral' ? event.value.split(/[^A-Za-z0-9]+/).filter(Boolean) : [];
    const base = `on${words.map(w => w[0].toUpperCase() + w.slice(1)).join('') || 'Event'}`;
    let name = localName(base, promise);
    for (let i = 2; taken.has(name); i++)
        name = localName(base + i, promise);
    taken.add(name);
    return name;
}
/** Of a registration's options the release needs one: whether it captures. */
function captureOf(options, away, { tree }) {
    if (!options || away === 'off')
        return [];
    if (options.type !== 'ObjectExpression')
        return [sourceOf(tree, options)];
    const own = options.properties.find(p => p.key?.name === 'capture');
    return own ? [`{ ${sourceOf(tree, own)} }`] : [];
}
/** What declarations give a listener; anything else the listener says itself, or the type checker refuses it. */
const ofEmitters = { message: 'any', error: 'Error' };
const ofTargets = {
    message: 'MessageEvent',
    messageerror: 'MessageEvent',
    error: 'ErrorEvent',
};
function typesFor(event, method, { dialect }) {
    const name = event.value;
    return method === 'addEventListener' ? [ofTargets[name]] : (typesOf(dialect, name) ?? [ofEmitters[name]]);
}
/** A listener that had its types from where it stood has to say them where it gets a name. */
function declared(listener, types, { tree, file }) {
    const text = sourceOf(tree, listener);
    const params = (listener.params ?? []);
    if (!/\.[mc]?tsx?$/.test(file))
        return text;
    const bare = listener.type === 'ArrowFunctionExpression' && text[0] !== '(' && !text.startsWith('async');
    return params.reduceRight((out, param, i) => {
        const type = types[i];
        if (type === undefined || param.typeAnnotation)
            return out;
        if (!/^(Identifier|ObjectPattern|ArrayPattern)$/.test(param.type))
            return out;
        const [from, to] = [param.start - listener.start, param.end - listener.start];
        const typed = `${out.slice(from, to)}: ${type}`;
        return out.slice(0, from) + (bare ? `(${typed})` : typed) + out.slice(to);
    }, text);
}
