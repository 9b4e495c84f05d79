/**
 * The disk as a scan saw it.
 *
 * A scan is a function of what it looks at, and every look is noted (`src/files/looks.ts`): what was read, what was
 * there and what was not. The picture is taken after the scan and holds for all of it: each change sets a file's
 * `ctime`, which nobody can set back, and a picture with one that is not older than the scan's beginning, by the file
 * system's own clock, is not kept. So an unchanged `ctime` later on means an unchanged file, however fast it was
 * written; there is no time of doubt as in git's index.
 *
 * What is not there is told by the folder where it would be: while that is unchanged, nothing has appeared in it. Where
 * times differ content decides, so that a touched file and a fresh checkout count as the same.
 */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
/** Numbers by which a change is noticed, a row for each path. */
export class Stamps {
    #values;
    constructor(values) {
        this.#values = values;
    }
    static ofLength(rows) {
        return new Stamps(new Float64Array(rows * 4).fill(Number.POSITIVE_INFINITY));
    }
    get bytes() {
        return new Uint8Array(this.#values.buffer, this.#values.byteOffset, this.#values.byteLength);
    }
    get rows() {
        return this.#values.length / 4;
    }
    set(row, { size, mtimeMs, ctimeMs, ino }) {
        this.#values.set([size, mtimeMs, ctimeMs, ino], row * 4);
    }
    /** From now on equal to nothing. */
    blur(row) {
        this.#values.fill(Number.NaN, row * 4, row * 4 + 4);
    }
    /** Whether anything depends on it. */
    counts(row) {
        return this.#values[row * 4] !== Number.POSITIVE_INFINITY;
    }
    equals(row, { size, mtimeMs, ctimeMs, ino }) {
        const v = this.#values;
        const at = row * 4;
        return v[at] === size && v[at + 1] === mtimeMs && v[at + 2] === ctimeMs && v[at + 3] === ino;
    }
}
/** Clocks of other file systems may be coarser, and wrong by a little. */
const doubtMs = 2000;
/** Whether nothing has changed since. Both times, as some file systems have only the one. */
export function isOlder({ mtimeMs, ctimeMs, dev }, { time, device }) {
    return Math.max(mtimeMs, ctimeMs) < (dev === device ? time : time - doubtMs);
}
export const hashLength = 40;
export const hashOf = (data) => createHash('sha1').update(data).digest('hex');
/** None if the folder can't be read. */
export function entriesOf(folder) {
    let found;
    try {
        found = readdirSync(folder, { withFileTypes: true });
    }
    catch {
        return undefined;
    }
    const kindOf = (e) => (e.isFile() ? 'f' : e.isDirectory() ? 'd' : e.isSymbolicLink() ? 'l' : 'o');
    const lines = found.map(e => `${kindOf(e)} ${e.name}`).sort();
    return { hash: hashOf(lines.join('\0')), links: found.filter(e => e.isSymbolicLink()).map(e => e.name) };
}
