export interface Manifest {
    readonly path: string;
    readonly text: string;
    readonly value: Record<string, unknown>;
}
/** @throws UsageError where it is no JSON object, which no package manager would take either. */
export declare function manifestIn(folder: string): Manifest | undefined;
/** The range that a package is asked for with, in any kind of dependency. */
export declare function rangeOf({ value }: Manifest, name: string): string | undefined;
