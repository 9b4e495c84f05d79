import { takesBound } from '../../src/sites/dialect.js';
import { nodeOf, sourceOf, unwrapped } from '../tree.js';
import { appended, chained, insert, isNothing, outerEnd, replace, withProperty } from './insert.js';
import { keyOf, timingOf } from './timing.js';
import { wrapped } from './wrap.js';
/** The edits, or why there are none. */
export function bounded(call, task) {
    const { chain, result, operator, arg, anyArg, path } = call.row.timeout ?? {};
    const args = call.call.arguments;
    if (!takesBound(call.row.timeout))
        return wrapped(call, task);
    if (chain === undefined && result === undefined && args.some(a => a.type === 'SpreadElement'))
        return 'its arguments are spread';
    const { text: ms, imports } = timingOf(keyOf(call), task);
    if (operator !== undefined)
        return piped(call, operator, ms, imports, task);
    const edit = chain !== undefined
        ? ofChain(call, chain, ms, task)
        : result !== undefined
            ? insert(call.call.end, `.${result}(${ms})`)
            : arg !== undefined
                ? positional(call, arg, ms, task)
                : anyArg !== undefined
                    ? ofAnyArgument(call, anyArg, call.row.timeout?.absolute ? `Date.now() + ${ms}` : ms, task)
                    : optional(call, [path ?? []].flat()[0], ms, task);
    return typeof edit === 'string' ? edit : { edits: [edit], imports };
}
function ofChain({ name, callee }, chain, ms, { tree }) {
    if (!/WithAck$/.test(name))
        return `\`.${chain}()\` gives its callback an error first: what is to be done then?`;
    return callee.object ? chained(callee, `${chain}(${ms})`, tree) : 'its receiver is not written at the call';
}
/** Its timeout is an argument: the last one, or the one at a position. */
function positional({ call, row }, position, ms, { tree }) {
    const args = call.arguments;
    const last = args.at(-1);
    if (position < 0)
        return last && isNothing(last) ? replace(last, ms) : appended(call, ms, tree);
    const given = args[position];
    const isNone = given && (isNothing(given) || (row.timeout?.zeroMeansNone === true && given.value === 0));
    if (given)
        return isNone ? replace(given, ms) : 'what stands at the place of its timeout is not known';
    return args.length === position ? appended(call, ms, tree) : 'an argument before its timeout is missing';
}
/** `2.timeout`, `1.signal`. A signal that is there goes on counting, beside the one of the timeout. */
function optional({ call }, path, ms, { tree }) {
    const [at, option] = path.split('.');
    if (option === undefined)
        return 'how the library bounds it is not known';
    const own = option === 'signal' ? `AbortSignal.timeout(${ms})` : ms;
    const value = (former) => option === 'signal' && former !== undefined ? `AbortSignal.any([${former}, ${own}])` : own;
    const args = call.arguments;
    if (args.length === Number(at))
        return appended(call, `{ ${option}: ${own} }`, tree);
    const given = args[Number(at)];
    return given ? withProperty(unwrapped(given), option, value, tree) : 'an argument before its options is missing';
}
/**
 * gRPC: `(request, [metadata], [options], callback)`, of which any may be missing. Options go before the callback, behind
 * the metadata.
 */
function ofAnyArgument(site, option, value, { tree }) {
    const args = site.call.arguments;
    const callback = args.at(-1);
    if (!callback || !isCallable(callback, site.path))
        return 'it has no callback before which its options would stand';
    const given = args.slice((site.row.msg ?? 0) + 1, -1);
    const last = given.at(-1);
    const object = `{ ${option}: ${value} }`;
    if (!last || isMetadata(last, site.path))
        return insert(callback.start, `${object}, `);
    if (last.type !== 'ObjectExpression')
        return 'whether it has options already is not seen';
    return withProperty(last, option, () => value, tree);
}
const isCallable = (n, path) => /^(ArrowFunction|Function)Expression$/.test(n.type) ||
    (n.type === 'Identifier' && !/^(meta|opt)/i.test(n.name) && initOf(n, path)?.type !== 'ObjectExpression');
/** `new Metadata()`, a name that it was given to, or one that is declared with this type. */
function isMetadata(n, path) {
    if (n.type === 'NewExpression')
        return lastName(n.callee) === 'Metadata';
    const id = n.type === 'Identifier' ? declarationOf(n, path) : undefined;
    const annotation = (id && nodeOf(id).typeAnnotation?.typeAnnotation);
    if (annotation?.type === 'TSTypeReference')
        return lastName(annotation.typeName) === 'Metadata';
    const init = n.type === 'Identifier' ? initOf(n, path) : undefined;
    return init?.type === 'NewExpression' && lastName(init.callee) === 'Metadata';
}
/** `c` of `a.b.c`, in an expression or in a type. */
const lastName = ({ property, right, name }) => (property ?? right)?.name ?? name;
/** The name where it is declared. */
function declarationOf({ name }, path) {
    const scope = path.scope?.lookup(name);
    return scope?.getBindings()[name]?.[0];
}
/** What a name of the file was declared with. */
function initOf(id, path) {
    const declared = declarationOf(id, path)?.parent;
    const declarator = declared && nodeOf(declared);
    return declarator?.type === 'VariableDeclarator' ? (declarator.init ?? undefined) : undefined;
}
/** rxjs: `x.pipe(timeout(ms))`, of what is awaited or of what the call gives. */
function piped(site, operator, ms, imports, task) {
    const { row, call } = site;
    const { tree } = task;
    const source = typeof row.target === 'number' ? call.arguments[row.target] : call;
    if (!source)
        return 'it has no arguments';
    const need = task.names.need('rxjs', operator);
    const own = `${need.local}(${ms})`;
    const all = { imports: [...imports, need] };
    const callee = source.callee;
    const isPipe = source !== call && callee?.property?.name === 'pipe';
    if (isPipe && source.arguments.length > 0) {
        const edit = appended(source, own, tree);
        return typeof edit === 'string' ? edit : { edits: [edit], ...all };
    }
    const at = outerEnd(source, tree);
    const isPlain = at > source.end || /^(Identifier|MemberExpression|CallExpression|ThisExpression)$/.test(source.type);
    if (isPlain)
        return { edits: [insert(at, `.pipe(${own})`)], ...all };
    return { edits: [replace(source, `(${sourceOf(tree, source)}).pipe(${own})`)], ...all };
}
