/** What the type oracle is asked about candidates that the file alone does not decide, and what its answers mean. */
import { bindingOf } from './aliases.js';
import { memberName, strip } from './ast.js';
import { choose, eventOf } from './choose.js';
export function questionOf({ name, target, file }) {
    const receiver = target && lastName(strip(target));
    const question = { callee: name.start };
    if (receiver !== undefined)
        question.receiver = receiver;
    const origin = importBehind(target ?? name, file);
    if (origin)
        question.origin = origin;
    return question;
}
function importBehind(expression, file) {
    const binding = bindingOf(headOf(expression), file);
    const declaration = binding?.kind === 'import' ? binding.node.parent : undefined;
    return declaration?.type === 'ImportDeclaration'
        ? { module: declaration.source.value, offset: binding.id.start }
        : undefined;
}
/** What a chain of members, calls and constructions begins with. */
function headOf(expression) {
    let n = strip(expression);
    for (;;) {
        if (n.type === 'MemberExpression')
            n = strip(n.object);
        else if (n.type === 'CallExpression' || n.type === 'NewExpression')
            n = strip(n.callee);
        else if (n.type === 'AwaitExpression')
            n = strip(n.argument);
        else
            return n;
    }
}
/** Offset of the name that a receiver's type is asked at. */
function lastName(node) {
    switch (node.type) {
        case 'Identifier':
        case 'ThisExpression':
        case 'Super':
            return node.start;
        case 'MemberExpression':
            return node.computed ? undefined : node.property.start;
        default:
            return undefined;
    }
}
/** The candidate as a site, as something else's member, or still undecided. */
export function decide(inf, candidate, answer) {
    const name = candidate.name.type === 'Identifier' ? candidate.name.name : (memberName(candidate.name) ?? '');
    for (const type of typesOf(answer)) {
        const row = choose(rowsOf(inf.library, type, candidate, name), candidate.node, inf, candidate.file);
        if (row)
            return { site: siteOf(inf, candidate, row, type) };
    }
    if (answer.unknown !== undefined)
        return { why: answer.unknown };
    for (const d of answer.callee) {
        if (d.container !== undefined || candidate.target !== undefined)
            continue;
        const row = choose(inf.library.functionRows(`${d.from}.${d.name}`), candidate.node, inf, candidate.file);
        if (row)
            return { site: siteOf(inf, candidate, row, undefined) };
    }
    return { unrelated: true };
}
function siteOf(inf, candidate, row, type) {
    const { file, node, name } = candidate;
    const at = typeof row.target === 'number' && node.type !== 'AssignmentExpression' ? node.arguments[row.target] : undefined;
    return {
        file,
        node,
        name,
        row,
        target: at ?? candidate.target,
        type,
        event: eventOf(row, node, inf, file),
        how: 'types',
    };
}
/** Receiver and its bases first: watchers are declared in a base that many libraries share. */
function typesOf(answer) {
    const named = (d, type) => `${d.from}#${type}`;
    return [
        ...new Set([
            ...answer.receiver.map(d => named(d, d.name)),
            ...answer.callee.flatMap(d => (d.container === undefined ? [] : [named(d, d.container)])),
        ]),
    ];
}
function rowsOf(library, type, candidate, name) {
    const member = candidate.held ?? name;
    return library.knows(type) ? library.memberRows(type, member) : [];
}
