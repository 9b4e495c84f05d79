/** The bound that a call is given in its own arguments, in its chain, or where its receiver was made. */
import { isFunction, keyName, memberName, strip, walk } from '../../src/sites/ast.js';
import { bindingOf, initOf } from '../../src/sites/mentions.js';
import { signalBound } from '../../src/sites/signals.js';
import { keyOf } from '../../src/sites/target.js';
import { finiteness } from '../../src/sites/timers.js';
import { delegated, infinite, isBound, timed, unbounded } from './bound.js';
/** The call's own timeout position, options or signal. */
export function ownBound(site, node, inf) {
    const row = site.row.timeout;
    if (!row)
        return undefined;
    const args = node.arguments;
    const found = [];
    if (row.arg !== undefined)
        found.push(positional(args, row, site));
    for (const path of [row.path ?? []].flat())
        found.push(optional(args, path, row, site.file, inf));
    if (row.anyArg !== undefined)
        args.forEach((arg, i) => {
            if (mayHoldOptions(arg, i === args.length - 1, i, site, inf))
                found.push(optional(args, `${i}.${row.anyArg}`, row, site.file, inf));
        });
    return found.find(isBound) ?? found.find(b => b?.kind === 'infinite') ?? found.find(b => b !== undefined);
}
/** Neither the message, nor a callback, nor an object of a class of the library's own: gRPC's metadata. */
function mayHoldOptions(arg, isLast, at, { row, file }, inf) {
    if (at <= (row.msg ?? -1) || (isLast && row.ackCallback === -1))
        return false;
    const n = strip(arg);
    if (isFunction(n) || n.type === 'NewExpression')
        return false;
    const ty = inf.typeOf(n, file);
    return ty.k !== 'lib' && ty.k !== 'function';
}
function positional(args, row, site) {
    const least = (site.row.msg ?? -1) + 1;
    const at = row.arg < 0 ? args.length + row.arg : row.arg;
    const arg = at >= least ? args[at] : undefined;
    if (!arg)
        return undefined;
    const n = strip(arg);
    // a transfer list stands where the bound would
    if (n.type === 'ArrayExpression' || n.type === 'ObjectExpression' || n.type === 'ArrowFunctionExpression')
        return undefined;
    if (n.type === 'SpreadElement')
        return timed('its arguments are spread, and may hold a timeout', {
            what: 'the arguments',
            node: n,
            file: site.file,
        });
    return ofNumber(n, 'its timeout argument', row, site.file);
}
function ofNumber(value, what, row, file) {
    const at = { what: 'the bound', node: value, file };
    switch (finiteness(value, file, row.zeroMeansNone)) {
        case 'finite':
            return timed(`${what} bounds it`, at);
        case 'infinite':
            return infinite(`${what} is Infinity`, at);
        case 'none':
            return undefined;
    }
}
/** `2.timeout`: an argument's property; `0`: the argument itself. */
function optional(args, path, row, file, inf) {
    const [at, name] = path.split('.');
    const arg = args[Number(at)];
    if (!arg)
        return undefined;
    const n = strip(arg);
    if (name === undefined)
        return n.type === 'ObjectExpression' ? undefined : ofNumber(n, 'its argument', row, file);
    return ofObject(n, name, row, file, inf);
}
function ofObject(n, name, row, file, inf, depth = 0) {
    if (n.type === 'Literal')
        return undefined;
    if (n.type === 'Identifier') {
        if (n.name === 'undefined')
            return undefined;
        const init = depth < 4 ? initOf(n, file) : undefined;
        return init ? ofObject(init, name, row, file, inf, depth + 1) : maybe(name, n, file);
    }
    if (n.type === 'SpreadElement')
        return timed('its arguments are spread, and may hold a bound', { what: 'the arguments', node: n, file });
    if (n.type !== 'ObjectExpression')
        return maybe(name, n, file);
    for (const p of [...n.properties].reverse()) {
        if (p.type !== 'Property')
            return maybe(name, p, file);
        if (keyName(p.key, p.computed) !== name)
            continue;
        const value = strip(p.value);
        if (!/signal/i.test(name))
            return ofNumber(value, `\`${name}\``, row, file);
        const signal = signalBound(value, file, inf);
        const at = { what: 'the signal', node: value, file };
        if (signal.by === 'time')
            return timed(signal.reason, signal.at, at);
        return signal.by === 'caller' ? delegated(signal.reason, at, signal.at) : unbounded(signal.reason, at);
    }
    return undefined;
}
const maybe = (name, node, file) => timed(`its options come from elsewhere, and may hold \`${name}\``, { what: 'the options', node, file });
/** `socket.timeout(500).emitWithAck()`. */
export function chainBound(site) {
    const member = site.row.timeout?.chain;
    if (member === undefined || !site.target)
        return undefined;
    let n = strip(site.target);
    for (let depth = 0; depth < 20; depth++) {
        if (n.type === 'Identifier') {
            const init = initOf(n, site.file);
            if (!init)
                return undefined;
            n = init;
        }
        else if (n.type === 'CallExpression') {
            const callee = strip(n.callee);
            if (callee.type !== 'MemberExpression')
                return undefined;
            if (memberName(callee) === member) {
                const given = finiteness(n.arguments[0], site.file);
                const at = { what: `\`.${member}()\` in its chain`, node: callee.property, file: site.file };
                if (given === 'infinite')
                    return infinite(`\`.${member}()\` is given Infinity`, at);
                if (given === 'finite')
                    return timed(`\`.${member}()\` bounds it`, at);
            }
            n = strip(callee.object);
        }
        else if (n.type === 'MemberExpression')
            n = strip(n.object);
        else
            return undefined;
    }
    return undefined;
}
/** `io(url, { ackTimeout: 5000 })` where the receiver was made. */
export function configBound(site, inf) {
    const option = site.row.timeout?.config;
    if (option === undefined || !site.target)
        return undefined;
    for (const { node, file } of makersOf(site.target, site.file, inf)) {
        let given;
        walk(node, n => {
            if (n.type !== 'Property' || keyName(n.key, n.computed) !== option)
                return given === undefined;
            if (finiteness(n.value, file) === 'finite')
                given = timed(`its receiver was made with \`${option}\``, { what: 'the option', node: n, file });
            return given === undefined;
        });
        if (given)
            return given;
    }
    return undefined;
}
/** The expressions that an object was made by: a variable's or a field's, also in the module it is imported from. */
function makersOf(target, file, inf) {
    let n = strip(target);
    while (n.type === 'CallExpression' && strip(n.callee).type === 'MemberExpression')
        n = strip(strip(n.callee).object);
    if (n.type === 'Identifier') {
        const b = bindingOf(n, file);
        if (b?.node.type === 'ImportSpecifier') {
            const source = b.node.parent.source.value;
            const name = b.node.imported.type === 'Identifier' ? b.node.imported.name : b.node.imported.value;
            const path = inf.project.resolve(file.path, source);
            const other = path ? inf.project.followed(path) : undefined;
            const declared = other?.scope.value(name);
            return other && declared?.node.type === 'VariableDeclarator' && declared.node.init
                ? [{ node: declared.node.init, file: other }]
                : [];
        }
        if (b?.node.type !== 'VariableDeclarator')
            return [];
        if (b.node.init)
            return [{ node: b.node.init, file }];
        return file.assignments
            .filter(a => a.left.type === 'Identifier' && bindingOf(a.left, file) === b)
            .map(a => ({ node: a.right, file }));
    }
    if (n.type !== 'MemberExpression')
        return [];
    const key = keyOf(n, file);
    const name = memberName(n);
    const set = file.assignments
        .filter(a => a.left.type === 'MemberExpression' && keyOf(a.left, file) === key)
        .map(a => ({ node: a.right, file }));
    for (const c of file.classes)
        for (const m of c.body.body)
            if (m.type === 'PropertyDefinition' &&
                m.value &&
                key === `this:${c.start}.${name}` &&
                keyName(m.key, m.computed) === name)
                set.push({ node: m.value, file });
    return set;
}
