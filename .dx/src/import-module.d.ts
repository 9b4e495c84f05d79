/**
 * Modules that are known by name or address only at run time. The script that the command line is built into has no loader
 * of its own once its code was compiled in an earlier run, so this stays a file of its own there: see scripts/build.mjs.
 */
/** @param specifier Of a package that this one depends on, or a `file:` address. */
export declare const importModule: <T>(specifier: string) => Promise<T>;
