import type { Texts } from '../files/read.js';
import { Mentioned } from './mentioned.js';
import type { Packages } from './packages.js';
import type { Plain } from './plain-export.js';
/** What was concluded from texts: it holds as long as they are the same. */
export interface Concluded {
    readonly plain: Plain;
    readonly from: ReadonlySet<string>;
    /** What stood in for files then. */
    readonly given: Texts | undefined;
}
export declare class Ground {
    #private;
    readonly root: string;
    readonly packages: Packages;
    readonly files: readonly string[];
    /** Name and file → what the file exports under it. */
    readonly plain: Map<string, Concluded>;
    readonly mentioned: Mentioned;
    /**
     * @param root Folder that is scanned.
     * @param files Files that are known to exist.
     */
    constructor(root: string, packages: Packages, files: readonly string[]);
    /** Whether it is that of these files. */
    isOf(files: readonly string[]): boolean;
    /** Where an import leads inside the scanned tree; none for packages and Node's own modules. */
    resolve(from: string, specifier: string): string | undefined;
}
