/** A configuration file as a checked value. */
import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { UsageError } from '../errors.js';
/** Several scans of one process read a file once, and again when it has changed. */
const known = new Map();
/** @throws UsageError for a file that is missing, can't be loaded, or says something unknown. */
export function readConfig(path) {
    const stamp = stampOf(path);
    const earlier = known.get(path);
    if (earlier?.stamp === stamp)
        return earlier.config;
    const config = load(path, stamp).then(value => checked(value, path));
    known.set(path, { stamp, config });
    return config;
}
/** Changes with the file. */
function stampOf(path) {
    try {
        const { mtimeMs, size, ino } = statSync(path);
        return `${ino}-${size}-${mtimeMs}`;
    }
    catch (error) {
        throw unreadable(path, error);
    }
}
async function load(path, stamp) {
    if (extname(path) !== '.json')
        return (await import('./code/load.js')).loadCode(path, stamp);
    let text;
    try {
        text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    }
    catch (error) {
        throw unreadable(path, error);
    }
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new UsageError(`${path}: is not valid JSON: ${error.message}`);
    }
}
function unreadable(path, error) {
    const { code } = error;
    return new UsageError(`${path}: can't be read (${code}); name an existing file with --config`);
}
async function checked(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new UsageError(`${path}: must hold one object, such as { "testFiles": ["test/**"] }`);
    const { check } = await import('./check.js');
    const [first, ...more] = check(value).map(mistake => `${path}: ${mistake}`);
    if (first !== undefined)
        throw new UsageError(first, more);
    return value;
}
