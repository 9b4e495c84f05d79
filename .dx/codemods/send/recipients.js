/** The recipients of a loop as one expression: an array of what its turns send to, in their order. */
import { sourceOf, unwrapped } from '../tree.js';
import { collectionOf } from './collection.js';
import { keyText } from './peer-key.js';
/** @param optional Turns without a recipient are passed over (`peer?.send(m)`). */
export function recipientsOf(loop, target, optional, tree) {
    const all = allOf(loop, target, tree);
    if (all === undefined)
        return undefined;
    if (!all.mayMiss && !optional)
        return all.text;
    const name = nameOf(target);
    return `${all.text}.filter(${name} => ${name} ${optional && !all.mayMiss ? '!=' : '!=='} ${optional && !all.mayMiss ? 'null' : 'undefined'})`;
}
function allOf(loop, target, tree) {
    const { over, element, kind } = loop;
    const plain = unwrapped(target);
    if (kind === 'in')
        return picked(over, element, plain, tree);
    if (kind === 'count')
        return isEntry(plain, over, element, tree) ? { text: listed(over, tree) } : undefined;
    const keys = keysOf(over);
    if (keys)
        return picked(keys, element, plain, tree);
    const isEach = kind === 'forEach';
    if (element.type === 'Identifier') {
        if (plain.type === 'Identifier' && plain.name === element.name)
            return { text: isEach && collectionOf(over, tree) === 'map' ? values(over, tree) : listed(over, tree) };
        if (!isMemberOf(plain, element.name))
            return undefined;
        return { text: mapped(loop, element.name, sourceOf(tree, target), tree) };
    }
    const part = partOf(element, plain, tree);
    if (part === undefined)
        return undefined;
    // the values of `for (const [, worker] of map)`
    if (element.type === 'ArrayPattern' && part.index === 1 && !isEach && plain.type === 'Identifier') {
        if (collectionOf(over, tree) === 'map')
            return { text: values(over, tree) };
    }
    return { text: mapped(loop, part.pattern, sourceOf(tree, target), tree) };
}
/** An array as it is; whatever else is gone through is made one. */
function listed(over, tree) {
    const text = sourceOf(tree, over);
    return collectionOf(over, tree) === 'array' ? text : `[...${text}]`;
}
const values = (over, tree) => `[...${sourceOf(tree, over)}.values()]`;
function mapped({ over, kind }, pattern, result, tree) {
    const text = sourceOf(tree, over);
    const collection = collectionOf(over, tree);
    if (collection === 'array' || (kind === 'forEach' && collection === undefined))
        return `${text}.map(${pattern} => ${result})`;
    return `Array.from(${kind === 'forEach' && collection === 'map' ? `${text}.values()` : text}, ${pattern} => ${result})`;
}
/** `seat.port`, `seat.a.b` of an element: parts that are read, and nothing that is called. */
function isMemberOf(node, name) {
    const n = unwrapped(node);
    if (n.type !== 'MemberExpression' || n.computed === true)
        return false;
    const object = unwrapped(n.object);
    return (object.type === 'Identifier' && object.name === name) || isMemberOf(object, name);
}
/** The part of a pattern that the recipient comes from, alone: `({ port })`, `([, worker])`. */
function partOf(pattern, target, tree) {
    const root = rootOf(target);
    if (root === undefined || (target.type !== 'Identifier' && !isMemberOf(target, root)))
        return undefined;
    if (pattern.type === 'ObjectPattern') {
        const own = pattern.properties.find(p => p.value?.name === root);
        return own && { pattern: `({ ${sourceOf(tree, own)} })` };
    }
    if (pattern.type !== 'ArrayPattern')
        return undefined;
    const index = pattern.elements.findIndex(e => e?.type === 'Identifier' && e.name === root);
    return index < 0 ? undefined : { pattern: `([${','.repeat(index)}${index > 0 ? ' ' : ''}${root}])`, index };
}
function rootOf(node) {
    const n = unwrapped(node);
    if (n.type === 'Identifier')
        return n.name;
    return n.type === 'MemberExpression' ? rootOf(n.object) : undefined;
}
/** `Object.keys(peers)`. */
function keysOf(over) {
    const n = unwrapped(over);
    const callee = n.type === 'CallExpression' ? unwrapped(n.callee) : undefined;
    const isKeys = callee?.property?.name === 'keys' &&
        callee?.object?.name === 'Object';
    const [of] = isKeys ? n.arguments : [];
    // `Object.keys(peers ?? {})`
    return of?.type === 'LogicalExpression' ? of.left : of;
}
/** `peers[id]` for every key of `peers`: its values. Where there may be none, none is sent to. */
function picked(over, element, target, tree) {
    if (element.type !== 'Identifier' || !isEntry(target, over, element, tree))
        return undefined;
    const bare = unwrapped(over);
    // `cluster.workers` is there in the primary alone
    const mayLack = bare !== over || /(^|\.)workers$/.test(sourceOf(tree, bare));
    const text = `Object.values(${sourceOf(tree, bare)}${mayLack ? ' ?? {}' : ''})`;
    return { text, mayMiss: true };
}
/** `list[i]`. */
function isEntry(target, over, element, tree) {
    const n = unwrapped(target);
    if (!/^(Optional)?MemberExpression$/.test(n.type) || n.computed !== true)
        return false;
    const key = unwrapped(n.property);
    return key.name === element.name && keyText(tree, n.object) === keyText(tree, over);
}
/** What the recipient is called where it is looked at. */
function nameOf(target) {
    const n = unwrapped(target);
    if (n.type === 'Identifier')
        return n.name;
    const property = n.computed === true ? undefined : n.property?.name;
    return property ?? 'peer';
}
