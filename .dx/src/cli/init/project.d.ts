import { type Checkout } from './checkout.js';
import { type Manifest } from './manifest.js';
import { type PackageManager } from './package-manager.js';
export interface Project {
    /** Absolute and real, as are all folders here. */
    readonly root: string;
    /** Where hooks and workflows belong: the checkout's top folder, else the root. */
    readonly top: string;
    readonly checkout?: Checkout;
    /** Why git says nothing, although it is there. */
    readonly trouble?: string;
    /** The nearest first: of the root, and of the folders between it and the top. */
    readonly manifests: readonly Manifest[];
    readonly packages: PackageManager;
    /** The root below the top, with `/`; empty: they are one. */
    readonly below: string;
    /** Of this tool. */
    readonly version: string;
}
/** @throws UsageError for a manifest that can't be read. */
export declare function projectAt(root: string, version: string, signal: AbortSignal): Promise<Project>;
export declare const isTypeScript: ({ root }: Project) => boolean;
/** Whether `.js` files of the root are modules. */
export declare const isModule: ({ manifests: [nearest] }: Project) => boolean;
/** Whether a package is a dependency of the root, or of a folder above it. */
export declare const dependsOn: ({ manifests }: Project, name: string) => boolean;
/** Runs the tool wherever the shell is in the root. */
export declare const runOf: ({ manifests, packages, version }: Project) => string;
/** The same from the top folder, in a shell of git's; without the package manager in between, which takes three times as long. */
export declare function hookCommand(project: Project, args: string): string;
/** One word of a shell. */
export declare const quoted: (word: string) => string;
export declare const stagedScan = "scan --staged --format text";
