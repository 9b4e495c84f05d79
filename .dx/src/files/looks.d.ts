/**
 * What a scan looks at on the disk besides the files that it was given: package.json and tsconfig.json files, where an
 * import may lead, what the type checker reads. While somebody watches, each look is noted with what was seen, so that
 * a later scan can tell that it would see the same. All that decides anything is looked at through here; what lists the
 * files and reads the configuration is not, as it runs each time.
 */
import { type Dirent } from 'node:fs';
export type Kind = 'absent' | 'file' | 'folder' | 'other';
/** What was looked at, by absolute path. */
export declare class Looks {
    readonly kinds: Map<string, Kind>;
    /** Files whose content was read, or would have been. */
    readonly contents: Set<string>;
    /** Folders whose entries were read. */
    readonly lists: Set<string>;
    /** Folders that the scan made for itself: what is in them does not count. */
    readonly own: Set<string>;
    /** Why nobody can tell whether it would all be seen again. */
    unclear: string | undefined;
    saw(path: string, kind: Kind): void;
}
/** For what was read and is kept beyond a scan: it is forgotten when somebody begins to watch. */
export declare function memory<K, V>(): Map<K, V>;
/** Notes what anybody looks at until the work is done: with two scans at once too much, never too little. */
export declare function watched<T>(looks: Looks, work: () => Promise<T>): Promise<T>;
export declare const isWatched: () => boolean;
/** What a path leads to, links followed. What can't be looked at is absent. */
export declare function kindAt(path: string): Kind;
/** As {@link kindAt}, noted by nobody. */
export declare function seenAt(path: string): Kind;
export declare const existsSync: (path: string) => boolean;
export declare const isFile: (path: string) => boolean;
export declare const isFolder: (path: string) => boolean;
/** @throws as Node's */
export declare function readFileSync(path: string): Buffer;
export declare function readFileSync(path: string, encoding: 'utf8'): string;
/** For whoever lets somebody else read it. */
export declare function sawContent(path: string): Kind;
export declare function sawList(path: string): void;
export declare function claim(folder: string): void;
/** Something was looked at that can't be noted. */
export declare function becomesUnclear(why: string): void;
/** @throws as Node's */
export declare function readFolder(path: string): Dirent[];
