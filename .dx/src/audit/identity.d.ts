import type { Finding } from '../result.js';
import { type Node, type SourceFile } from '../sites/ast.js';
/** Enclosing classes and functions, outermost first: `Pool.run.handler`. */
export declare function scopePath(node: Node): string;
/** All that a file has, the empty one of its top among them. */
export declare function scopePaths({ program }: SourceFile): Set<string>;
/** Of what is told apart. */
interface Parts {
    rule: string;
    scope: string;
    /** All of it, as no formatter changes it. */
    whole: string;
    /** The same without the blocks of listeners. */
    shape: string;
    /** For people. */
    call: string;
}
export type Named = Pick<Finding, 'id' | 'identity'>;
/** Hands out identities; equal ones get an ordinal in the order of asking. */
export declare class Identities {
    #private;
    /** What was handed out, and what it names but for the ordinal. */
    readonly handed: Map<string, string>;
    /** Of a call, or whatever else a site is. */
    ofSite(rule: string, file: string, source: SourceFile, node: Node): Named;
    /** @param file As reports name it. */
    of({ rule, scope, whole, shape, call }: Parts, file: string): Named;
    /** @param name As {@link handed} has it. */
    ofName(name: string): string;
}
/** A node's text on one line, cut where it is long. */
export declare function shortText(file: SourceFile, node: Node, most?: number): string;
export declare function shortened(whole: string, most?: number): string;
export {};
