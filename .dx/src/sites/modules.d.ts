import { type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import { type Ty } from './ty.js';
export declare const moduleName: (specifier: string) => string;
/** What a look through re-exports has been at, so that circles end and a file is gone through once. */
declare class Trail {
    #private;
    /** Goes on in a file, unless it was there for the same name. */
    into(inf: Inference, file: SourceFile, name: string, find: () => Ty | undefined): Ty | undefined;
}
/** Type of the value imported from `specifier` under `name` (`default`, `*` included). */
export declare function importedType(inf: Inference, file: SourceFile, specifier: string, name: string, trail?: Trail): Ty;
/** Type of what a file exports; none if it exports no such name. Follows re-exports. */
export declare function exportedType(inf: Inference, file: SourceFile, name: string, trail?: Trail): Ty | undefined;
/** A name of a function, or of a class without a library's base, of the scanned tree: it makes no site. */
export declare function importsPlain(inf: Inference, file: SourceFile, id: Extract<Node, {
    type: 'Identifier';
}>): boolean;
export declare function namedAnnotation(inf: Inference, name: string, file: SourceFile, trail?: Trail): Ty | undefined;
/** Meaning of `name` imported from `specifier` in a type's place. */
export declare function importedAnnotation(inf: Inference, file: SourceFile, specifier: string, name: string, trail?: Trail): Ty;
/** Meaning of a class, interface, alias or enum declaration as a type. */
export declare function declaredType(inf: Inference, node: Node, file: SourceFile): Ty;
export {};
