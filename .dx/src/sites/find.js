/** Which calls, constructions and assignments of a file are sites of a dialect. */
import { contains, keyName, literalText, memberName, strip, } from './ast.js';
import { choose, eventOf } from './choose.js';
import { libraryTypes } from './library-types.js';
import { importsPlain } from './modules.js';
import { propertyType } from './properties.js';
import { scopeAround } from './scope.js';
import { parts } from './ty.js';
/** Of sites in the order of their names, those in an area: a search, not a walk over all. */
export function sitesIn(sites, area) {
    let low = 0;
    let high = sites.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (sites[middle].name.start < area.start)
            low = middle + 1;
        else
            high = middle;
    }
    const out = [];
    for (let i = low; i < sites.length && sites[i].name.start < area.end; i++)
        if (contains(area, sites[i].node))
            out.push(sites[i]);
    return out;
}
export function findSites(inf, file) {
    const found = { sites: [], undecided: [] };
    const { library } = inf;
    for (const node of file.calls) {
        const callee = strip(node.callee);
        if (callee.type === 'MemberExpression')
            member(inf, file, node, callee, found);
        else if (callee.type === 'Identifier' && !importsPlain(inf, file, callee))
            bare(inf, file, node, callee, found);
    }
    for (const a of file.assignments) {
        const left = strip(a.left);
        const name = left.type === 'MemberExpression' ? memberName(left) : left.type === 'Identifier' ? left.name : undefined;
        if (name === undefined || !library.slotNames.has(name))
            continue;
        if (left.type === 'MemberExpression') {
            const on = libraryTypes(inf, inf.typeOf(left.object, file), name);
            if (!record(inf, found, file, a, left.property, left.object, on.types, name, how(left.object)) && on.why)
                unresolved(library, file, a, left.property, left.object, name, on.why, found);
        }
        else if (!scopeAround(file.scopeOf, left)?.value(name)) {
            const rows = library.functionRows(`lib.dom.${name}`);
            if (rows[0])
                found.sites.push({ file, node: a, name: left, row: rows[0], event: rows[0].fixedEvent, how: 'import' });
        }
    }
    const order = (x, y) => x.name.start - y.name.start;
    found.sites.sort(order);
    found.undecided.sort(order);
    return found;
}
function member(inf, file, node, callee, found) {
    const { library } = inf;
    const name = memberName(callee);
    if (name === undefined)
        return;
    const interesting = library.memberNames.has(name) || library.functionNames.has(name) || library.memberNames.has('*');
    if (!interesting && node.type !== 'NewExpression')
        return;
    const object = inf.typeOf(callee.object, file);
    const property = callee.property;
    for (const part of parts(object)) {
        if (part.k === 'module' &&
            !part.file &&
            exported(library, found, file, node, property, `${part.module}.${name}`, inf))
            return;
        if (part.k === 'lib' &&
            part.name.endsWith('#Module') &&
            exported(library, found, file, node, property, `${part.name.slice(0, -7)}.${name}`, inf))
            return;
    }
    if (node.type === 'NewExpression') {
        construction(inf, file, node, property, found);
        return;
    }
    const on = libraryTypes(inf, object, name);
    if (record(inf, found, file, node, property, callee.object, on.types, name, how(callee.object)))
        return;
    if (on.types.length > 0 || on.own)
        return;
    if (object.k === 'instance' || object.k === 'shape' || object.k === 'joint' || object.k === 'object') {
        // a method or field that holds a library's function: `this.send = worker.postMessage.bind(worker)`, `on: ActorRef['on']`
        const held = propertyType(inf, object, name);
        if (held.k === 'member' && reached(inf, file, node, property, held, callee.object, found))
            return;
    }
    if (!library.memberNames.has(name))
        return;
    if (on.why)
        unresolved(library, file, node, property, callee.object, name, on.why, found);
}
function bare(inf, file, node, callee, found) {
    if (node.type === 'NewExpression') {
        construction(inf, file, node, callee, found);
        return;
    }
    const ty = inf.typeOf(callee, file);
    for (const part of parts(ty))
        if (part.k === 'member' && reached(inf, file, node, callee, part, origin(file, callee), found))
            return;
    if (ty.k === 'lib' && record(inf, found, file, node, callee, callee, [ty.name], '()', 'import'))
        return;
    const held = ty.k === 'unknown' ? heldMember(file, callee) : undefined;
    if (ty.k === 'unknown' && held !== undefined && inf.library.memberNames.has(held))
        unresolved(inf.library, file, node, callee, undefined, held, ty.why, found, held);
}
/** The member that a local name was taken from: `send` for `tell` in `const { send: tell } = x`. */
function heldMember(file, id) {
    const binding = scopeAround(file.scopeOf, id)?.value(id.name);
    const declarator = binding?.node;
    if (declarator?.type !== 'VariableDeclarator' || !declarator.init)
        return undefined;
    if (declarator.id.type === 'ObjectPattern') {
        const p = declarator.id.properties.find(q => q.type === 'Property' && contains(q, binding.id));
        return p?.type === 'Property' ? keyName(p.key, p.computed) : undefined;
    }
    const init = strip(declarator.init);
    if (init.type === 'MemberExpression')
        return memberName(init);
    if (init.type !== 'CallExpression')
        return undefined;
    const called = strip(init.callee);
    const bound = called.type === 'MemberExpression' && memberName(called) === 'bind' ? strip(called.object) : undefined;
    return bound && memberName(bound);
}
/** A call of a library's function, by whatever name it goes here. */
function reached(inf, file, node, name, ty, target, found) {
    const dot = ty.path.lastIndexOf('.');
    const owner = ty.path.slice(0, dot);
    if (owner.includes('#'))
        return record(inf, found, file, node, name, target, [owner], ty.path.slice(dot + 1), 'import');
    return exported(inf.library, found, file, node, name, ty.path, inf);
}
function exported(library, found, file, node, name, path, inf) {
    if (node.type === 'NewExpression')
        return false;
    const rows = library.functionRows(path);
    const row = choose(rows, node, inf, file);
    if (!row)
        return false;
    const at = typeof row.target === 'number' ? node.arguments[row.target] : undefined;
    const type = at ? libraryTypes(inf, inf.typeOf(at, file), '').types[0] : undefined;
    found.sites.push({ file, node, name, row, target: at, type, event: eventOf(row, node, inf, file), how: 'import' });
    return true;
}
function construction(inf, file, node, name, found) {
    const callee = strip(node.callee);
    const made = inf.instanceOf(inf.typeOf(callee, file));
    const base = libraryTypes(inf, made, '').types[0];
    if (!base)
        return;
    for (const type of inf.library.lineage(base)) {
        const row = inf.library.functionRows(`new ${type}`)[0];
        if (row) {
            found.sites.push({ file, node, name, row, type: base, how: 'import' });
            return;
        }
    }
}
function record(inf, found, file, node, name, target, types, memberOf, by) {
    for (const type of types) {
        const rows = inf.library.memberRows(type, memberOf);
        const row = choose(rows, node, inf, file);
        if (!row)
            continue;
        const at = typeof row.target === 'number' && node.type !== 'AssignmentExpression'
            ? node.arguments[row.target]
            : target;
        found.sites.push({ file, node, name, row, target: at, type, event: eventOf(row, node, inf, file), how: by });
        return true;
    }
    return false;
}
function unresolved(library, file, node, name, target, text, why, found, held) {
    const isSlot = node.type === 'AssignmentExpression';
    const event = isSlot ? undefined : literalText(node.arguments[0]);
    const { dialects, role } = library.possible(text, event, isSlot);
    if (dialects.length > 0 && role)
        found.undecided.push({ file, node, name, target, event, why, dialects, role, held });
}
/** `const { send } = worker` and `const send = worker.send.bind(worker)`: the object the function came from. */
function origin(file, id) {
    const binding = scopeAround(file.scopeOf, id)?.value(id.name);
    if (binding?.node.type !== 'VariableDeclarator' || !binding.node.init)
        return undefined;
    const init = strip(binding.node.init);
    if (binding.node.id.type === 'ObjectPattern')
        return init;
    if (init.type === 'CallExpression') {
        const callee = strip(init.callee);
        if (callee.type === 'MemberExpression' && memberName(callee) === 'bind') {
            const bound = strip(callee.object);
            return bound.type === 'MemberExpression' ? bound.object : undefined;
        }
    }
    return init.type === 'MemberExpression' ? init.object : undefined;
}
function how(target) {
    return strip(target).type === 'ThisExpression' ? 'annotation' : 'import';
}
