/** What both checkers can be asked, in the same words. Values are promises because one of the two is another process. */
/** One step from a declaration up to its file. */
export interface Enclosing {
    /** `type`: class, interface, alias, enum. `named`: member, variable, function, parameter. `body`: nothing beyond counts. */
    kind: 'type' | 'named' | 'body' | 'other';
    name?: string;
}
export interface Declaration {
    file: string;
    /** The declaration itself, then what encloses it. */
    chain(): Promise<Enclosing[]>;
}
export interface SymbolView {
    /** Equal for equal symbols of one project. */
    key: unknown;
    name: string;
    isAlias: boolean;
    isVariable: boolean;
    /** Class, interface, alias of a type or enum. */
    isType: boolean;
    isClass: boolean;
    /** Namespace, ambient module or module file. */
    isModule: boolean;
    isFunction: boolean;
    declarations: Declaration[];
    parent(): Promise<SymbolView | undefined>;
    /** End of the chain of aliases; none if it leads nowhere. */
    original(): Promise<SymbolView | undefined>;
    /** The type that a class, an interface or an alias declares. */
    instance(): Promise<TypeView | undefined>;
}
export interface TypeView {
    key: unknown;
    /**
     * `instance`: of a class or interface. `object`: any other object, functions and constructors among them.
     * `open`: type parameter or other type that has only a constraint. `none`: primitives, null, undefined.
     */
    kind: 'any' | 'union' | 'intersection' | 'instance' | 'object' | 'open' | 'none';
    symbol(): Promise<SymbolView | undefined>;
    alias(): Promise<SymbolView | undefined>;
    /** Members of a union or an intersection. */
    parts(): Promise<TypeView[]>;
    /** Constraint of an open type. */
    constraint(): Promise<TypeView | undefined>;
    /** What a class extends and an interface extends; not what a class implements. */
    bases(): Promise<TypeView[]>;
}
/** One open project. */
export interface Lens {
    symbolsAt(file: string, offsets: number[]): Promise<(SymbolView | undefined)[]>;
    typesAt(file: string, offsets: number[]): Promise<(TypeView | undefined)[]>;
}
