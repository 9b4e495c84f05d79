/**
 * Adds to a YAML file without reading YAML. It takes only what lines alone tell apart, a block mapping whose keys begin
 * their lines: there, a line that is indented less ends whatever stands above it, so that nothing of it can change.
 */
/** Top-level keys in order; none: it is not for us. */
export declare function topLevelKeys(text: string): string[] | undefined;
/** Text behind everything that is there. */
export declare function appended(text: string, lines: readonly string[]): string;
/**
 * Behind the last child of a key.
 * @param path Keys from the top.
 * @param item Lines of the new child, not indented; where it is one of a list, without its dash.
 * @returns None where there is no such key, or it is written in another way.
 */
export declare function addedBelow(text: string, path: readonly string[], kind: 'list' | 'map', item: readonly string[]): string | undefined;
/** A string on one line, quoted where it could be read as something else. */
export declare const scalar: (text: string) => string;
