/** Which files a scan looks at. */
import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { AllowJs } from './allow-js.js';
import { headCommit } from './git.js';
import { asksForJs, kindOf } from './kinds.js';
import { listFolder } from './list-folder.js';
import { globMatcher, globOptions } from './match.js';
import { relativePath } from './paths.js';
import { noMatch, readRequests, realRoot } from './requests.js';
/** @throws UsageError for a path that does not exist, is no source file, or matches nothing. */
export async function discover({ root, paths = ['.'], signal }) {
    signal?.throwIfAborted();
    const base = realRoot(resolve(root));
    const requests = readRequests(base, paths);
    const [{ files, skipped }, commit] = await Promise.all([collect(base, requests, signal), headCommit(base, signal)]);
    return { files: inOrder(base, files, f => f), skipped: inOrder(base, skipped, s => s.file), commit };
}
async function collect(root, requests, signal) {
    const files = new Set();
    const skipped = new Map(requests.skipped.map(s => [s.file, s]));
    const allowJs = new AllowJs();
    const isUnwanted = globMatcher(requests.unwanted);
    const add = (file) => {
        if (!isUnwanted(relativePath(root, file)))
            files.add(file);
    };
    const listed = new Map();
    const list = async (folder) => {
        const known = listed.get(folder);
        if (known)
            return known;
        const listing = await listFolder(folder, root, signal);
        for (const s of listing.skipped)
            skipped.set(s.file, s);
        listed.set(folder, listing.found);
        return listing.found;
    };
    for (const request of requests.wanted) {
        if (request.kind === 'file') {
            add(request.file);
            continue;
        }
        let found = await list(request.folder);
        const anyJs = request.kind === 'glob' && asksForJs(request.glob);
        if (request.kind === 'glob') {
            const matches = picomatch(request.glob, globOptions);
            found = found.filter(f => matches(f.name));
        }
        found = found.filter(f => anyJs || kindOf(f.file) === 'ts' || allowJs.has(f.file));
        if (request.kind === 'glob' && found.length === 0)
            throw noMatch(request.text, root);
        for (const f of found)
            add(f.file);
    }
    return { files, skipped: skipped.values() };
}
function inOrder(root, items, pathOf) {
    return [...items]
        .map(item => ({ item, key: relativePath(root, pathOf(item)) }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
        .map(({ item }) => item);
}
