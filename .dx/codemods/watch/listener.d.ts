/** Who is told: a function written at the call, or the name of one; what it takes, and whether it can be found again. */
import { type Path, type Syntax, type Tree } from '../tree.js';
/** The same function each time it is asked for: an import, a declaration, a constant, a field that is set once. */
export declare function isStable(listener: Syntax, path: Path, tree: Tree): boolean;
/** The member of the class around that `this.x` names. */
export declare function memberOf(node: Syntax, path: Path): Syntax | undefined;
export declare function isAssigned(tree: Tree, name: string): boolean;
/** `this.x` that is set once, a constant, a parameter: the same object later as well. */
export declare function isStableTarget(target: Syntax, path: Path, tree: Tree): boolean;
/** The function as a constant of its own: with types where only the call said them. Or why not. */
export declare function declared(listener: Syntax, dialect: string, event: string | undefined, tree: Tree, typed: boolean): string | undefined;
/** How many values of its event a peer's `exit` gives. */
export type Told = 0 | 1 | 2;
/** A callback of `monitor` that gives the listener what `exit` gave it; or why there is none. */
export declare function onDown(listener: Syntax, told: Told, path: Path, tree: Tree): {
    readonly text: string;
} | {
    readonly why: string;
};
/** `this.onExit.bind(this)` */
export declare const isBound: (node: Syntax) => boolean;
