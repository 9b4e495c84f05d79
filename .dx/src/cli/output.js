import { accessSync, constants, statSync } from 'node:fs';
import { appendFile, realpath, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile } from '../files/replace.js';
import { isFolder } from './paths.js';
/** The report could not be written: exit code 3, one line, no stack. */
export class OutputError extends Error {
    name = 'OutputError';
}
/** Says before a long scan what would fail after it. @throws OutputError */
export function checkWritable(path) {
    const folder = dirname(path);
    if (!isFolder(folder))
        throw cannot(path, `there is no folder ${folder}; make it first`);
    if (isFolder(path))
        throw cannot(path, 'it is a folder; name a file in it');
    try {
        const old = statSync(path, { throwIfNoEntry: false });
        accessSync(old && !old.isFile() ? path : folder, constants.W_OK);
    }
    catch (error) {
        throw cannot(path, reasonOf(error));
    }
}
/** Writes to standard output. @throws OutputError */
export async function writeOut(to, text) {
    try {
        await to.write(text);
    }
    catch (error) {
        throw cannot('to standard output', reasonOf(error));
    }
}
/**
 * Writes the whole file or nothing: a temporary file in the same folder takes the place of the old one, keeping its
 * mode. What a link points to is replaced, not the link. Devices and named pipes are written to directly.
 * @throws OutputError
 */
export async function writeAtomically(path, text) {
    try {
        const old = statSync(path, { throwIfNoEntry: false });
        if (old && !old.isFile())
            await writeFile(path, text);
        else
            await replaceFile(old ? await realpath(path) : path, text, old);
    }
    catch (error) {
        throw cannot(path, reasonOf(error));
    }
}
/** Adds to the end of a file that others write to as well. @throws OutputError */
export async function append(path, text) {
    try {
        await appendFile(path, text);
    }
    catch (error) {
        throw cannot(path, reasonOf(error));
    }
}
const cannot = (path, why) => new OutputError(`can't write ${path}: ${why}`);
const reasons = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space is left',
    ENOENT: 'no such folder',
    ENAMETOOLONG: 'the name is too long',
};
function reasonOf(error) {
    const { code, message } = error;
    return reasons[code ?? ''] ?? message;
}
