/** Of equal standing: a folder has one of them. */
export declare const configNames: readonly string[];
/**
 * The configuration at or above a path; none: there is no such file.
 * @throws UsageError where one folder has two.
 */
export declare function nearestConfig(from: string): string | undefined;
