import type { Migration } from './migration.js';
declare const fields: readonly ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'];
type Field = (typeof fields)[number];
export interface Deployment {
    /** How many of the scanned files import values of the runtime. */
    importing: number;
    /** What they import, sorted; `*` for all of it. */
    names: string[];
    /** The package.json files that answer for them, with how many each; `''` where there is none above. */
    packages: PackageUse[];
}
export interface PackageUse {
    /** From the root. */
    file: string;
    importing: number;
    /** Where it is declared: the gravest field only if there is no better one. */
    field?: Field;
    version?: string;
    /** Why it is not known. */
    unreadable?: string;
}
export interface Deployments {
    before: Deployment;
    /** With what the migration writes. */
    after: Deployment;
}
/** Of the files that were scanned. The plan's texts are taken as planned, whatever is on the disk by now. */
export declare function deployments({ root, before, files }: Migration, signal?: AbortSignal): Promise<Deployments>;
export {};
