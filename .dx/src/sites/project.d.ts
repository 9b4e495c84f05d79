/** Files of one scan, parsed on demand, and what their imports lead to inside the scanned tree. */
import { type Texts as Given } from '../files/read.js';
import { type SourceFile } from './ast.js';
import type { Ground } from './ground.js';
export declare class Project {
    #private;
    readonly ground: Ground;
    readonly isLibrary: (specifier: string) => boolean;
    readonly given?: Given | undefined;
    readonly trees: Map<string, SourceFile>;
    /**
     * @param isLibrary Whether the tables say what a module exports.
     * @param given Texts that stand in for files.
     * @param trees Files that were parsed earlier; they are parsed again if they have another text.
     */
    constructor(ground: Ground, isLibrary: (specifier: string) => boolean, given?: Given | undefined, trees?: Map<string, SourceFile>);
    /** The parsed file. @throws ParseError, NotSource, or the error of reading it. */
    file(path: string, text?: string): SourceFile;
    /** As {@link file}, for a file that is only followed into: one that can't be read says nothing. */
    followed(path: string): SourceFile | undefined;
    /** Whether a name stands in the text of a file. */
    mentions(path: string, name: string): boolean;
    /** Files of the scanned tree that a file imports, told by its text. */
    importsOf(path: string): string[];
    /** Whether the file can export the name at all; told by its text, as most that `export *` leads to do not. */
    mayExport(path: string, name: string): boolean;
    /**
     * A declaration of the tree's own that no site can be made of: a function, or a class of whose bases none is a
     * library's. None if the texts leave any doubt about what the name stands for.
     */
    plainExport(path: string, name: string): 'function' | 'class' | undefined;
    /** Where an import leads inside the scanned tree; none for packages and Node's own modules. */
    resolve(from: string, specifier: string): string | undefined;
}
