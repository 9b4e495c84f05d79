/** Where entries were written: whether that is still there, and whether a scan can say anything of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { globMatcher, globOptions } from '../../files/match.js';
import { isInside, relativePath } from '../../files/paths.js';
import { readText } from '../../files/read.js';
import { readRequests } from '../../files/requests.js';
export class Places {
    folder;
    looked;
    #files;
    #skipped;
    #undecided = new Map();
    #scopes = new Map();
    #covers;
    /** @param folder That of the baseline. */
    constructor(folder, looked) {
        this.folder = folder;
        this.looked = looked;
        this.#files = new Set(looked.files);
        this.#skipped = new Set(looked.skipped);
        for (const { kind, file, callee } of looked.sites)
            if (kind === 'undecided') {
                const path = join(looked.root, file);
                this.#undecided.set(path, [...(this.#undecided.get(path) ?? []), callee]);
            }
    }
    /** The file is gone, or has the function no more. What can't be read may still be there. */
    isGone = async (entry) => {
        const path = join(this.folder, entry.file);
        if (!this.exists(entry))
            return true;
        if (entry.scope === '' || this.#skipped.has(path))
            return false;
        const scopes = await this.#scopesOf(path);
        return scopes !== undefined && !scopes.has(entry.scope);
    };
    exists({ file }) {
        const path = join(this.folder, file);
        return this.#files.has(path) || this.looked.texts?.has(path) === true || existsSync(path);
    }
    /** Why nothing can be said of an entry that no finding goes by; none: its finding is gone. */
    notJudged(entry) {
        const { preset, ran, isStaged } = this.looked;
        const path = join(this.folder, entry.file);
        if (!rulesOf(entry).every(rule => ran(rule, path)))
            return `${rulesOf(entry).join(', ')} did not run`;
        if (entry.preset !== 'recommended' && entry.preset !== preset)
            return `preset ${entry.preset} did not run`;
        if (this.#skipped.has(path))
            return 'its file could not be read';
        if (this.#files.has(path)) {
            const callee = this.#undecided.get(path)?.find(c => entry.call.startsWith(c.replace(/…$/, '')));
            return callee === undefined ? undefined : `what ${callee} is could not be decided in this scan`;
        }
        if (this.exists(entry))
            return 'its file was not scanned';
        if (isStaged)
            return 'its file is gone, and only what is staged was scanned';
        return this.#isCovered(path) ? undefined : 'its file is gone, and its folder was not scanned';
    }
    /** A file of this name would have been scanned. */
    #isCovered(path) {
        this.#covers ??= coverOf(this.looked);
        return this.#covers(path);
    }
    #scopesOf(path) {
        const known = this.#scopes.get(path);
        if (known)
            return known;
        const found = this.#parsed(path);
        this.#scopes.set(path, found);
        return found;
    }
    async #parsed(path) {
        const [{ parseFile }, { scopePaths }] = await Promise.all([import('../../sites/ast.js'), import('../identity.js')]);
        try {
            return scopePaths(parseFile(path, this.looked.texts?.get(path) ?? readText(path)));
        }
        catch {
            return undefined; // its functions may all be there
        }
    }
}
/** A comment that silences is judged where all rules that it names were run. */
function rulesOf({ rule, call }) {
    if (rule !== 'suppression')
        return [rule];
    return Object.keys(silenceable).filter(name => call.includes(name));
}
const silenceable = {
    'raw-send': 0,
    'unmanaged-watcher': 0,
    'untimed-call': 0,
    'unsupervised-spawn': 0,
    'god-process': 0,
};
function coverOf({ root, paths }) {
    const { wanted, unwanted } = readRequests(root, paths);
    const isUnwanted = globMatcher(unwanted);
    const all = wanted.map(request => {
        if (request.kind === 'file')
            return (path) => path === request.file;
        const { folder } = request;
        if (request.kind === 'folder')
            return (path) => isInside(folder, path);
        const matches = picomatch(request.glob, globOptions);
        return (path) => isInside(folder, path) && matches(relativePath(folder, path));
    });
    return path => all.some(covers => covers(path)) && !isUnwanted(relativePath(root, path));
}
