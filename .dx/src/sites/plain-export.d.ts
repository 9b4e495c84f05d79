/** What a file exports under a name, told by its text: parsing every imported file would cost more than all the rest. */
/** Texts of the scanned tree, and where their imports lead. */
export interface Texts {
    text(path: string): string | undefined;
    resolve(from: string, specifier: string): string | undefined;
    /** Whether a module that does not resolve may bring something of a library's. */
    isKnown(specifier: string): boolean;
}
/** `none`: it exports no such name. No answer where the text leaves doubt. */
export type Plain = 'function' | 'class' | 'none' | undefined;
/**
 * Tells a function of the tree's own, and a class of whose bases none is a library's, through re-exports. In doubt are:
 * a second declaration of the name, a comment around the first, and a value that is not written as a function.
 */
export declare function plainExport(texts: Texts, path: string, name: string, depth?: number): Plain;
