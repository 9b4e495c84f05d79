/** Takes the picture of what a scan has looked at. */
import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { seenAt } from '../../files/looks.js';
import { breather } from '../breath.js';
import { entriesOf, hashOf, isOlder, Stamps } from './picture.js';
/** Something is not as the scan saw it, or nobody can tell. */
export class Blurred extends Error {
    name = 'Blurred';
}
/**
 * @param scanned The files that were scanned.
 * @param since When the scan began.
 * @throws Blurred, with the reason.
 */
export async function take(looks, scanned, since, signal) {
    if (looks.unclear !== undefined)
        throw new Blurred(looks.unclear);
    const taking = new Taking(since);
    const own = [...looks.own].map(folder => folder.replaceAll('\\', '/'));
    const isOwn = (path) => own.some(folder => path.replaceAll('\\', '/').startsWith(`${folder}/`));
    const breathe = breather(signal);
    for (const path of scanned) {
        await breathe();
        taking.file(path);
    }
    const done = new Set(scanned);
    for (const path of looks.contents) {
        if (done.has(path) || isOwn(path) || looks.kinds.get(path) !== 'file')
            continue;
        await breathe();
        taking.file(path);
        done.add(path);
    }
    for (const [path, kind] of looks.kinds) {
        if (done.has(path) || isOwn(path))
            continue;
        await breathe();
        if (kind === 'absent')
            taking.absent(path);
        else
            taking.kind(path, kind);
    }
    for (const path of looks.lists) {
        await breathe();
        if (!isOwn(path))
            taking.list(path);
    }
    return taking.picture(scanned.length);
}
class Taking {
    #since;
    #files = [];
    #folders = new Map();
    #links = {};
    #lists = {};
    #kinds = [];
    #absent = new Map();
    #hosts = new Map();
    constructor(since) {
        this.#since = since;
    }
    file(path) {
        let hash;
        let stats;
        try {
            hash = hashOf(readFileSync(path));
            // after it was read: whatever was written by then is younger
            stats = statSync(path);
        }
        catch (error) {
            throw new Blurred(`${path} can't be read (${error.code})`);
        }
        this.#expectOlder(path, stats);
        this.#files.push({ path, stats, hash });
        this.#above(path);
    }
    kind(path, kind) {
        if (seenAt(path) !== kind)
            throw changed(path);
        // a folder, and no link to one, is looked at as one of the folders
        if (kind === 'folder')
            this.#folder(path);
        else
            this.#above(path);
        if (this.#links[path] !== undefined || kind !== 'folder')
            this.#kinds.push([path, kind]);
    }
    absent(path) {
        const host = this.#host(path);
        if (host === undefined) {
            this.#kinds.push([path, 'absent']);
            return;
        }
        const known = this.#absent.get(host);
        if (known)
            known.push(path);
        else {
            this.#absent.set(host, [path]);
            this.#folder(host);
            this.#relyOn(host);
        }
    }
    list(path) {
        const entries = entriesOf(path);
        if (!entries) {
            this.kind(path, seenAt(path));
            return;
        }
        this.#folder(path);
        this.#relyOn(path);
        this.#expectOlder(path, statSync(path));
        this.#lists[path] = entries.hash;
        for (const name of entries.links)
            this.kind(join(path, name), seenAt(join(path, name)));
    }
    picture(scanned) {
        const files = this.#files;
        const stamps = Stamps.ofLength(files.length);
        for (const [i, { stats }] of files.entries())
            stamps.set(i, stats);
        const folders = [...this.#folders];
        const folderStamps = Stamps.ofLength(folders.length);
        for (const [i, [, stats]] of folders.entries()) {
            if (stats === 'restless')
                folderStamps.blur(i);
            else if (stats)
                folderStamps.set(i, stats);
        }
        const absent = Object.fromEntries(this.#absent);
        return {
            files: files.map(f => f.path),
            scanned,
            stamps,
            hashes: files.map(f => f.hash).join(''),
            folders: folders.map(([path]) => path),
            folderStamps,
            links: this.#links,
            lists: this.#lists,
            kinds: this.#kinds,
            absent: () => absent,
        };
    }
    /** A folder that is being written to is not relied on: what is not in it is looked for one by one. */
    #relyOn(folder) {
        const stats = statSync(folder, { throwIfNoEntry: false });
        if (!stats)
            throw changed(folder);
        this.#folders.set(folder, isOlder(stats, this.#since) ? stats : 'restless');
    }
    /** The nearest folder above that is there; none where it takes a closer look, as with a link that leads nowhere. */
    #host(path) {
        const above = dirname(path);
        if (isPlainlyAbsent(path)) {
            if (above === path)
                return undefined;
            if (!this.#hosts.has(above))
                this.#hosts.set(above, seenAt(above) === 'folder' ? above : this.#host(above));
            return this.#hosts.get(above);
        }
        return undefined;
    }
    #above(path) {
        const above = dirname(path);
        if (above !== path)
            this.#folder(above);
    }
    #folder(path) {
        if (this.#folders.has(path))
            return;
        this.#folders.set(path, undefined);
        this.#above(path);
        const stats = lstatSync(path, { throwIfNoEntry: false });
        if (!stats)
            throw changed(path);
        if (!stats.isSymbolicLink())
            return;
        this.#expectOlder(path, stats);
        const link = readlinkSync(path);
        this.#links[path] = link;
        this.#folder(resolve(dirname(path), link));
    }
    #expectOlder(path, stats) {
        if (!isOlder(stats, this.#since))
            throw changed(path);
    }
}
function isPlainlyAbsent(path) {
    try {
        return lstatSync(path, { throwIfNoEntry: false }) === undefined;
    }
    catch {
        return false; // a name too long, a folder that may not be entered
    }
}
const changed = (path) => new Blurred(`${path} changed while it was scanned`);
