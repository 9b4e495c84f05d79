/** Sources behind a package's name: its package.json tells of built files, and none need be built when it is scanned. */
export interface Manifest {
    name?: unknown;
    exports?: unknown;
    types?: unknown;
    typings?: unknown;
    module?: unknown;
    main?: unknown;
}
/**
 * Paths below the package's folder, the likeliest first, at which the source of `name/rest` may be; without an ending
 * where the file has another than its source.
 */
export declare function sourcesOf(manifest: Manifest, rest: string): string[];
