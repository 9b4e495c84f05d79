import { j, nodeOf } from '../tree.js';
/**
 * A command to an agent is tried once more, and a failure logged. What a timer sends is tried again and becomes a dead
 * letter in the end, since nobody repeats it. A fallback says that it is one, and after what. Only what has certainly
 * not been started is ever sent again; what is moved cannot be sent twice, so that it is never.
 */
export function optionsOf(finding, path, transferAt) {
    const properties = [];
    const add = (name, value) => void properties.push(j.objectProperty(j.identifier(name), value));
    const { shape } = finding;
    const moved = transferAt !== undefined;
    if (!moved && shape === 'agent')
        add('retries', j.numericLiteral(1));
    if (!moved && isTimed(shape))
        add('retries', j.numericLiteral(3));
    if (shape === 'agent')
        add('onError', j.stringLiteral('log'));
    if (isTimed(shape))
        add('onError', j.stringLiteral('deadLetter'));
    if (shape === 'fallback')
        add('metadata', fallback(path));
    if (moved)
        add('transfer', j.identifier(`__hole${transferAt}__`));
    return j.objectExpression(properties);
}
const isTimed = (shape) => shape === 'scheduled' || shape === 'delayed';
function fallback(path) {
    const properties = [j.objectProperty(j.identifier('fallback'), j.booleanLiteral(true))];
    const caught = caughtAround(path);
    if (caught !== undefined)
        properties.push(j.objectProperty(j.identifier('reason'), j.callExpression(j.identifier('String'), [j.identifier(caught)])));
    return j.objectExpression(properties);
}
/** The name of the error in the `catch` around a node. */
function caughtAround(path) {
    for (let p = path.parent; p; p = p.parent) {
        const node = nodeOf(p);
        if (node.type === 'CatchClause')
            return node.param?.name;
        if (/Function|Method/.test(node.type))
            return undefined;
    }
    return undefined;
}
