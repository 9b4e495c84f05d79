import { SyntaxTree } from './syntax-tree.js';
/** Values of TypeScript 7.0.2's enums; loading its client for them would take longer than small scans do. */
export const FLAGS = {
    symbol: {
        Variable: 3,
        Function: 16,
        Class: 32,
        Interface: 64,
        Enum: 384,
        TypeAlias: 524288,
        Module: 1536,
        Alias: 2097152,
    },
    type: {
        Any: 1,
        Undefined: 4,
        Null: 8,
        Void: 16,
        String: 32,
        Number: 64,
        BigInt: 128,
        Boolean: 256,
        StringLiteral: 1024,
        NumberLiteral: 2048,
        BigIntLiteral: 4096,
        BooleanLiteral: 8192,
        EnumLiteral: 32768,
        Enum: 65536,
        TemplateLiteral: 4194304,
        StringMapping: 8388608,
        TypeParameter: 524288,
        Object: 1048576,
        Index: 2097152,
        Substitution: 16777216,
        IndexedAccess: 33554432,
        Conditional: 67108864,
        Union: 134217728,
        Intersection: 268435456,
    },
    object: { ClassOrInterface: 3, Reference: 4 },
};
const masksOf = (flags, ...names) => names.reduce((mask, name) => mask | flags[name], 0);
const SYMBOL = {
    alias: masksOf(FLAGS.symbol, 'Alias'),
    variable: masksOf(FLAGS.symbol, 'Variable'),
    type: masksOf(FLAGS.symbol, 'Class', 'Interface', 'Enum', 'TypeAlias'),
    class: masksOf(FLAGS.symbol, 'Class'),
    module: masksOf(FLAGS.symbol, 'Module'),
    function: masksOf(FLAGS.symbol, 'Function'),
};
const TYPE = {
    any: masksOf(FLAGS.type, 'Any'),
    union: masksOf(FLAGS.type, 'Union'),
    intersection: masksOf(FLAGS.type, 'Intersection'),
    object: masksOf(FLAGS.type, 'Object'),
    open: masksOf(FLAGS.type, 'TypeParameter', 'Index', 'Substitution', 'IndexedAccess', 'Conditional'),
};
const OBJECT = {
    named: masksOf(FLAGS.object, 'ClassOrInterface'),
    reference: masksOf(FLAGS.object, 'Reference'),
};
export class NativeLens {
    #rpc;
    #base;
    #symbols = new Map();
    #types = new Map();
    #trees = new Map();
    constructor(rpc, base) {
        this.#rpc = rpc;
        this.#base = base;
    }
    async symbolsAt(file, positions) {
        const found = await this.request('getSymbolsAtPositions', { file, positions });
        return positions.map((_, i) => this.symbol(found?.[i]));
    }
    async typesAt(file, positions) {
        const found = await this.request('getTypesAtPositions', { file, positions });
        return positions.map((_, i) => this.type(found?.[i]));
    }
    request(method, params) {
        return this.#rpc.request(method, { ...this.#base, ...params });
    }
    symbol(data) {
        if (!data)
            return undefined;
        const symbol = this.#symbols.get(data.id) ?? new NativeSymbol(this, data);
        this.#symbols.set(data.id, symbol);
        return symbol;
    }
    type(data) {
        if (!data)
            return undefined;
        const type = this.#types.get(data.id) ?? new NativeType(this, data);
        this.#types.set(data.id, type);
        return type;
    }
    knownSymbol = (id) => this.#symbols.get(id);
    tree(file) {
        let tree = this.#trees.get(file);
        if (!tree) {
            tree = this.request('getSourceFile', { file }).then(r => new SyntaxTree(r?.data));
            this.#trees.set(file, tree);
        }
        return tree;
    }
}
/** Tells whether any of the flags is set. */
const has = (flags, mask) => ((flags ?? 0) & mask) !== 0;
class NativeSymbol {
    #lens;
    #data;
    #parent;
    constructor(lens, data) {
        this.#lens = lens;
        this.#data = data;
    }
    get declarations() {
        return (this.#data.declarations ?? []).map(handle => {
            const [, index, file] = /^(\d+)\.\d+\.(.*)$/s.exec(handle) ?? [];
            return { file: file, chain: async () => (await this.#lens.tree(file)).chain(Number(index)) };
        });
    }
    get key() {
        return this.#data.id;
    }
    get name() {
        return this.#data.name;
    }
    get isAlias() {
        return has(this.#data.flags, SYMBOL.alias);
    }
    get isVariable() {
        return has(this.#data.flags, SYMBOL.variable);
    }
    get isType() {
        return has(this.#data.flags, SYMBOL.type);
    }
    get isClass() {
        return has(this.#data.flags, SYMBOL.class);
    }
    get isModule() {
        return has(this.#data.flags, SYMBOL.module);
    }
    get isFunction() {
        return has(this.#data.flags, SYMBOL.function);
    }
    parent() {
        const { id, parent } = this.#data;
        if (!parent)
            return Promise.resolve(undefined);
        this.#parent ??= this.#known(parent) ?? this.#ask('getParentOfSymbol', { objectId: id });
        return this.#parent;
    }
    async original() {
        const found = await this.#ask('getAliasedSymbol', { symbol: this.#data.id });
        return found && found.declarations.length > 0 ? found : undefined;
    }
    async instance() {
        const params = { symbol: this.#data.id };
        return this.#lens.type(await this.#lens.request('getDeclaredTypeOfSymbol', params));
    }
    #known(id) {
        const known = this.#lens.knownSymbol(id);
        return known && Promise.resolve(known);
    }
    async #ask(method, params) {
        return this.#lens.symbol(await this.#lens.request(method, params));
    }
}
class NativeType {
    #lens;
    #data;
    constructor(lens, data) {
        this.#lens = lens;
        this.#data = data;
    }
    get key() {
        return this.#data.id;
    }
    get kind() {
        const { flags, objectFlags } = this.#data;
        if (has(flags, TYPE.any))
            return 'any';
        if (has(flags, TYPE.union))
            return 'union';
        if (has(flags, TYPE.intersection))
            return 'intersection';
        if (has(flags, TYPE.open))
            return 'open';
        if (!has(flags, TYPE.object))
            return 'none';
        return has(objectFlags, OBJECT.named | OBJECT.reference) ? 'instance' : 'object';
    }
    async symbol() {
        const { id, symbol } = this.#data;
        if (!symbol)
            return undefined;
        return this.#lens.knownSymbol(symbol) ?? this.#symbol('getSymbolOfType', id);
    }
    async alias() {
        const { id, aliasSymbol } = this.#data;
        if (!aliasSymbol)
            return undefined;
        return this.#lens.knownSymbol(aliasSymbol) ?? this.#symbol('getAliasSymbolOfType', id);
    }
    parts() {
        return this.#typesOf('getTypesOfType', { objectId: this.#data.id });
    }
    async constraint() {
        const data = await this.#lens.request('getBaseConstraintOfType', { type: this.#data.id });
        return this.#lens.type(data);
    }
    async bases() {
        const { id, objectFlags, target } = this.#data;
        if (has(objectFlags, OBJECT.reference) && target && target !== id) {
            const type = this.#lens.type(await this.#lens.request('getTargetOfType', { objectId: id }));
            return type && type.key !== id ? type.bases() : [];
        }
        if (!has(objectFlags, OBJECT.named))
            return [];
        return this.#typesOf('getBaseTypes', { type: id });
    }
    async #symbol(method, objectId) {
        return this.#lens.symbol(await this.#lens.request(method, { objectId }));
    }
    async #typesOf(method, params) {
        const found = (await this.#lens.request(method, params)) ?? [];
        return found.map(data => this.#lens.type(data)).filter(t => t !== undefined);
    }
}
