/** Whether the disk is still as in a picture. */
import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { seenAt } from '../../files/looks.js';
import { breather } from '../breath.js';
import { entriesOf, hashLength, hashOf, isOlder } from './picture.js';
/** What is looked for one by one costs less than keeping the picture anew. */
const few = 200;
/** After as many changes the rest is not looked at. */
const enough = 10;
/**
 * The picture's times are brought up to date where nothing else has changed.
 * @param now Asked once something has to be looked at more closely; none: no time is brought up to date.
 */
export async function compare(picture, now, signal) {
    const breathe = breather(signal);
    const changes = [];
    const files = [];
    const folders = [];
    const { stamps, folderStamps, links } = picture;
    for (const [i, path] of picture.files.entries()) {
        if ((i & 255) === 0)
            await breathe();
        const stats = lookAt(statSync, path);
        if (!stats?.isFile())
            changes.push(`${path} is gone`);
        else if (!stamps.equals(i, stats))
            files.push(i);
    }
    for (const [i, path] of picture.folders.entries()) {
        if ((i & 255) === 0)
            await breathe();
        const stats = lookAt(lstatSync, path);
        const link = links[path];
        if (link !== undefined && (!stats?.isSymbolicLink() || readlinkSync(path) !== link))
            changes.push(`${path} leads elsewhere`);
        else if (link === undefined && !stats?.isDirectory())
            changes.push(`${path} is no folder any more`);
        else if (folderStamps.counts(i)) {
            const led = link === undefined ? stats : lookAt(statSync, path);
            if (!led || !folderStamps.equals(i, led))
                folders.push(i);
        }
    }
    for (const [path, kind] of picture.kinds)
        if (seenAt(path) !== kind)
            changes.push(differs(path, kind));
    const result = { changes, isMended: false, read: 0 };
    if (changes.length >= enough || (files.length === 0 && folders.length === 0))
        return result;
    const moment = await now();
    let looked = 0;
    for (const i of files) {
        await breathe();
        if (changes.length >= enough)
            break;
        const path = picture.files[i];
        result.read++;
        if (!hasContent(path, picture.hashes.slice(i * hashLength, (i + 1) * hashLength)))
            changes.push(`${path} has changed`);
        else
            result.isMended = mend(picture.stamps, i, path, moment) || result.isMended;
    }
    for (const i of folders) {
        await breathe();
        if (changes.length >= enough)
            break;
        const path = picture.folders[i];
        const list = picture.lists[path];
        if (list !== undefined && entriesOf(path)?.hash !== list)
            changes.push(`${path} has other entries`);
        const absent = picture.absent()[path] ?? [];
        looked += absent.length;
        for (const missing of absent)
            if (seenAt(missing) !== 'absent')
                changes.push(differs(missing, 'absent'));
        if (mend(picture.folderStamps, i, path, moment))
            result.isMended ||= looked > few;
    }
    return result;
}
/** After the closer look, as in taking the picture: what is older than that has been seen. */
function mend(stamps, row, path, moment) {
    const stats = lookAt(statSync, path);
    if (!stats || !moment || !isOlder(stats, moment))
        return false;
    stamps.set(row, stats);
    return true;
}
function hasContent(path, hash) {
    try {
        return hashOf(readFileSync(path)) === hash;
    }
    catch {
        return false;
    }
}
const quietly = { throwIfNoEntry: false };
function lookAt(look, path) {
    try {
        return look(path, quietly);
    }
    catch {
        return undefined;
    }
}
const differs = (path, kind) => (kind === 'absent' ? `${path} has appeared` : `${path} is gone`);
