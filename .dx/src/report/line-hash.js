/**
 * The fingerprint by which GitHub's code scanning knows an alert again. Its upload action computes the same and warns
 * of another; who uploads without the action has to bring it along.
 */
/** So many characters from the start of a line, blanks not counted, make its hash. */
const block = 100;
const [cr, lf, space, tab] = [13, 10, 32, 9];
const endOfFile = 0xffff;
/** Fingerprints by line (line 1 is at 0): a hash, and after `:` how many lines above and with this one have it. */
export function lineHashes(raw) {
    const { units, starts } = withoutBlanks(raw);
    const seen = new Map();
    return starts.map(start => {
        const hash = hashOf(units, start);
        const count = (seen.get(hash) ?? 0) + 1;
        seen.set(hash, count);
        return `${hash}:${count}`;
    });
}
/** UTF-16 units without spaces and tabs, each end of a line as one, and where lines begin among them. */
function withoutBlanks(raw) {
    const units = [];
    const starts = [];
    let atStart = true;
    let afterCr = false;
    for (let i = 0; i <= raw.length; i++) {
        const unit = i < raw.length ? raw.charCodeAt(i) : endOfFile;
        const isSecond = afterCr && unit === lf;
        afterCr = unit === cr;
        if (unit === space || unit === tab || isSecond)
            continue;
        if (atStart)
            starts.push(units.length);
        const isEnd = unit === cr || unit === lf;
        units.push(isEnd ? lf : unit);
        atStart = isEnd;
    }
    return { units, starts };
}
/** A polynomial of 37 in 64 bits, as two halves; behind the file are zeros. */
function hashOf(units, start) {
    let high = 0;
    let low = 0;
    for (let i = start; i < start + block; i++) {
        const sum = low * 37 + (units[i] ?? 0);
        high = (Math.imul(high, 37) + Math.floor(sum / 2 ** 32)) >>> 0;
        low = sum >>> 0;
    }
    return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
