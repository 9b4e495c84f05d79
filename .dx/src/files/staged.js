/** Source files as they stand in git's index: what the next commit holds, whatever lies in the work tree. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { indexed } from './git.js';
import { kindOf } from './kinds.js';
import { globMatcher } from './match.js';
import { isInNodeModules, relativePath } from './paths.js';
import { realRoot } from './requests.js';
/**
 * @param paths Files, folders or globs relative to the root; `!glob` takes away. Default: the root.
 * @throws UsageError where there is no index.
 */
export async function readStaged(root, paths, signal) {
    const base = realRoot(root);
    const index = await indexed(base, signal);
    if ('trouble' in index)
        throw new UsageError(`--staged reads git's index: ${index.trouble}`);
    const isWanted = matcher(base, paths);
    const texts = new Map();
    const raws = new Map();
    const files = [];
    const skipped = [];
    for (const entry of index.entries) {
        const file = join(base, entry.name);
        if (!kindOf(entry.name) || isInNodeModules(entry.name))
            continue;
        const isAsked = entry.isStaged && isWanted(entry.name);
        const text = textOf(entry);
        if (typeof text !== 'string') {
            if (isAsked)
                skipped.push({ file, reason: text.reason });
            continue;
        }
        if (!isOnDisk(file, text))
            texts.set(file, text.replace(/^\uFEFF/, ''));
        if (!isAsked)
            continue;
        raws.set(file, text);
        files.push(file);
    }
    return { found: { files, skipped, commit: index.commit }, texts, raws };
}
function matcher(root, paths) {
    const given = paths.map(p => (p.startsWith(root) ? relativePath(root, p) || '.' : p).replace(/^\.\/(?=.)/, ''));
    const taken = given.filter(p => !p.startsWith('!'));
    const all = taken.length === 0 || taken.includes('.') ? ['**'] : taken;
    return globMatcher([...all, ...given.filter(p => p.startsWith('!'))]);
}
function textOf({ content }) {
    if (content === 'unmerged')
        return { reason: 'has a merge conflict in the index' };
    return isUtf8(content) ? content.toString() : { reason: 'is not UTF-8 text' };
}
function isOnDisk(file, text) {
    try {
        return readFileSync(file, 'utf8') === text;
    }
    catch {
        return false; // it is staged and gone, or no file any more
    }
}
