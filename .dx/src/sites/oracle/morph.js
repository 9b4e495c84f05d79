var _a;
import { importModule } from '../../import-module.js';
import { Answers } from './answer.js';
import { asked, inOrder, Projects } from './projects.js';
export class MorphOracle {
    texts;
    backend = 'ts-morph';
    #morph;
    #projects;
    constructor(morph, onNotice, texts) {
        this.texts = texts;
        this.#morph = morph;
        this.#projects = new Projects(async (path) => this.#config(path), onNotice);
    }
    static async start(options) {
        return new MorphOracle(await importModule('ts-morph'), options.onNotice, options.texts);
    }
    async ask(questions) {
        const answers = new Map();
        await this.#projects.in(questions.keys(), async (projects) => {
            for (const { config, files } of asked(projects, questions)) {
                const given = within(() => new Answers(this.#lens(config), this.texts?.() ?? new Map()));
                for (const file of files) {
                    const list = questions.get(file);
                    const found = given && (await within(() => given.ofFile(file, list)));
                    answers.set(file, found ?? list.map(() => ({ callee: [], receiver: [], unknown: tooDeep })));
                }
            }
        });
        return inOrder(questions, answers);
    }
    async close() {
        this.#projects.close();
    }
    #lens(config) {
        const project = new this.#morph.Project({ tsConfigFilePath: config });
        for (const [path, text] of this.texts?.() ?? [])
            project.createSourceFile(path, text, { overwrite: true });
        return new MorphLens(this.#morph.ts, project.getProgram().compilerObject);
    }
    #config(path) {
        const { ts } = this.#morph;
        const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => { } };
        const read = ts.getParsedCommandLineOfConfigFile(path, {}, host);
        return { files: read?.fileNames ?? [], options: read?.options ?? {} };
    }
}
const tooDeep = 'its file nests too deep for the type checker';
function within(work) {
    const orNone = (error) => {
        if (!(error instanceof RangeError))
            throw error;
    };
    try {
        const made = work();
        return made instanceof Promise ? made.catch(orNone) : made;
    }
    catch (error) {
        return orNone(error);
    }
}
class MorphLens {
    ts;
    checker;
    #program;
    constructor(ts, program) {
        this.ts = ts;
        this.checker = program.getTypeChecker();
        this.#program = program;
    }
    async symbolsAt(file, offsets) {
        return this.#nodes(file, offsets).map(node => this.symbol(node && this.checker.getSymbolAtLocation(node)));
    }
    async typesAt(file, offsets) {
        return this.#nodes(file, offsets).map(node => node && new MorphType(this, this.checker.getTypeAtLocation(node)));
    }
    symbol(symbol) {
        return symbol && new MorphSymbol(this, symbol);
    }
    #nodes(file, offsets) {
        const source = this.#program.getSourceFile(file);
        return offsets.map(offset => source && this.#tokenAt(source, offset));
    }
    /** The innermost node that begins at, or contains, the offset. */
    #tokenAt(source, offset) {
        let node = source;
        for (;;) {
            const inner = this.ts.forEachChild(node, child => child.getStart(source) <= offset && offset < child.end ? child : undefined);
            if (!inner)
                return node;
            node = inner;
        }
    }
}
class MorphSymbol {
    #lens;
    key;
    constructor(lens, symbol) {
        this.#lens = lens;
        this.key = symbol;
    }
    get name() {
        return this.key.escapedName;
    }
    get isAlias() {
        return this.#has(this.#lens.ts.SymbolFlags.Alias);
    }
    get isVariable() {
        return this.#has(this.#lens.ts.SymbolFlags.Variable);
    }
    get isType() {
        const { Class, Interface, Enum, TypeAlias } = this.#lens.ts.SymbolFlags;
        return this.#has(Class | Interface | Enum | TypeAlias);
    }
    get isClass() {
        return this.#has(this.#lens.ts.SymbolFlags.Class);
    }
    get isModule() {
        return this.#has(this.#lens.ts.SymbolFlags.Module);
    }
    get isFunction() {
        return this.#has(this.#lens.ts.SymbolFlags.Function);
    }
    get declarations() {
        return (this.key.declarations ?? []).map(node => ({
            file: node.getSourceFile().fileName,
            chain: async () => chain(this.#lens.ts, node),
        }));
    }
    async parent() {
        return this.#lens.symbol(this.key.parent);
    }
    async original() {
        const found = this.#lens.checker.getAliasedSymbol(this.key);
        return found.declarations && found.declarations.length > 0 ? this.#lens.symbol(found) : undefined;
    }
    async instance() {
        return new MorphType(this.#lens, this.#lens.checker.getDeclaredTypeOfSymbol(this.key));
    }
    #has(mask) {
        return (this.key.flags & mask) !== 0;
    }
}
class MorphType {
    #lens;
    key;
    constructor(lens, type) {
        this.#lens = lens;
        this.key = type;
    }
    get kind() {
        const { TypeFlags, ObjectFlags } = this.#lens.ts;
        const { flags } = this.key;
        if (flags & TypeFlags.Any)
            return 'any';
        if (flags & TypeFlags.Union)
            return 'union';
        if (flags & TypeFlags.Intersection)
            return 'intersection';
        if (flags & (TypeFlags.TypeParameter | TypeFlags.Index | TypeFlags.Substitution))
            return 'open';
        if (flags & (TypeFlags.IndexedAccess | TypeFlags.Conditional))
            return 'open';
        if (!(flags & TypeFlags.Object))
            return 'none';
        const { objectFlags } = this.key;
        return objectFlags & (ObjectFlags.ClassOrInterface | ObjectFlags.Reference) ? 'instance' : 'object';
    }
    async symbol() {
        return this.#lens.symbol(this.key.symbol);
    }
    async alias() {
        return this.#lens.symbol(this.key.aliasSymbol);
    }
    async parts() {
        return this.#views(this.key.types);
    }
    async constraint() {
        const type = this.#lens.checker.getBaseConstraintOfType(this.key);
        return type && new _a(this.#lens, type);
    }
    async bases() {
        const { ObjectFlags } = this.#lens.ts;
        const { objectFlags } = this.key;
        const target = objectFlags & ObjectFlags.Reference ? this.key.target : this.key;
        if (!(target.objectFlags & ObjectFlags.ClassOrInterface))
            return [];
        return this.#views(this.#lens.checker.getBaseTypes(target));
    }
    #views(types) {
        return types.map(type => new _a(this.#lens, type));
    }
}
_a = MorphType;
function chain(ts, declaration) {
    const steps = [];
    for (let node = declaration; node; node = node.parent)
        steps.push(step(ts, node));
    return steps;
}
function step(ts, node) {
    if (ts.isBlock(node) || ts.isModuleBlock(node) || ts.isSourceFile(node))
        return { kind: 'body' };
    const name = node.name;
    const text = name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name.text : undefined;
    if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node))
        return { kind: 'type', name: text };
    if (ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node))
        return { kind: 'type', name: text };
    return isNamed(ts, node) ? { kind: 'named', name: text } : { kind: 'other' };
}
function isNamed(ts, node) {
    return (ts.isParameter(node) ||
        ts.isPropertySignature(node) ||
        ts.isPropertyDeclaration(node) ||
        ts.isMethodSignature(node) ||
        ts.isMethodDeclaration(node) ||
        ts.isAccessor(node) ||
        ts.isVariableDeclaration(node) ||
        ts.isFunctionDeclaration(node) ||
        ts.isPropertyAssignment(node));
}
