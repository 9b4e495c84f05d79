import { hashOf, Stamps } from './picture.js';
/** Of this file's form. */
const version = 1;
const magic = 'otp-audit cache';
export function encoded({ facts, skipped, day, picture, result }) {
    const { files, scanned, stamps, hashes, folders, folderStamps, links, lists, kinds } = picture;
    const head = { facts, skipped, day };
    const sheet = { files, scanned, folders, links, lists, kinds };
    const texts = [head, sheet, picture.absent(), result()].map(part => Buffer.from(JSON.stringify(part)));
    const parts = [...texts, Buffer.from(hashes), Buffer.from(stamps.bytes), Buffer.from(folderStamps.bytes)];
    const body = Buffer.concat(parts);
    const lengths = parts.map(part => part.length);
    return Buffer.concat([Buffer.from(`${magic} ${version} ${hashOf(body)} ${lengths.join(' ')}\n`), body]);
}
/** None if these are not the bytes that were written, or of another version. */
export function decoded(bytes) {
    const end = bytes.indexOf(10);
    const line = bytes.toString('latin1', 0, Math.max(0, end));
    const form = new RegExp(`^${magic} ${version} ([0-9a-f]{40})((?: \\d+){7})$`).exec(line);
    const body = bytes.subarray(end + 1);
    if (!form || hashOf(body) !== form[1])
        return undefined;
    let at = 0;
    const [head, sheet, absent, result, hashes, stamps, folderStamps] = form[2]
        .trim()
        .split(' ')
        .map(length => {
        at += Number(length);
        return body.subarray(at - Number(length), at);
    });
    // most runs need neither what was absent nor the hashes, and a missed one not even the result
    let missing;
    return {
        ...parsed(head),
        result: () => parsed(result),
        picture: {
            ...parsed(sheet),
            stamps: stampsOf(stamps),
            hashes: hashes.toString('latin1'),
            folderStamps: stampsOf(folderStamps),
            absent: () => {
                missing ??= parsed(absent);
                return missing;
            },
        },
    };
}
const parsed = (bytes) => JSON.parse(bytes.toString());
/** Numbers have to lie at multiples of their length. */
const stampsOf = (bytes) => new Stamps(new Float64Array(new Uint8Array(bytes).buffer));
