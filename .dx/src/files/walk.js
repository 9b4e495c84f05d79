/** Files below a folder that no git lists. */
import { readdir } from 'node:fs';
import fastGlob from 'fast-glob';
import { repositoryOf } from './git.js';
import { IgnoreRules, ignoreFiles } from './ignore-rules.js';
import { kindOf } from './kinds.js';
import { isInside, relativePath } from './paths.js';
import { isMissing, unreadable } from './skipped.js';
/** Written by tools, by convention; inside git only what git ignores is left out. */
const outputFolders = new Set(['node_modules', 'dist', 'build', 'out', 'coverage']);
/** @param root Ignore files between it and the folder count as well. */
export async function walk(folder, root, signal) {
    const entries = [];
    const skipped = [];
    const above = rulesAbove(folder, root);
    const prefix = relativePath(above.base, folder);
    const rulesOf = new Map();
    const visit = (path, found) => {
        const at = relativePath(folder, path);
        const inRules = at && prefix ? `${prefix}/${at}` : prefix || at;
        const inherited = at === '' ? above : (rulesOf.get(parentOf(at)) ?? above);
        const ignoring = found.filter(e => e.isFile() && ignoreFiles.includes(e.name)).map(e => e.name);
        const rules = inherited.with(inRules, ignoring.sort());
        rulesOf.set(at, rules);
        const ignored = (name) => rules.ignores(inRules ? `${inRules}/${name}` : name);
        for (const e of found) {
            if (!(e.isFile() || e.isSymbolicLink()) || !kindOf(e.name) || ignored(e.name))
                continue;
            entries.push({ name: at ? `${at}/${e.name}` : e.name, type: e.isFile() ? 'file' : 'link' });
        }
        return found.filter(e => e.isDirectory() && !e.name.startsWith('.') && !outputFolders.has(e.name) && !ignored(`${e.name}/`));
    };
    // Files are taken as folders are read, not from the result: fast-glob's patterns miss names with a line break.
    await fastGlob('**', {
        cwd: folder,
        dot: true,
        followSymbolicLinks: false,
        fs: {
            readdir: ((path, options, done) => readdir(path, options, (error, found) => {
                if (signal?.aborted)
                    return done(signal.reason, []);
                if (!error)
                    return done(null, visit(path, found));
                if (!isMissing(error))
                    skipped.push({ file: path, reason: unreadable(error) });
                done(null, []);
            })),
        },
    });
    signal?.throwIfAborted();
    return { entries, skipped };
}
function parentOf(relative) {
    return relative.slice(0, Math.max(0, relative.lastIndexOf('/')));
}
/** Rules of the folders above; none if they ignore the folder itself, which was then asked for in spite of them. */
function rulesAbove(folder, root) {
    const top = repositoryOf(folder) ?? (isInside(root, folder) ? root : folder);
    const parts = relativePath(top, folder).split('/').filter(Boolean);
    let rules = new IgnoreRules(top);
    for (let i = 0; i < parts.length; i++) {
        rules = rules.with(parts.slice(0, i).join('/'), ignoreFiles);
        if (rules.ignores(`${parts.slice(0, i + 1).join('/')}/`))
            return new IgnoreRules(folder);
    }
    return rules;
}
