/**
 * What a scan looks at on the disk besides the files that it was given: package.json and tsconfig.json files, where an
 * import may lead, what the type checker reads. While somebody watches, each look is noted with what was seen, so that
 * a later scan can tell that it would see the same. All that decides anything is looked at through here; what lists the
 * files and reads the configuration is not, as it runs each time.
 */
import { existsSync as existsNow, readdirSync, readFileSync as readNow, statSync } from 'node:fs';
/** What was looked at, by absolute path. */
export class Looks {
    kinds = new Map();
    /** Files whose content was read, or would have been. */
    contents = new Set();
    /** Folders whose entries were read. */
    lists = new Set();
    /** Folders that the scan made for itself: what is in them does not count. */
    own = new Set();
    /** Why nobody can tell whether it would all be seen again. */
    unclear;
    saw(path, kind) {
        const before = this.kinds.get(path);
        if (before === undefined)
            this.kinds.set(path, kind);
        else if (before !== kind)
            this.unclear ??= `${path} changed while it was looked at`;
    }
}
const watching = new Set();
const memories = [];
/** For what was read and is kept beyond a scan: it is forgotten when somebody begins to watch. */
export function memory() {
    const made = new Map();
    memories.push(made);
    return made;
}
/** Notes what anybody looks at until the work is done: with two scans at once too much, never too little. */
export async function watched(looks, work) {
    for (const m of memories)
        m.clear();
    watching.add(looks);
    try {
        return await work();
    }
    finally {
        watching.delete(looks);
    }
}
export const isWatched = () => watching.size > 0;
/** What a path leads to, links followed. What can't be looked at is absent. */
export function kindAt(path) {
    const [looks] = watching;
    if (looks === undefined)
        return seenAt(path);
    // Once seen it stays so for the whole scan, which then has one picture of the disk.
    const known = watching.size === 1 ? looks.kinds.get(path) : undefined;
    if (known !== undefined)
        return known;
    const kind = seenAt(path);
    for (const l of watching)
        l.saw(path, kind);
    return kind;
}
/** As {@link kindAt}, noted by nobody. */
export function seenAt(path) {
    try {
        const stats = statSync(path, { throwIfNoEntry: false });
        return !stats ? 'absent' : stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
    }
    catch {
        return 'absent'; // a link to itself, a folder that may not be entered
    }
}
export const existsSync = (path) => (watching.size === 0 ? existsNow(path) : kindAt(path) !== 'absent');
export const isFile = (path) => kindAt(path) === 'file';
export const isFolder = (path) => kindAt(path) === 'folder';
export function readFileSync(path, encoding) {
    if (watching.size === 0)
        return readNow(path, encoding);
    const isThere = sawContent(path) === 'file';
    try {
        const text = readNow(path, encoding);
        if (!isThere)
            becomesUnclear(`${path} changed while it was looked at`);
        return text;
    }
    catch (error) {
        if (isThere)
            becomesUnclear(`${path} can't be read`);
        throw error;
    }
}
/** For whoever lets somebody else read it. */
export function sawContent(path) {
    for (const looks of watching)
        looks.contents.add(path);
    return kindAt(path);
}
export function sawList(path) {
    for (const looks of watching)
        looks.lists.add(path);
}
export function claim(folder) {
    for (const looks of watching)
        looks.own.add(folder);
}
/** Something was looked at that can't be noted. */
export function becomesUnclear(why) {
    for (const looks of watching)
        looks.unclear ??= why;
}
/** @throws as Node's */
export function readFolder(path) {
    sawList(path);
    return readdirSync(path, { withFileTypes: true });
}
