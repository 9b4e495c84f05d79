import { j, nodeOf, unwrapped } from '../tree.js';
import { spawnAt } from './program.js';
/** @param type Name of the peers' type. */
export function namesOfPeers(made, type, input) {
    const names = new Set();
    const add = (path) => {
        for (const name of path ? holderOf(path) : [])
            names.add(name);
    };
    for (const site of made)
        add(spawnAt(input, site));
    input.tree.root.find(j.TSTypeReference).forEach(path => {
        const { typeName } = nodeOf(path);
        if ((typeName.right ?? typeName).name === type)
            add(path);
    });
    return names;
}
/** All that an expression names: `seat`, `worker` of `this.seats.get(seat)?.worker`. */
export function namesIn(node) {
    const own = node.type === 'Identifier' ? [node.name] : [];
    j(node)
        .find(j.Identifier)
        .forEach(p => void own.push(p.node.name));
    return own;
}
/** The nearest variable, field, list or function that a peer, or its type, is stored in or given by. */
function holderOf(path) {
    for (let p = path; p; p = p.parent) {
        const node = nodeOf(p);
        const named = nameOf(node, p === path);
        if (named)
            return namesIn(named);
    }
    return [];
}
function nameOf(node, isSelf) {
    if (node.type === 'VariableDeclarator')
        return node.id;
    if (node.type === 'AssignmentExpression')
        return node.left;
    // `worker: Worker`
    if (node.type === 'Identifier' && node.typeAnnotation)
        return { ...node, typeAnnotation: undefined };
    if (/(Property|Method)$/.test(node.type))
        return node.key;
    if (node.type === 'FunctionDeclaration')
        return node.id ?? undefined;
    if (isSelf || !/CallExpression$/.test(node.type))
        return undefined;
    // `workers.push(new Worker(…))`
    const callee = unwrapped(node.callee);
    return /^(push|unshift|add|set)$/.test(String(callee.property?.name))
        ? callee.object
        : undefined;
}
