import type { SymbolView } from './lens.js';
import type { Declared } from './oracle.js';
/** Package, module of Node, `lib.dom`, `lib.es` or `''` that a declaration file belongs to. */
export declare function packageOf(file: string): string;
/** All declarations of a symbol, once each, in the order of their text. */
export declare function declared(symbol: SymbolView): Promise<Declared[]>;
/** Keeps the first of equals. */
export declare function unique(list: Declared[]): Declared[];
/** Order of a union's members differs from one checker to another, so it is by name. */
export declare const byFirst: (a: Declared[], b: Declared[]) => number;
