/** What differs between two lists of lines or tokens: the longest common subsequence by Myers' method. */
/** More items removed and added than this are one change: the method takes time and memory by the square of them. */
const most = 3000;
export function changesBetween(a, b) {
    let head = 0;
    while (head < a.length && head < b.length && a[head] === b[head])
        head++;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
        tail++;
    const x = a.slice(head, a.length - tail);
    const y = b.slice(head, b.length - tail);
    const changes = [];
    let [i, k] = [0, 0];
    for (const [p, q] of [...common(x, y), [x.length, y.length]]) {
        if (p > i || q > k)
            changes.push({ from: head + i, to: head + p, start: head + k, end: head + q });
        [i, k] = [p + 1, q + 1];
    }
    return changes;
}
/** Pairs of equal items, in order. */
function common(x, y) {
    const size = Math.min(x.length + y.length, most);
    // by diagonal: how far along x the furthest path reaches
    const reach = new Int32Array(2 * size + 3);
    const middle = size + 1;
    const trace = [];
    for (let d = 0; d <= size; d++) {
        trace.push(reach.slice(middle - d - 1, middle + d + 2));
        for (let diagonal = -d; diagonal <= d; diagonal += 2) {
            const isDown = goesDown(reach, middle, d, diagonal);
            let i = isDown ? reach[middle + diagonal + 1] : reach[middle + diagonal - 1] + 1;
            let k = i - diagonal;
            while (i < x.length && k < y.length && x[i] === y[k]) {
                i++;
                k++;
            }
            reach[middle + diagonal] = i;
            if (i >= x.length && k >= y.length)
                return backwards(trace, x.length, y.length);
        }
    }
    return [];
}
/** Whether the furthest path with `d` changes comes to a diagonal by adding an item of the new list. */
const goesDown = (reach, middle, d, diagonal) => diagonal === -d || (diagonal !== d && reach[middle + diagonal - 1] < reach[middle + diagonal + 1]);
function backwards(trace, i, k) {
    const kept = [];
    for (let d = trace.length - 1; d > 0; d--) {
        const reach = trace[d];
        const middle = d + 1;
        const diagonal = i - k;
        const isDown = goesDown(reach, middle, d, diagonal);
        const startI = reach[middle + (isDown ? diagonal + 1 : diagonal - 1)];
        const startK = startI - (isDown ? diagonal + 1 : diagonal - 1);
        const [afterI, afterK] = isDown ? [startI, startK + 1] : [startI + 1, startK];
        while (i > afterI && k > afterK)
            kept.push([--i, --k]);
        [i, k] = [startI, startK];
    }
    while (i > 0 && k > 0)
        kept.push([--i, --k]);
    return kept.reverse();
}
