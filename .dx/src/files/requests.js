/** What the user asked to scan: each path is a file, a folder or a glob, and is wrong in one clear line. */
import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import picomatch from 'picomatch';
import { UsageError } from '../errors.js';
import { kindOf } from './kinds.js';
import { globSlashes, isNegated } from './match.js';
import { isMissing, unreadable } from './skipped.js';
/** @throws UsageError for a path that does not exist, or that is no source file. */
export function readRequests(root, paths) {
    const requests = { wanted: [], unwanted: [], skipped: [] };
    for (const path of paths) {
        if (path === '')
            throw new UsageError('"": is an empty path; name files, folders or globs, or nothing for the whole root');
        try {
            requests.wanted.push(requestFor(root, path));
        }
        catch (error) {
            if (error instanceof UsageError)
                throw error;
            if (!isMissing(error))
                requests.skipped.push({ file: resolve(root, path), reason: unreadable(error) });
            else if (isNegated(path))
                requests.unwanted.push(globSlashes(path.slice(1)));
            else
                requests.wanted.push(globFor(root, path));
        }
    }
    if (requests.wanted.length === 0 && requests.skipped.length === 0)
        requests.wanted.push({ kind: 'folder', folder: root });
    return requests;
}
/** The root as a real folder. @throws UsageError if it is none. */
export function realRoot(root) {
    let stats;
    try {
        stats = statSync(root);
    }
    catch (error) {
        throw new UsageError(`${shown(root)}: the root ${isMissing(error) ? 'does not exist' : unreadable(error)}; name a folder`);
    }
    if (!stats.isDirectory())
        throw new UsageError(`${shown(root)}: the root is not a folder; name the folder it is in`);
    return realpathSync.native(root);
}
export function noMatch(text, root) {
    return new UsageError(`${shown(text)}: matches no TypeScript file below ${shown(root)}; check the pattern, it is relative to that folder`);
}
/** @throws The error of looking at it, or UsageError. */
function requestFor(root, path) {
    const absolute = resolve(root, path);
    let stats;
    try {
        if (path.includes('\0'))
            throw missing(root, path);
        stats = statSync(absolute);
    }
    catch (error) {
        if (!isMissing(error) || !path.includes('\\') || isGlob(path) || path.includes('\0'))
            throw error;
        const slashed = path.replaceAll('\\', '/'); // written on Windows
        if (!statSync(resolve(root, slashed), { throwIfNoEntry: false }))
            throw error;
        return requestFor(root, slashed);
    }
    if (stats.isDirectory())
        return { kind: 'folder', folder: realpathSync.native(absolute) };
    if (!stats.isFile())
        throw new UsageError(`${shown(path)}: is not a regular file; name source files or folders`);
    const file = realpathSync.native(absolute);
    if (!kindOf(file))
        throw new UsageError(/\.[mc]?ts$/.test(file)
            ? `${shown(path)}: is a declaration file, which holds no calls; name .ts, .tsx, .mts or .cts sources`
            : `${shown(path)}: is not a TypeScript file; name .ts, .tsx, .mts or .cts files (JavaScript works too), or a folder`);
    return { kind: 'file', file };
}
/** @throws UsageError for a path without wildcards, or a glob in a folder that does not exist. */
function globFor(root, text) {
    if (!isGlob(text))
        throw missing(root, text);
    const { base, glob } = picomatch.scan(globSlashes(text));
    const folder = resolve(root, base.replace(/\\(.)/g, '$1'));
    if (!isFolder(folder))
        throw noMatch(text, root);
    return { kind: 'glob', folder: realpathSync.native(folder), glob, text };
}
function isFolder(path) {
    try {
        return statSync(path).isDirectory();
    }
    catch {
        return false;
    }
}
function isGlob(path) {
    return !path.includes('\0') && picomatch.scan(globSlashes(path)).isGlob;
}
function missing(root, path) {
    const where = isAbsolute(path) ? '' : ` in ${shown(root)}`;
    return new UsageError(`${shown(path)}: does not exist${where}; name existing files, folders or globs`);
}
/** On one line, whatever the name. */
function shown(path) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
    return /[\x00-\x1f\x7f]/.test(path) ? JSON.stringify(path) : path;
}
