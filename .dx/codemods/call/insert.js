/** Small edits around and inside a call's arguments: what is not changed keeps its bytes. */
import { j, sourceOf } from '../tree.js';
export const insert = (at, text) => ({ start: at, end: at, text });
export const replace = ({ start, end }, text) => ({ start, end, text });
/** The end of a node with the parenthesis around it. */
export function outerEnd({ end, extra }, { text }) {
    const { parenthesized } = (extra ?? {});
    return parenthesized ? text.indexOf(')', end) + 1 : end;
}
/** `undefined` or `null`, written where nothing is meant. */
export const isNothing = (n) => n.type === 'NullLiteral' || (n.type === 'Identifier' && n.name === 'undefined');
/** One more argument; a comma behind the last one stays behind the new one. */
export function appended(call, text, tree) {
    const last = call.arguments.at(-1);
    return last ? insert(outerEnd(last, tree), `, ${text}`) : 'it has no arguments';
}
/** `.method(…)` between a member and its object: `a?.b()` becomes `a?.method(…).b()`. */
export function chained(callee, text, tree) {
    const object = callee.object;
    const at = outerEnd(object, tree);
    if (callee.optional !== true)
        return insert(at, `.${text}`);
    const mark = tree.text.indexOf('?.', at);
    const rest = callee.computed === true ? '' : '.';
    return { start: at, end: mark + 2, text: `${tree.text.slice(at, mark)}?.${text}${rest}` };
}
/** An object with one property set beside those it has; `value` gets the text of the value that is there already. */
export function withProperty(given, name, value, tree) {
    if (isNothing(given))
        return replace(given, `{ ${name}: ${value()} }`);
    if (given.type === 'Identifier')
        return replace(given, `{ ...${sourceOf(tree, given)}, ${name}: ${value()} }`);
    if (given.type !== 'ObjectExpression')
        return 'its options come from elsewhere';
    const properties = given.properties;
    const own = properties.filter(p => p.type === 'ObjectProperty' && p.computed !== true && keyIs(p, name)).at(-1);
    if (own) {
        const former = own.value;
        const text = isNothing(former) ? value() : value(sourceOf(tree, former));
        return own.shorthand === true ? replace(own, `${name}: ${text}`) : replace(former, text);
    }
    if (properties.some(p => p.computed === true || p.type !== 'ObjectProperty'))
        return `its options may have a \`${name}\``;
    const last = properties.at(-1);
    return last ? insert(last.end, `, ${name}: ${value()}`) : replace(given, `{ ${name}: ${value()} }`);
}
const keyIs = (property, name) => {
    const key = property.key;
    return key.name === name || key.value === name;
};
/** Something in it, but not in a function of its own, waits or yields, which a function around it would have to. */
export function suspends(node) {
    let found = false;
    const root = j(node);
    const look = (type) => {
        root.find(type).forEach(p => {
            for (let q = p.parent; q; q = q.parent)
                if (/Function|ObjectMethod|ClassMethod/.test(q.node.type))
                    return;
            found = true;
        });
    };
    look(j.AwaitExpression);
    look(j.YieldExpression);
    return found;
}
