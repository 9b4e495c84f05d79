/** The folder of kept results. Whoever writes puts a whole file in place in one step; whoever reads checks its hash. */
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, } from 'node:fs';
import { join } from 'node:path';
import { makeStateFolder, stateFolder } from '../../files/state-folder.js';
/** Results of different questions, such as other paths or presets, that are kept at once. */
const mostEntries = 16;
const mostBytes = 64 * 1024 * 1024;
/** What nobody finished writing by then was cut off. */
const leftOverMs = 60 * 60 * 1000;
/** For a file system's clock to go on after a folder was made. */
const tries = 50;
const folderOf = (root) => join(stateFolder(root), 'cache');
const temporary = (root) => join(folderOf(root), `.${randomBytes(6).toString('hex')}.tmp`);
/** None if there is none. @throws The error of reading it. */
export function load(root, name) {
    try {
        return readFileSync(join(folderOf(root), name));
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
/**
 * The present moment by the clock of the file system that the root is on.
 * @throws The error of writing there.
 */
export async function momentAt(root) {
    expectOwn(root);
    const isNew = lstatSync(folderOf(root), { throwIfNoEntry: false }) === undefined;
    makeStateFolder(root, 'cache');
    const changed = isNew ? statSync(root).ctimeMs : 0;
    for (let n = 0;; n++) {
        const moment = look(temporary(root));
        // what is looked for in the root is told by its time, which has just been set by making our own folder in it
        if (moment.time > changed || n === tries)
            return moment;
        await new Promise(resolve => setTimeout(resolve, 1));
    }
}
/** A checkout may bring a link of this name along: nothing is written, or dropped, where it leads. */
function expectOwn(root) {
    for (const folder of [stateFolder(root), folderOf(root)]) {
        const stats = lstatSync(folder, { throwIfNoEntry: false });
        if (stats?.isSymbolicLink())
            throw new Error(`${folder} is a link`);
        if (stats && !stats.isDirectory())
            throw new Error(`${folder} is no folder`);
    }
}
function look(path) {
    const fd = openSync(path, 'wx');
    try {
        const { ctimeMs, mtimeMs, dev } = fstatSync(fd);
        return { time: Math.min(ctimeMs, mtimeMs), device: dev };
    }
    finally {
        closeSync(fd);
        rmSync(path, { force: true });
    }
}
/** @throws The error of writing it; then nothing of it is left. */
export function save(root, name, bytes) {
    const folder = makeStateFolder(root, 'cache');
    const path = temporary(root);
    try {
        writeFileSync(path, bytes, { flag: 'wx' });
        renameSync(path, join(folder, name));
    }
    catch (error) {
        rmSync(path, { force: true });
        throw error;
    }
    tidy(folder, name);
}
/** Drops the oldest, and what was cut off. Another run may do so as well. */
function tidy(folder, latest) {
    const found = readdirSync(folder).flatMap(name => {
        const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
        return stats?.isFile() ? [{ name, size: stats.size, time: stats.mtimeMs }] : [];
    });
    const drop = ({ name }) => rmSync(join(folder, name), { force: true });
    const isCutOff = ({ name, time }) => /^\.[0-9a-f]{12}\.tmp$/.test(name) && Date.now() - time > leftOverMs;
    for (const file of found)
        if (isCutOff(file))
            drop(file);
    const entries = found.filter(({ name }) => /^[0-9a-f]{40}$/.test(name)).sort((a, b) => b.time - a.time);
    let bytes = 0;
    for (const [i, entry] of entries.entries()) {
        bytes += entry.size;
        if (entry.name !== latest && (i >= mostEntries || bytes > mostBytes))
            drop(entry);
    }
}
