import { placeOf } from '../send/place.js';
import { callAt, commentsBeside, j, nodeOf, sourceOf, unwrapped } from '../tree.js';
/** None where the program hears its owner in another way as well, or its listener may be taken away again. */
export function listenerOf({ tree, sites, file }, endpoint) {
    if (sites.some(s => s.inTest))
        return undefined;
    const own = sites.filter(s => s.symbol?.startsWith(`${endpoint}#`));
    const about = own.filter(s => s.role !== 'send' && /'message'|"message"|onmessage/.test(eventText(s, tree)));
    const [site] = about;
    if (about.length !== 1 || site?.role !== 'watch' || !/#(on|addListener)$/.test(site.symbol ?? ''))
        return undefined;
    // `parentPort.close()` and `unref()` would end, or no longer keep, what serves; a wait for one message takes it away
    if (endpoint === 'ParentPort' && ends(tree, own))
        return undefined;
    if (sleeps(tree))
        return undefined;
    const path = callAt(tree, site);
    const place = path && placeOf(path);
    if (!path || place?.kind !== 'statement')
        return undefined;
    const call = nodeOf(path);
    const callee = unwrapped(call.callee);
    const args = call.arguments;
    const target = unwrapped(callee.object);
    const handler = args[1];
    if (args.length !== 2 || !handler || !/^(Identifier|ThisExpression)$/.test(target.type))
        return undefined;
    if (commentsBeside(tree, place.range, [target, handler]).length > 0)
        return undefined;
    const isOptional = callee.optional === true;
    if (call.optional === true || (isOptional && !place.listed))
        return undefined;
    const form = formOf(handler, tree);
    if (!form)
        return undefined;
    const isTs = /\.[cm]?tsx?$/.test(file);
    return {
        site,
        target,
        handler,
        condition: isOptional ? sourceOf(tree, target) : undefined,
        range: place.range,
        isAny: isTs && endpoint === 'ParentPort' && form !== 'typed',
        wraps: form === 'wrapped',
    };
}
/** The first argument of a call, or the name of a slot. */
function eventText(site, tree) {
    const path = callAt(tree, site);
    if (!path)
        return site.callee;
    const [first] = nodeOf(path).arguments;
    return first ? sourceOf(tree, first) : '';
}
/** `Atomics.wait` stops the whole thread: what came meanwhile would be acknowledged too late, or never. */
function sleeps(tree) {
    const callee = { type: 'MemberExpression', object: { name: 'Atomics' }, property: { name: 'wait' } };
    return tree.root.find(j.CallExpression, { callee }).size() > 0;
}
function ends(tree, own) {
    const names = new Set(own.map(s => s.receiver?.replace(/[!?]/g, '')));
    let found = false;
    tree.root.find(j.CallExpression).forEach(p => {
        const call = nodeOf(p);
        const callee = unwrapped(call.callee);
        const object = callee.object;
        const name = callee.property?.name;
        const isOwn = (n) => n !== undefined && names.has(sourceOf(tree, unwrapped(n)));
        if (name !== undefined && /^(close|unref)$/.test(name) && isOwn(object))
            found = true;
        const waits = (callee.name ?? name);
        if (/^(once|on|receiveMessageOnPort)$/.test(waits ?? '') && isOwn(call.arguments[0]))
            found = true;
    });
    return found;
}
/** `plain`, `typed`: as it is written, its parameter without or with a type. `wrapped`: given the message alone. */
function formOf(handler, tree) {
    if (/^(ArrowFunctionExpression|FunctionExpression)$/.test(handler.type))
        return inline(handler);
    if (handler.type !== 'Identifier')
        return undefined;
    const declared = declarationOf(handler.name, tree);
    if (!declared)
        return 'wrapped';
    const form = inline(declared);
    return form ?? 'wrapped';
}
function inline(fn) {
    const params = fn.params;
    const [first] = params;
    if (params.length > 1 || first?.type === 'RestElement' || fn.generator === true)
        return undefined;
    const body = j(fn.body);
    if (body.find(j.Identifier, { name: 'arguments' }).size() > 0)
        return undefined;
    if (fn.type !== 'ArrowFunctionExpression' && body.find(j.ThisExpression).size() > 0)
        return undefined;
    return first === undefined || first.typeAnnotation ? 'typed' : 'plain';
}
/** The function that a name stands for, if the file has exactly one of that name and nothing else is assigned to it. */
function declarationOf(name, tree) {
    const found = [];
    tree.root.find(j.FunctionDeclaration, { id: { name } }).forEach(p => void found.push(nodeOf(p)));
    tree.root.find(j.VariableDeclarator, { id: { name } }).forEach(p => {
        const init = nodeOf(p).init;
        if (init && /^(ArrowFunctionExpression|FunctionExpression)$/.test(init.type))
            found.push(init);
        else
            found.push(nodeOf(p), nodeOf(p));
    });
    const isAssigned = tree.root.find(j.AssignmentExpression, { left: { name } }).size() > 0;
    return found.length === 1 && !isAssigned ? found[0] : undefined;
}
