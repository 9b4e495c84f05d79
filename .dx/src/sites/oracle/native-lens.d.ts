/** What TypeScript 7's server tells about symbols and types. Both are asked for once, and known by their number. */
import type { Declaration, Lens, SymbolView, TypeView } from './lens.js';
import type { RpcChild } from './rpc.js';
import { SyntaxTree } from './syntax-tree.js';
interface SymbolData {
    id: number;
    name: string;
    flags: number;
    declarations?: string[];
    parent?: number;
}
interface TypeData {
    id: number;
    flags: number;
    objectFlags?: number;
    symbol?: number;
    aliasSymbol?: number;
    target?: number;
}
/** Values of TypeScript 7.0.2's enums; loading its client for them would take longer than small scans do. */
export declare const FLAGS: Readonly<Record<'symbol' | 'type' | 'object', Readonly<Record<string, number>>>>;
export declare class NativeLens implements Lens {
    #private;
    constructor(rpc: RpcChild, base: {
        snapshot: number;
        project: string;
    });
    symbolsAt(file: string, positions: number[]): Promise<(SymbolView | undefined)[]>;
    typesAt(file: string, positions: number[]): Promise<(TypeView | undefined)[]>;
    request<T>(method: string, params: object): Promise<T>;
    symbol(data: SymbolData | null | undefined): NativeSymbol | undefined;
    type(data: TypeData | null | undefined): NativeType | undefined;
    knownSymbol: (id: number) => NativeSymbol | undefined;
    tree(file: string): Promise<SyntaxTree>;
}
declare class NativeSymbol implements SymbolView {
    #private;
    constructor(lens: NativeLens, data: SymbolData);
    get declarations(): Declaration[];
    get key(): number;
    get name(): string;
    get isAlias(): boolean;
    get isVariable(): boolean;
    get isType(): boolean;
    get isClass(): boolean;
    get isModule(): boolean;
    get isFunction(): boolean;
    parent(): Promise<SymbolView | undefined>;
    original(): Promise<SymbolView | undefined>;
    instance(): Promise<TypeView | undefined>;
}
declare class NativeType implements TypeView {
    #private;
    constructor(lens: NativeLens, data: TypeData);
    get key(): number;
    get kind(): TypeView['kind'];
    symbol(): Promise<SymbolView | undefined>;
    alias(): Promise<SymbolView | undefined>;
    parts(): Promise<TypeView[]>;
    constraint(): Promise<TypeView | undefined>;
    bases(): Promise<TypeView[]>;
}
export {};
