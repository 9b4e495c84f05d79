/** What a migration wrote, kept beside the code so that it can be taken back: the text before, and what came of it. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { isInside } from '../files/paths.js';
import { replaceFile } from '../files/replace.js';
import { makeStateFolder, stateFolder } from '../files/state-folder.js';
import { ApplyError } from './apply-error.js';
const folderOf = (root) => join(stateFolder(root), 'journal');
export const hashOf = (text) => createHash('sha256').update(text).digest('hex');
/** Names sort by time; the random part keeps two of one moment apart. */
export const newId = (now) => `${now.toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(3).toString('hex')}`;
/** On the disk before the first file is touched, so that a crash in between can be taken back as well. */
export async function record(root, entry) {
    const folder = makeStateFolder(root, 'journal');
    await replaceFile(join(folder, `${entry.id}.undo`), `${JSON.stringify(entry, undefined, 1)}\n`, undefined);
}
/** Of a migration that wrote nothing in the end. */
export const forget = (root, id) => rm(join(folderOf(root), `${id}.undo`), { force: true });
/** It can't be undone again, but is still there to be read. */
export async function retire(root, id) {
    const done = join(folderOf(root), 'undone');
    mkdirSync(done, { recursive: true });
    await rename(join(folderOf(root), `${id}.undo`), join(done, `${id}.undo`));
}
export const isRecorded = (root, id) => existsSync(join(folderOf(root), `${id}.undo`));
/**
 * The migration of this id; the last one without.
 * @throws UsageError if there is none, naming those that are there; ApplyError if its record can't be read.
 */
export function recorded(root, id) {
    const known = idsIn(folderOf(root));
    const wanted = id ?? known.at(-1);
    if (wanted === undefined)
        throw new UsageError('nothing to undo here');
    if (known.includes(wanted))
        return read(root, wanted);
    const here = known.length === 0 ? '' : `; there are ${listed(root, known)}`;
    throw new UsageError(isUndone(root, wanted)
        ? `migration ${wanted} was undone already${here}`
        : `there is no migration ${wanted} to undo here${here}`);
}
/** Whether a migration was taken back. */
export const isUndone = (root, id) => idsIn(join(folderOf(root), 'undone')).includes(id);
/** The last migration that was recorded later than a moment, ISO 8601; none if there is none. */
export function recordedAfter(root, moment) {
    const id = idsIn(folderOf(root)).at(-1);
    return id !== undefined && id.slice(0, 14) > moment.replace(/\D/g, '').slice(0, 14) ? id : undefined;
}
function idsIn(folder) {
    if (!existsSync(folder))
        return [];
    return readdirSync(folder)
        .filter(f => /^[\w-]+\.undo$/.test(f))
        .map(f => f.slice(0, -'.undo'.length))
        .sort();
}
const shown = 5;
/** The last ones first. */
function listed(root, ids) {
    const named = ids
        .slice(-shown)
        .reverse()
        .map(id => {
        const { files, written } = read(root, id);
        return `${id} (${files.length === 1 ? files[0].file : `${files.length} files`}, ${written})`;
    });
    return named.join(', ') + (ids.length > shown ? ` and ${ids.length - shown} more` : '');
}
function read(root, id) {
    const path = join(folderOf(root), `${id}.undo`);
    let entry;
    try {
        entry = JSON.parse(readFileSync(path, 'utf8'));
    }
    catch (error) {
        throw new ApplyError(`can't read the journal ${path}: ${error.message}`);
    }
    const sound = (f) => typeof f?.file === 'string' && isInside(root, join(root, f.file));
    if (entry?.id !== id || !Array.isArray(entry.files) || !entry.files.every(sound))
        throw new ApplyError(`the journal ${path} is damaged; restore the files with git`);
    return entry;
}
