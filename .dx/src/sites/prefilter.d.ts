import { type Library } from './library.js';
/** Of one text; parts are numbered as their prefilter does. */
export interface Traces {
    parts: number[];
    names: string[];
}
/**
 * Which files can hold a site. A library's members count in every file once the library is imported anywhere: an
 * actor travels from file to file without its name. Its functions count where its module is named.
 */
export declare class Prefilter {
    #private;
    constructor(library: Library);
    /**
     * Indexes of the parts that match, or of one that is known to be there; empty: the file holds no site, whatever is imported elsewhere.
     * @param text The file's bytes as Latin 1: names are ASCII, and decoding costs more than the test.
     */
    test(text: string): number[];
    /**
     * What a text says by itself, so that it stays true whatever else is scanned: all parts that match, and the names
     * that it makes present. It costs more than {@link test}, which passes over what others have decided.
     */
    traces(text: string): Traces;
    /** Makes a library present although no scanned file imports it: it stands in a package.json. */
    addPresent(name: string): void;
    /** After all files were tested: whether a library of the dialect is there. */
    hasDialect(name: string): boolean;
    /** As {@link hasDialect}, but a dialect whose rows make no sites lacks nothing. */
    lacks(name: string): boolean;
    /** After all files were tested: whether one of the parts belongs to a library that is there. */
    holds(parts: readonly number[]): boolean;
}
