import { parseSync, visitorKeys } from 'oxc-parser';
import { lineOf, startsOfLines } from './lines.js';
import { nestsTooDeep } from './nesting.js';
import { ScopeBuilder } from './scope.js';
export { lineOf } from './lines.js';
export class ParseError extends Error {
    name = 'ParseError';
}
export const langOf = (path) => /\.[mc]?ts$/.test(path) ? 'ts' : path.endsWith('.tsx') ? 'tsx' : 'jsx';
/**
 * Parses `text`, links parents, builds scopes.
 * @throws ParseError with the first syntax error and its line.
 */
export function parseFile(path, text) {
    const lang = langOf(path);
    if (nestsTooDeep(text, lang))
        throw new ParseError('nests too deep to be parsed');
    const result = parseSync(path, text, { lang, preserveParens: false });
    const fault = result.errors.find(e => String(e.severity) === 'Error');
    if (fault) {
        const offset = fault.labels[0]?.start ?? 0;
        throw new ParseError(`does not parse: line ${lineOf(startsOfLines(text), offset)}: ${fault.message}`);
    }
    const builder = new ScopeBuilder(treeOf(result));
    let lineStarts;
    let identifiers;
    const file = {
        path,
        text,
        program: result.program,
        comments: result.comments,
        scope: builder.root,
        calls: [],
        assignments: [],
        assigned: new Map(),
        classes: [],
        get identifiers() {
            identifiers ??= identifiersIn(this.program);
            return identifiers;
        },
        scopeOf: builder.scopeOf,
        get lineStarts() {
            lineStarts ??= startsOfLines(text);
            return lineStarts;
        },
    };
    link(file, builder);
    return file;
}
/** The tree comes over from native code as text that is read here, by recursion. */
function treeOf(result) {
    try {
        return result.program;
    }
    catch (error) {
        if (error instanceof RangeError)
            throw new ParseError('nests too deep to be parsed');
        throw error;
    }
}
/** One walk without recursion (files nest deeper than the stack is): parents, scopes, candidates. */
function link(file, builder) {
    const stack = [file.program];
    while (stack.length > 0) {
        const node = stack.pop();
        builder.enter(node);
        switch (node.type) {
            case 'CallExpression':
            case 'NewExpression':
                file.calls.push(node);
                break;
            case 'AssignmentExpression':
                file.assignments.push(node);
                addTo(file.assigned, assignedName(node), node);
                break;
            case 'ClassDeclaration':
            case 'ClassExpression':
                file.classes.push(node);
                break;
        }
        const keys = visitorKeys[node.type];
        if (!keys)
            continue;
        for (let i = keys.length - 1; i >= 0; i--) {
            const child = node[keys[i]];
            if (Array.isArray(child)) {
                for (let j = child.length - 1; j >= 0; j--)
                    if (child[j])
                        push(child[j], node, stack);
            }
            else if (child)
                push(child, node, stack);
        }
    }
}
function identifiersIn(program) {
    const found = new Map();
    walk(program, node => {
        if (node.type === 'Identifier')
            addTo(found, node.name, node);
        return true;
    });
    return found;
}
function addTo(lists, name, item) {
    if (name === undefined)
        return;
    const known = lists.get(name);
    if (known)
        known.push(item);
    else
        lists.set(name, [item]);
}
function assignedName(node) {
    const left = strip(node.left);
    return left.type === 'Identifier' ? left.name : memberName(left)?.replace(/^#/, '');
}
function push(child, parent, stack) {
    ;
    child.parent = parent;
    stack.push(child);
}
/** 1-based line and column (UTF-16 units) of an offset. */
export function positionOf(file, offset) {
    const line = lineOf(file.lineStarts, offset);
    return { line, column: offset - file.lineStarts[line - 1] + 1 };
}
export const textOf = (file, node) => file.text.slice(node.start, node.end);
export function isFunction(node) {
    return (node?.type === 'ArrowFunctionExpression' ||
        node?.type === 'FunctionExpression' ||
        node?.type === 'FunctionDeclaration');
}
export function isClass(node) {
    return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}
/** Takes off `!`, casts, `satisfies`, optional-chain wrappers and parentheses. */
export function strip(node) {
    let n = node;
    for (;;) {
        switch (n.type) {
            case 'ChainExpression':
            case 'TSNonNullExpression':
            case 'TSAsExpression':
            case 'TSSatisfiesExpression':
            case 'TSTypeAssertion':
            case 'TSInstantiationExpression':
            case 'ParenthesizedExpression':
                n = n.expression;
                break;
            case 'SequenceExpression':
                n = n.expressions.at(-1);
                break;
            default:
                return n;
        }
    }
}
/** Like {@link strip}, but upwards: the outermost wrapper whose value is this node's value. */
export function unwrapUp(node) {
    let n = node;
    for (;;) {
        const p = n.parent;
        if (!p)
            return n;
        switch (p.type) {
            case 'ChainExpression':
            case 'TSNonNullExpression':
            case 'TSAsExpression':
            case 'TSSatisfiesExpression':
            case 'TSTypeAssertion':
            case 'ParenthesizedExpression':
                n = p;
                break;
            default:
                return n;
        }
    }
}
/** Name of a member access, `x.m`, `x['m']` and `x.#m` alike. */
export function memberName(node) {
    if (node.type !== 'MemberExpression')
        return undefined;
    if (!node.computed)
        return node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.name;
    return literalText(node.property);
}
/** Text of a string literal or of a template without holes. */
export function literalText(node) {
    if (!node)
        return undefined;
    const n = strip(node);
    if (n.type === 'Literal' && typeof n.value === 'string')
        return n.value;
    if (n.type === 'TemplateLiteral' && n.expressions.length === 0)
        return n.quasis[0]?.value.cooked ?? undefined;
    return undefined;
}
/** Name of a property, method or field key. */
export function keyName(key, computed) {
    if (key.type === 'PrivateIdentifier')
        return `#${key.name}`;
    if (!computed && key.type === 'Identifier')
        return key.name;
    if (key.type === 'Literal')
        return String(key.value);
    if (computed && key.type === 'MemberExpression') {
        const object = strip(key.object);
        if (object.type === 'Identifier' && object.name === 'Symbol')
            return `Symbol.${memberName(key)}`;
    }
    return undefined;
}
export function* ancestors(node) {
    for (let n = node.parent; n; n = n.parent)
        yield n;
}
/** The innermost function around a node, not the node itself; none at module level. */
export function functionOf(node) {
    for (const a of ancestors(node))
        if (isFunction(a))
            return a;
    return undefined;
}
/** The class whose member (method, field, constructor) the node stands in, `this` being its instance. */
export function classOf(node) {
    let inMember = false;
    for (const a of ancestors(node)) {
        if (a.type === 'MethodDefinition' || a.type === 'PropertyDefinition' || a.type === 'AccessorProperty')
            inMember = true;
        if (a.type === 'StaticBlock')
            inMember = true;
        if (isClass(a) && inMember)
            return a;
        if (a.type === 'FunctionDeclaration')
            return undefined;
        if (a.type === 'FunctionExpression') {
            const p = a.parent;
            if (p?.type !== 'MethodDefinition')
                return undefined;
        }
    }
    return undefined;
}
/** Index of the first, of what is in the order of the text, that begins at or after an offset. */
export function firstFrom(inOrder, offset) {
    let low = 0;
    let high = inOrder.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (inOrder[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
export const contains = (outer, inner) => outer.start <= inner.start && inner.end <= outer.end;
/** Walks a subtree; `visit` returns false to leave a node's children out. */
export function walk(root, visit) {
    const stack = [root];
    while (stack.length > 0) {
        const node = stack.pop();
        if (visit(node) === false)
            continue;
        const keys = visitorKeys[node.type];
        if (!keys)
            continue;
        for (let i = keys.length - 1; i >= 0; i--) {
            const child = node[keys[i]];
            if (Array.isArray(child)) {
                for (let j = child.length - 1; j >= 0; j--)
                    if (child[j])
                        stack.push(child[j]);
            }
            else if (child)
                stack.push(child);
        }
    }
}
