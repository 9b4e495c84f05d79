import type { Manifest } from './manifest.js';
type Name = 'npm' | 'pnpm' | 'yarn' | 'bun';
export interface PackageManager {
    readonly name: Name;
    /** Where the lockfile is; none: there is no lockfile. */
    readonly folder?: string;
    /** Runs the tool that is installed; without it, fails rather than fetches. */
    readonly run: string;
    /** Installs what the lockfile says. */
    readonly install: string;
    /** Adds a package that is needed for development. */
    readonly add: string;
    /** Installed programs are in `node_modules/.bin`. */
    readonly linksPrograms: boolean;
}
/** By the nearest lockfile, up to the checkout's top folder; else as a manifest says; else npm. */
export declare function packageManagerOf(root: string, top: string, manifests: readonly Manifest[]): PackageManager;
export {};
