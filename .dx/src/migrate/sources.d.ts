import type { FileInput, Settings } from '../../codemods/codemod.js';
import type { Texts } from '../files/read.js';
import type { SiteReport } from '../result.js';
import { Imports } from './imports.js';
export interface Source {
    readonly path: string;
    /** As on the disk. */
    readonly raw: string;
    /** Without byte order mark. */
    readonly before: string;
    readonly imports: Imports;
    readonly input: FileInput;
}
export declare class Sources {
    #private;
    readonly root: string;
    readonly settings: Settings;
    readonly texts?: Texts | undefined;
    constructor(sites: readonly SiteReport[], root: string, settings: Settings, texts?: Texts | undefined);
    /** A file as the scan reports it, or why it is not to be changed. */
    open(file: string): Source | string;
    /** The source of what a file calls by a path relative to itself. */
    relative(file: string, path: string): string | undefined;
    /** The source of a script by a path relative to where programs are started: the package's folder, or the root. */
    script(file: string, path: string): string | undefined;
}
