/** How a question is answered; the same for both checkers, so that only they can differ. */
import { parseSync, visitorKeys } from 'oxc-parser';
import { readFileSync } from '../../files/looks.js';
import { byFirst, declared, unique } from './canonical.js';
export class Answers {
    #lens;
    #declared = new Map();
    #implemented = new Map();
    /** Of files that declare classes. */
    #texts = new Map();
    #receivers = new Map();
    #given;
    /** @param given Texts that stand in for files. */
    constructor(lens, given) {
        this.#lens = lens;
        this.#given = given;
    }
    async ofFile(file, questions) {
        const callees = questions.map(q => q.callee);
        const receivers = questions.map(q => q.receiver ?? q.callee);
        const [symbols, types] = await Promise.all([
            this.#lens.symbolsAt(file, callees),
            this.#lens.typesAt(file, receivers),
        ]);
        return Promise.all(questions.map((q, i) => this.#answer(file, q, symbols[i], types[i])));
    }
    async #answer(file, question, symbol, type) {
        const isBare = question.receiver === undefined;
        const [callee, receiver] = await Promise.all([
            this.#callee(symbol, type, isBare),
            isBare || !type ? [] : this.#receiver(type),
        ]);
        if (callee.length > 0)
            return { callee, receiver };
        return { callee, receiver, unknown: await this.#reason(file, question, symbol, type) };
    }
    async #callee(symbol, type, isBare) {
        const original = symbol?.isAlias ? await symbol.original() : symbol;
        if (!original)
            return [];
        if (isBare && type && original.isVariable)
            return this.#held(original, type);
        const found = await this.#declaredOf(original);
        const isStatic = isBare ? symbol?.isAlias === true : await isOfClassItself(original, type);
        return isStatic ? found.map(({ from, name }) => ({ from, name })) : found;
    }
    /** A local that holds a member of something else (destructured, bound, copied) stands for that member. */
    async #held(variable, type) {
        const own = await this.#declaredOf(variable);
        if (own.some(d => d.from !== ''))
            return own;
        if (type.kind === 'any')
            return [];
        const symbol = type.kind === 'object' ? await type.symbol() : undefined;
        const held = symbol ? await this.#declaredOf(symbol) : [];
        return held.length > 0 ? held : own;
    }
    #declaredOf(symbol) {
        let known = this.#declared.get(symbol.key);
        if (!known) {
            known = declared(symbol);
            this.#declared.set(symbol.key, known);
        }
        return known;
    }
    #receiver(type) {
        let known = this.#receivers.get(type.key);
        if (!known) {
            known = this.#walk([type], new Set());
            this.#receivers.set(type.key, known);
        }
        return known;
    }
    /** Breadth first, so that what is nearer comes first. */
    async #walk(start, seen) {
        const found = [];
        for (let level = start; level.length > 0;) {
            const next = [];
            for (const type of level) {
                if (seen.has(type.key))
                    continue;
                seen.add(type.key);
                const alias = await type.alias();
                if (alias)
                    found.push(...(await this.#declaredOf(alias)));
                if (type.kind === 'open') {
                    const constraint = await type.constraint();
                    if (constraint)
                        next.push(constraint);
                }
                else if (type.kind === 'intersection') {
                    next.push(...(await type.parts()));
                }
                else if (type.kind === 'union') {
                    const members = await Promise.all((await type.parts()).map(part => this.#walk([part], new Set(seen))));
                    found.push(...members.sort(byFirst).flat());
                }
                else if (type.kind === 'instance') {
                    const symbol = await type.symbol();
                    if (symbol)
                        found.push(...(await this.#declaredOf(symbol)));
                    next.push(...(await type.bases()), ...(symbol ? await this.#interfaces(symbol) : []));
                }
            }
            level = next;
        }
        return unique(found);
    }
    /** The checkers leave out what a class implements; it stands in the class's own text. */
    async #interfaces(symbol) {
        if (!symbol.isClass)
            return [];
        const files = [...new Set(symbol.declarations.map(d => d.file))].sort();
        const types = await Promise.all(files.map(async (file) => {
            const offsets = this.#heritage(file, symbol.name);
            const symbols = offsets ? await this.#lens.symbolsAt(file, offsets) : [];
            return Promise.all(symbols.map(async (s) => (await (s?.isAlias ? s.original() : s))?.instance()));
        }));
        return types.flat().filter(t => t !== undefined);
    }
    #heritage(file, name) {
        let text = this.#texts.get(file);
        if (text === undefined) {
            text = this.#given.get(file) ?? readText(file) ?? '';
            this.#texts.set(file, text);
        }
        if (!isImplementing(text, name))
            return undefined;
        let known = this.#implemented.get(file);
        if (!known) {
            known = implementedIn(file, text);
            this.#implemented.set(file, known);
        }
        return known.get(name);
    }
    async #reason(file, question, symbol, type) {
        const origin = question.origin;
        if (origin) {
            const [imported] = await this.#lens.symbolsAt(file, [origin.offset]);
            if (imported?.isAlias && !(await imported.original()))
                return `import "${origin.module}" can't be resolved`;
        }
        const isBare = question.receiver === undefined;
        if (type?.kind === 'any' && !(isBare && !symbol))
            return 'its type is any';
        return isBare ? 'its name is not declared' : 'its type has no such member';
    }
}
/**
 * Static members have no container, as instances don't have them: `once` of `events`, which is both a function of the
 * module and, the module being a class, its static member.
 */
async function isOfClassItself(member, receiver) {
    if (receiver?.kind !== 'object')
        return false;
    const [parent, symbol] = await Promise.all([member.parent(), receiver.symbol()]);
    return parent?.isType === true && parent.key === symbol?.key;
}
function readText(file) {
    try {
        return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    }
    catch {
        return undefined;
    }
}
function programOf(file, text) {
    const lang = /\.d\.[mc]?ts$/.test(file)
        ? 'dts'
        : /\.[mc]?ts$/.test(file)
            ? 'ts'
            : file.endsWith('.tsx')
                ? 'tsx'
                : 'jsx';
    return parseSync(file, text, { lang }).program;
}
function* descendants(root) {
    const stack = [root];
    while (stack.length > 0) {
        const node = stack.pop();
        yield node;
        for (const key of visitorKeys[node.type] ?? []) {
            const child = node[key];
            for (const c of Array.isArray(child) ? child : [child])
                if (c)
                    stack.push(c);
        }
    }
}
/** Told by the text, as parsing every file of a class would cost more than the checker's own answers. */
function isImplementing(text, name) {
    const named = /^[\w$]+$/.test(name) ? `\\s+${name.replaceAll('$', '\\$')}(?![\\w$])` : '\\s';
    return new RegExp(`\\bclass${named}[^{;]*\\simplements\\s`).test(text);
}
/** Classes of a file by name, with the offsets of the last names of what they implement. */
function implementedIn(file, text) {
    const classes = new Map();
    for (const node of descendants(programOf(file, text))) {
        if ((node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') || !node.id)
            continue;
        const offsets = (node.implements ?? []).map(i => lastName(i.expression));
        if (offsets.length > 0)
            classes.set(node.id.name, [...(classes.get(node.id.name) ?? []), ...offsets]);
    }
    return classes;
}
function lastName(node) {
    if (node.type === 'TSQualifiedName')
        return node.right.start;
    if (node.type === 'MemberExpression')
        return node.property.start;
    return node.start;
}
