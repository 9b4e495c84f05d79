/** Source files below one folder under their real paths: by git where it can tell, else by a walk. */
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listCheckout } from './git.js';
import { kindOf } from './kinds.js';
import { isInNodeModules, isInside, relativePath, within } from './paths.js';
import { isMissing, unreadable } from './skipped.js';
/**
 * @param folder Absolute and real.
 * @param root Links may lead to files inside it or the folder; what they lead to elsewhere is not of this program.
 */
export async function listFolder(folder, root, signal) {
    const { entries, skipped } = await list(folder, root, signal);
    const resolver = new LinkResolver(folder, root, skipped);
    const found = [];
    for (const entry of entries) {
        const file = resolver.resolve(entry);
        if (file)
            found.push({ name: entry.name, file });
    }
    return { found, skipped };
}
async function list(folder, root, signal) {
    const checkout = await listCheckout(folder, signal);
    if (!checkout)
        return (await import('./walk.js')).walk(folder, root, signal);
    const { entries, skipped, nested } = checkout;
    for (const name of nested) {
        const inner = await list(join(folder, name), root, signal);
        for (const e of inner.entries)
            entries.push({ ...e, name: `${name}/${e.name}` });
        skipped.push(...inner.skipped);
    }
    return { entries, skipped };
}
class LinkResolver {
    folder;
    root;
    skipped;
    #folders = new Map();
    constructor(folder, root, skipped) {
        this.folder = folder;
        this.root = root;
        this.skipped = skipped;
    }
    /** The real regular file, if there is one and it belongs to the scan. */
    resolve({ name, type }) {
        const path = within(this.folder, name);
        try {
            // A name that was not UTF-8 was changed by decoding it, and so leads nowhere.
            const kind = type === 'unknown' || name.includes('\uFFFD') ? look(path) : type;
            if (kind === 'link')
                return this.#target(path);
            if (kind === 'file')
                return type === 'file' ? path : this.#inRealFolder(path);
        }
        catch (error) {
            if (!isMissing(error))
                this.skipped.push({ file: path, reason: unreadable(error) });
            else if (name.includes('\uFFFD'))
                this.skipped.push({ file: path, reason: 'has a name that is not UTF-8' });
        }
        return undefined;
    }
    #target(path) {
        const real = realpathSync.native(path);
        return this.#belongs(real) && kindOf(real) && statSync(real).isFile() ? real : undefined;
    }
    #inRealFolder(path) {
        const folder = dirname(path);
        const real = this.#realFolder(folder);
        if (real === folder)
            return path;
        const file = join(real, basename(path));
        return this.#belongs(file) ? file : undefined;
    }
    #realFolder(folder) {
        if (folder === this.folder)
            return folder;
        let real = this.#folders.get(folder);
        if (real === undefined) {
            const up = dirname(folder);
            const isReal = this.#realFolder(up) === up && !lstatSync(folder).isSymbolicLink();
            real = isReal ? folder : realpathSync.native(folder);
            this.#folders.set(folder, real);
        }
        return real;
    }
    #belongs(real) {
        return [this.folder, this.root].some(f => isInside(f, real) && !isInNodeModules(relativePath(f, real)));
    }
}
function look(path) {
    const stats = lstatSync(path);
    return stats.isFile() ? 'file' : stats.isSymbolicLink() ? 'link' : undefined;
}
