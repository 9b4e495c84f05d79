import { bindingOf, initialiser, rootOf } from '../../src/sites/aliases.js';
import { ancestors, isFunction, literalText, memberName, strip, walk, } from '../../src/sites/ast.js';
import { handedTo } from '../../src/sites/flow.js';
import { assignmentsTo } from '../../src/sites/mentions.js';
import { parts } from '../../src/sites/ty.js';
const selfTypes = /#(Self|OwnWindow)$/;
export function addresseeOf(site, pass) {
    const { row, target } = site;
    const page = ofPage(site);
    if (page !== undefined)
        return page;
    if (row.role === 'selfSend') {
        // of `event.sender ?? self` the half that nothing is known of may be somebody else
        if (target && expression(target, pass, 0) === 'maybe')
            return 'maybe';
        return target && crosses(rootOf(target), pass) ? 'parent' : 'self';
    }
    if (target)
        return expression(target, pass, 0);
    return site.type !== undefined && selfTypes.test(site.type) ? 'self' : 'other';
}
/** A page posts to its own window, with an origin; a worker to its owner, without one. */
function ofPage({ row, node, target }) {
    if (row.from !== 'lib.dom' || row.name !== 'postMessage' || node.type === 'AssignmentExpression')
        return undefined;
    const root = target && strip(target);
    const global = root === undefined || (root.type === 'Identifier' && /^(self|globalThis)$/.test(root.name));
    if (!global || !(row.role === 'selfSend' || row.direction === 'up'))
        return undefined;
    const second = node.arguments[1];
    return second && isOrigin(strip(second)) ? 'self' : 'other';
}
function isOrigin(n) {
    if (literalText(n) !== undefined || n.type === 'TemplateLiteral')
        return true;
    if (n.type === 'MemberExpression')
        return memberName(n) === 'origin';
    return (n.type === 'ObjectExpression' &&
        n.properties.some(p => p.type === 'Property' && p.key.type === 'Identifier' && p.key.name === 'targetOrigin'));
}
const both = (a, b) => a === b ? a : a === 'other' && b === 'parent' ? 'other' : 'maybe';
function expression(node, pass, depth) {
    const n = strip(node);
    if (depth > 8)
        return 'other';
    switch (n.type) {
        case 'LogicalExpression':
            return n.operator === '&&'
                ? expression(n.right, pass, depth + 1)
                : both(expression(n.left, pass, depth + 1), expression(n.right, pass, depth + 1));
        case 'ConditionalExpression':
            return both(expression(n.consequent, pass, depth + 1), expression(n.alternate, pass, depth + 1));
        case 'ArrowFunctionExpression':
        case 'FunctionExpression':
            return returned(n, pass, depth);
        case 'Identifier': {
            const binding = bindingOf(n, pass.file);
            if (binding && crosses(n, pass)) {
                const seen = named(n, pass, depth);
                return seen === 'self' ? 'parent' : seen === 'maybe' ? 'other' : seen;
            }
            return named(n, pass, depth);
        }
        case 'MemberExpression':
            return byType(n, pass) === 'self' && crosses(rootOf(n), pass) ? 'parent' : byType(n, pass);
        default:
            return byType(n, pass);
    }
}
/** Where a name's value comes from: its initialiser, what is assigned to it later, a parameter's default. */
function named(id, pass, depth) {
    const { file } = pass;
    const binding = bindingOf(id, file);
    const init = binding?.node.type === 'VariableDeclarator' && binding.node.id === binding.id ? initialiser(binding) : undefined;
    const later = binding ? assignmentsTo(binding, file) : [];
    if (init)
        return later.reduce((all, a) => both(all, expression(a.right, pass, depth + 1)), expression(init, pass, depth + 1));
    if (binding?.kind === 'parameter' && isFunction(binding.node)) {
        const param = binding.node.params.find(p => p.type === 'AssignmentPattern' && p.left === binding.id);
        if (param?.type === 'AssignmentPattern') {
            const fallback = expression(param.right, pass, depth + 1);
            if (fallback !== 'other')
                return 'maybe';
        }
    }
    return byType(id, pass);
}
function byType(n, pass) {
    const all = parts(pass.inf.typeOf(n, pass.file)).map(t => t.k === 'lib' && selfTypes.test(t.name));
    return all.every(Boolean) ? 'self' : all.some(Boolean) ? 'maybe' : 'other';
}
/** What a function that chooses the target gives back: `sendTo(({ self }) => self, …)`. */
function returned(fn, pass, depth) {
    if (!fn.body)
        return 'other';
    if (fn.body.type !== 'BlockStatement')
        return expression(fn.body, pass, depth + 1);
    const found = [];
    walk(fn.body, n => {
        if (n.type === 'ReturnStatement' && n.argument)
            found.push(expression(n.argument, pass, depth + 1));
        return !isFunction(n);
    });
    return found.length === 0 ? 'other' : found.reduce(both);
}
/** The name belongs to code outside of an actor in whose own function it is used: `self` of the parent. */
function crosses(id, pass) {
    const scope = bindingOf(id, pass.file)?.scope.node;
    if (!scope)
        return false;
    for (const a of ancestors(id)) {
        if (a === scope)
            return false;
        if (isFunction(a) && makesActor(a, pass))
            return true;
    }
    return false;
}
/** The function is the program of an actor that is made of it. */
function makesActor(fn, pass) {
    const call = handedTo(fn);
    if (call) {
        const ty = pass.inf.typeOf(call, pass.file);
        if (ty.k === 'lib' && ty.name.endsWith('#ActorLogic'))
            return true;
    }
    return (programs.get(pass.sites) ?? programsIn(pass)).has(fn);
}
const programs = new WeakMap();
/** What is given to those who make peers. */
function programsIn({ file, inf, sites }) {
    const found = new Set();
    programs.set(sites, found);
    for (const { row, node } of sites) {
        if (row.role !== 'spawn' || node.type === 'AssignmentExpression')
            continue;
        for (const arg of node.arguments) {
            const n = strip(arg);
            found.add(n);
            const ty = n.type === 'Identifier' ? inf.typeOf(n, file) : undefined;
            if (ty?.k === 'function')
                found.add(ty.node);
        }
    }
    return found;
}
