/** Reads many files into one buffer: most are only searched, and few of them are ever decoded. */
import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { readFileSync } from './looks.js';
import { unreadable } from './skipped.js';
/** Longer than any source; a string could not hold much more. */
const longest = 256 * 1024 * 1024;
const headLength = 8192;
/** Files between two turns of the event loop, so that signals and timers are heard. */
const turn = 256;
/** What is not text of ours, in words that follow the file's name. */
export class NotSource extends Error {
    name = 'NotSource';
}
/**
 * Visits every file that is text, in order, and returns the others with the reason.
 * Only regular files are ever read: reading a pipe would wait for ever.
 */
export async function readAll(files, visit, signal, texts) {
    const skipped = [];
    const reader = new Reader();
    let count = 0;
    for (const file of files) {
        if (count++ % turn === 0) {
            await new Promise(resolve => setImmediate(resolve));
            signal?.throwIfAborted();
        }
        const text = texts?.get(file);
        const bytes = text === undefined ? reader.read(file) : Buffer.from(text);
        if (typeof bytes === 'string') {
            skipped.push({ file, reason: bytes });
            continue;
        }
        try {
            visit(file, () => decode(bytes), bytes);
        }
        catch (error) {
            if (!(error instanceof NotSource))
                throw error;
            skipped.push({ file, reason: error.message });
        }
    }
    return skipped;
}
/**
 * Text of a file without its byte order mark, so that offsets are those of every other tool.
 * @throws NotSource for what is not UTF-8: it could not be written again as it was.
 */
export const readText = (path) => decode(readFileSync(path));
class Reader {
    #buffer = Buffer.allocUnsafeSlow(1024 * 1024);
    /** The file's bytes, valid until the next call; or why there are none. */
    read(path) {
        let fd;
        try {
            // Without waiting: since it was found the path may have become a pipe.
            fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
            const stats = fstatSync(fd);
            if (!stats.isFile())
                return 'is not a regular file';
            return this.#readOpen(fd, stats.size);
        }
        catch (error) {
            return unreadable(error);
        }
        finally {
            if (fd !== undefined)
                closeSync(fd);
        }
    }
    #readOpen(fd, size) {
        // A video may be named .ts and have gigabytes: its head tells, before there is room for the rest.
        let length = this.#fill(fd, 0, Math.min(size, this.#buffer.length));
        const trouble = notText(this.#buffer.subarray(0, Math.min(length, headLength)));
        if (trouble)
            return trouble;
        if (size > longest)
            return `is too large (${Math.round(size / 1024 / 1024)} MiB)`;
        if (size > length && length === this.#buffer.length) {
            const larger = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(size)));
            this.#buffer.copy(larger, 0, 0, length);
            this.#buffer = larger;
            length = this.#fill(fd, length, size);
        }
        return this.#buffer.subarray(0, length);
    }
    /** Reads on until `end`, or until the file ends earlier. */
    #fill(fd, start, end) {
        let at = start;
        while (at < end) {
            const read = readSync(fd, this.#buffer, at, end - at, null);
            if (read === 0)
                break;
            at += read;
        }
        return at;
    }
}
function notText(head) {
    const mark = head.length >= 2 ? head.readUInt16BE(0) : 0;
    if (mark === 0xfeff || mark === 0xfffe)
        return 'is not UTF-8 text';
    return head.includes(0) && !isTextWithNul(head) ? 'is not text' : undefined;
}
/** A NUL may stand in a literal; what is full of them, or no UTF-8 besides, is a program, a video or UTF-16. */
function isTextWithNul(head) {
    const nuls = head.reduce((n, byte) => (byte === 0 ? n + 1 : n), 0);
    // a character may be cut at the head's end
    return nuls * 20 < head.length && [0, 1, 2, 3].some(cut => isUtf8(head.subarray(0, head.length - cut)));
}
function decode(bytes) {
    if (!isUtf8(bytes))
        throw new NotSource('is not UTF-8 text');
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return bytes.toString('utf8', marked ? 3 : 0);
}
