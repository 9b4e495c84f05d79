/** Order by code units: the same on every machine. */
export const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
/** From the top of the first file to the end of the last. */
export const byPlace = (a, b) => order(a.file, b.file) || a.line - b.line || a.column - b.column || order(a.id, b.id);
/** Groups by key, in the order of first appearance. */
export function grouped(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group)
            group.push(item);
        else
            groups.set(key, [item]);
    }
    return groups;
}
export function tally(keys) {
    const counts = new Map();
    for (const key of keys)
        counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
}
export const total = (counts) => [...counts.values()].reduce((sum, n) => sum + n, 0);
