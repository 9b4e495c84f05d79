/** Lexical scopes of one file: which declaration a name means. Only what receivers need; no hoisting puzzles. */
import type { Node, Program } from 'oxc-parser';
export interface Binding {
    name: string;
    kind: 'import' | 'variable' | 'parameter' | 'function' | 'class' | 'catch' | 'type' | 'enum' | 'namespace';
    /** The identifier that declares it. */
    id: Node;
    /** The declaration: import specifier, declarator, function, class, interface, type alias… */
    node: Node;
    scope: Scope;
}
export declare class Scope {
    readonly node: Node;
    readonly parent: Scope | undefined;
    /** The scope that `var` belongs to. */
    readonly isFunction: boolean;
    readonly values: Map<string, Binding>;
    readonly types: Map<string, Binding>;
    constructor(node: Node, parent: Scope | undefined, 
    /** The scope that `var` belongs to. */
    isFunction: boolean);
    value(name: string): Binding | undefined;
    type(name: string): Binding | undefined;
}
/** Fed every node on the way down; declares what it introduces. */
export declare class ScopeBuilder {
    #private;
    readonly root: Scope;
    readonly scopeOf: Map<Node, Scope>;
    constructor(program: Program);
    enter(node: Node): void;
}
/** The scope a node stands in (its own, if it opens one, is not meant). */
export declare function scopeAround(scopes: Map<Node, Scope>, node: Node): Scope | undefined;
