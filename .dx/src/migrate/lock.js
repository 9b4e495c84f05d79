/** One migration at a time writes below a root; what a killed one left behind is cleared away by the next. */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { sweep } from '../files/replace.js';
import { isMissing } from '../files/skipped.js';
import { makeStateFolder, stateFolder } from '../files/state-folder.js';
import { ApplyError, reasonOf } from './apply-error.js';
/**
 * Does the work while nobody else writes.
 * @throws UsageError where somebody does.
 */
export async function locked(root, id, folders, work) {
    recover(root);
    const path = lockOf(root);
    const own = { pid: process.pid, host: hostname(), id, folders };
    if (!create(root, path, own))
        throw held(holderOf(path), path);
    try {
        return await work();
    }
    finally {
        rmSync(path, { force: true });
    }
}
/**
 * Clears away what a process that was killed left behind.
 * @returns The migration that it was busy with.
 * @throws UsageError where a process that may be alive holds the lock.
 */
export function recover(root) {
    const path = lockOf(root);
    const holder = holderOf(path);
    if (holder === undefined)
        return undefined;
    if (holder === 'unknown' || holder.host !== hostname() || isAlive(holder.pid))
        throw held(holder, path);
    const aside = `${path}.${randomBytes(6).toString('hex')}`;
    try {
        renameSync(path, aside);
    }
    catch (error) {
        if (isMissing(error))
            return undefined; // somebody else cleared it away
        throw error;
    }
    const taken = holderOf(aside);
    rmSync(aside, { force: true });
    // between the look and the renaming somebody else may have cleared it away and begun
    if (taken === undefined || taken === 'unknown' || taken.pid !== holder.pid) {
        if (taken !== undefined && taken !== 'unknown')
            create(root, path, taken);
        throw held(taken, path);
    }
    for (const folder of holder.folders)
        sweep(folder);
    return holder.id;
}
const lockOf = (root) => join(stateFolder(root), 'lock');
/** Appears with its content, in one step. */
function create(root, path, holder) {
    const own = `${path}.${randomBytes(6).toString('hex')}`;
    try {
        makeStateFolder(root);
        writeFileSync(own, JSON.stringify(holder));
        linkSync(own, path);
        return true;
    }
    catch (error) {
        if (error.code === 'EEXIST')
            return false;
        throw new ApplyError(`can't write ${path}: ${reasonOf(error)}; nothing was written`);
    }
    finally {
        rmSync(own, { force: true });
    }
}
function holderOf(path) {
    try {
        const { pid, host, id, folders } = JSON.parse(readFileSync(path, 'utf8'));
        return Number.isInteger(pid) && Array.isArray(folders) ? { pid, host, id, folders } : 'unknown';
    }
    catch (error) {
        return isMissing(error) ? undefined : 'unknown';
    }
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code !== 'ESRCH';
    }
}
function held(holder, path) {
    const who = typeof holder === 'object'
        ? `process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`} writes`
        : 'somebody writes';
    return new UsageError(`${who} a migration here; wait for it, or remove ${path} if that is long over`);
}
