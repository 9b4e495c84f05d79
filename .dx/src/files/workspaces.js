import { dirname, join } from 'node:path';
import picomatch from 'picomatch';
import { isFile, readFolder } from './looks.js';
import { isNegated } from './match.js';
import { readText } from './read.js';
/** @returns Sorted absolute paths; none if the folder is no workspace's root. */
export function memberFolders(folder) {
    const globs = [...ofNpm(textAt(folder, 'package.json')), ...ofPnpm(textAt(folder, 'pnpm-workspace.yaml'))];
    const unwanted = globs.filter(isNegated).map(g => manifestIn(g.slice(1)));
    const isIgnored = picomatch(['**/node_modules/**', ...unwanted]);
    const found = globs.filter(g => !isNegated(g)).flatMap(g => [...matching(folder, manifestIn(g))]);
    return [...new Set(found.filter(name => !isIgnored(name)).map(name => dirname(join(folder, name))))].sort();
}
const manifestIn = (glob) => `${glob.replace(/^\.\/|\/+$/g, '')}/package.json`;
/** Relative paths of the files that a glob means; links to folders are not followed. */
function* matching(root, glob) {
    const { base, isGlob } = picomatch.scan(glob);
    if (!isGlob) {
        if (isFile(join(root, glob)))
            yield glob;
        return;
    }
    const matches = picomatch(glob);
    // as many as its parts, and more only for a `**`
    const deepest = glob.includes('**') ? Number.POSITIVE_INFINITY : glob.split('/').length - 1;
    const open = [base];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
        const manifest = at === '' ? 'package.json' : `${at}/package.json`;
        if (matches(manifest) && isFile(join(root, manifest)))
            yield manifest;
        if (at !== '' && at.split('/').length >= deepest)
            continue;
        for (const entry of entriesOf(join(root, at)))
            if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
                open.push(at === '' ? entry.name : `${at}/${entry.name}`);
    }
}
function entriesOf(folder) {
    try {
        return readFolder(folder);
    }
    catch {
        return []; // it is not there, or nobody may look into it
    }
}
function ofNpm(text) {
    if (!text.includes('"workspaces"'))
        return [];
    try {
        const { workspaces } = JSON.parse(text);
        const globs = Array.isArray(workspaces) ? workspaces : workspaces?.packages;
        return Array.isArray(globs) ? globs.filter(g => typeof g === 'string') : [];
    }
    catch {
        return []; // a broken manifest names no package; npm itself will say more about it
    }
}
/** The list below `packages:`, which is all of the file that is needed. */
function ofPnpm(text) {
    const list = /^packages:[^\n]*\n((?:[ \t]*(?:-[^\n]*|#[^\n]*)?\n)*)/m.exec(`${text.replaceAll('\r', '')}\n`)?.[1] ?? '';
    return [...list.matchAll(/^[ \t]*-[ \t]*(['"]?)([^'"#\n]+?)\1[ \t]*(?:#.*)?$/gm)].map(m => m[2]);
}
function textAt(folder, name) {
    try {
        return readText(join(folder, name));
    }
    catch {
        return '';
    }
}
