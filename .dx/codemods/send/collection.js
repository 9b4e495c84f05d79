/** What kind of collection an expression is, as far as its file says. */
import { j, sourceOf, unwrapped } from '../tree.js';
const kinds = {
    Array: 'array',
    ReadonlyArray: 'array',
    Set: 'set',
    ReadonlySet: 'set',
    WeakSet: 'set',
    Map: 'map',
    ReadonlyMap: 'map',
};
/** By its own form, else by its declaration: an annotation, or what it is made of. */
export function collectionOf(node, tree) {
    const n = unwrapped(node);
    const own = made(n);
    if (own)
        return own;
    const isField = n.type === 'MemberExpression' && n.object.type === 'ThisExpression';
    const name = isField ? sourceOf(tree, n.property) : n.type === 'Identifier' ? n.name : undefined;
    if (name === undefined)
        return undefined;
    const found = new Set();
    if (isField) {
        const field = (p) => {
            const { key, typeAnnotation, value } = p.node;
            if (key && sourceOf(tree, key) === name)
                found.add(annotated(typeAnnotation) ?? (value ? made(value) : undefined));
        };
        tree.root.find(j.ClassProperty).forEach(field);
        tree.root.find(j.ClassPrivateProperty).forEach(field);
        tree.root.find(j.TSParameterProperty).forEach(p => {
            const parameter = p.node.parameter;
            if (parameter.name === name)
                found.add(annotated(parameter.typeAnnotation));
        });
    }
    else {
        tree.root.find(j.Identifier, { name }).forEach(p => {
            const id = p.node;
            const holder = p.parent.node;
            if (holder.type === 'VariableDeclarator' && holder.id === id)
                found.add(annotated(id.typeAnnotation) ?? (holder.init ? made(holder.init) : undefined));
            else if (id.typeAnnotation)
                found.add(annotated(id.typeAnnotation));
        });
    }
    return found.size === 1 ? [...found][0] : undefined;
}
function made(node) {
    const n = unwrapped(node);
    if (n.type === 'ArrayExpression')
        return 'array';
    if (n.type === 'NewExpression')
        return kinds[n.callee.name ?? ''];
    if (n.type !== 'CallExpression')
        return undefined;
    const callee = unwrapped(n.callee);
    const name = callee.property?.name;
    const owner = callee.object?.name;
    if (owner === 'Array' || (owner === 'Object' && /^(values|keys|entries)$/.test(name ?? '')))
        return 'array';
    return name !== undefined && /^(map|filter|slice|flatMap|concat|toSorted|toReversed)$/.test(name)
        ? 'array'
        : undefined;
}
function annotated(annotation) {
    let type = annotation?.typeAnnotation;
    while (type?.type === 'TSTypeOperator' || type?.type === 'TSParenthesizedType')
        type = type.typeAnnotation;
    if (type?.type === 'TSArrayType' || type?.type === 'TSTupleType')
        return 'array';
    return type?.type === 'TSTypeReference'
        ? kinds[type.typeName.name ?? '']
        : undefined;
}
