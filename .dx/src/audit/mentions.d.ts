import type { Wanted } from '../sites/callers.js';
import type { Project } from '../sites/project.js';
export declare class Mentions {
    #private;
    readonly paths: readonly string[];
    readonly project: Project;
    readonly signal?: AbortSignal | undefined;
    constructor(paths: readonly string[], project: Project, signal?: AbortSignal | undefined);
    /** One read of the files that can know the names; the first of all files, as it learns who imports whom. */
    of(wanted: Wanted): Promise<Map<string, Map<string, string[]>>>;
}
