export function whyKnown({ file }, { entry, by }, places) {
    const own = `entry ${named(entry)}`;
    const edited = 'what stands in its listener is other than it was';
    const other = `written for ${entry.file}, which ${places.exists(entry) ? `no longer has ${entry.scope}` : 'is gone'}`;
    switch (by) {
        case 'same':
            return `${own}: same file, same place, same call`;
        case 'edited':
            return `${own}: same file, same place, same call; ${edited}`;
        case 'moved':
            return `${own}: same call in the same place, ${other}`;
        case 'moved-edited':
            return `${own}: same call in the same place, ${other}; ${edited}`;
        case 'renamed':
            return `${own}: same call, written for ${entry.scope} in ${file}, which is gone`;
    }
}
export function whyAbsent(entry, places) {
    return places.exists(entry)
        ? `${entry.file} was scanned and has no such call ${placed(entry.scope)}`
        : `${entry.file} is gone, and nothing scanned has such a call ${placed(entry.scope)}`;
}
const isSameCall = (e, { rule, identity }) => e.rule === rule && e.text === identity.text;
const isHere = (e, { rule, file }) => e.rule === rule && e.file === file;
/** From the nearest to the farthest. */
const nears = [
    {
        is: (e, f) => isHere(e, f) && e.key === f.identity.key,
        say: e => `${named(e)} is of the same call in the same place, and another finding goes by it: this is one more`,
    },
    {
        is: (e, f) => isSameCall(e, f) && e.key === f.identity.key,
        say: (e, _, isTaken) => isTaken
            ? `${named(e)} is of the same call in ${e.file}, where it still is: this is one more`
            : `${named(e)} is of the same call in ${e.file}; ${still(e)}, so the call counts as fixed there`,
    },
    {
        is: (e, f) => isSameCall(e, f) && isHere(e, f),
        say: (e, _, isTaken) => isTaken
            ? `${named(e)} is of the same call ${placed(e.scope)}, where it still is: this is one more`
            : `${named(e)} is of the same call ${placed(e.scope)}; that is still there, so the call counts as fixed there`,
    },
    {
        is: (e, f) => isHere(e, f) && e.scope === f.identity.scope,
        say: e => `${named(e)} is of another call in the same place: ${e.call}`,
    },
    {
        is: isHere,
        say: e => `${named(e)} is of another call in another place of the file: ${e.call} ${placed(e.scope)}`,
    },
    {
        is: isSameCall,
        say: e => `${named(e)} is of the same call, but ${placed(e.scope)} in ${e.file}`,
    },
];
/** @param taken Entries that findings go by. */
export function whyNew(finding, entries, taken, left) {
    for (const { is, say } of nears) {
        const all = entries.filter(e => is(e, finding));
        const entry = all.find(e => !taken.has(e)) ?? all[0];
        if (!entry)
            continue;
        const open = left.find(one => one.entry === entry)?.reason;
        return `no entry; the nearest, ${say(entry, finding, taken.has(entry))}${open === undefined ? '' : ` (${open})`}`;
    }
    return `no entry, and none of ${finding.rule} that is near`;
}
const named = ({ key, text }) => `${key}-${text}`;
const placed = (scope) => (scope === '' ? 'at the top' : `in ${scope}`);
const still = ({ scope }) => (scope === '' ? 'that file is still there' : `it still has ${scope}`);
