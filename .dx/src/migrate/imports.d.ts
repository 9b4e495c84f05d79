import type { SourceFile } from '../sites/ast.js';
import type { Edit, ImportNeed } from './fix.js';
/** One file's imports; names are the same for whoever asks, as they depend on the text before the migration alone. */
export declare class Imports {
    #private;
    readonly file: SourceFile;
    constructor(file: SourceFile);
    /** How to call an export: as it is imported already, else by its own name, or by another where that one is taken. */
    need(module: string, name: string): ImportNeed;
    /** Statements for what is needed and not there yet. */
    edits(needs: readonly ImportNeed[]): Edit[];
    /** The name itself, or with the first number that nothing in the file is called by; nobody gets it twice. */
    freeName(name: string): string;
}
/** What a file imports of a package's values, or hands on, under the names of their exports; `*` for all of it. */
export declare function importedFrom(file: SourceFile, name: string): string[];
