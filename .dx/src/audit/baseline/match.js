/**
 * Which entry of a baseline a finding goes by.
 *
 * An entry holds for the place where it was written: a file, and a function in it. It follows its code to another place
 * only if the old one is gone, because the file was renamed or the function was. Else what is fixed in one place would
 * let in the same mistake in another.
 */
import { posix } from 'node:path';
/** From the surest to the loosest; what one has matched, the next do not see. */
const passes = [
    { by: 'same', of: e => name(e.key, e.text, e.file, e.ordinal), follows: false },
    // of equal calls the later ones are new
    { by: 'same', of: e => name(e.key, e.text, e.file), follows: false },
    { by: 'edited', of: e => name(e.key, e.file), follows: false },
    { by: 'moved', of: e => name(e.key, e.text), follows: true },
    { by: 'moved-edited', of: e => name(e.key), follows: true },
    { by: 'renamed', of: e => name(e.rule, e.text, e.file), follows: true },
];
const name = (...parts) => parts.join('\0');
/**
 * @param groups Of findings: the first has the first choice.
 * @param isGone Whether file or function of an entry is no longer there.
 */
export async function matched(groups, entries, isGone) {
    const out = new Map();
    const open = new Set(entries);
    for (const group of groups) {
        for (const pass of passes) {
            if (open.size === 0)
                return out;
            const byName = new Map();
            for (const entry of open)
                push(byName, pass.of(entry), entry);
            for (const finding of group) {
                if (out.has(finding))
                    continue;
                const entry = await chosen(byName.get(pass.of(asEntry(finding))) ?? [], finding, pass, open, isGone);
                if (!entry)
                    continue;
                out.set(finding, { entry, by: pass.by });
                open.delete(entry);
            }
        }
    }
    return out;
}
async function chosen(candidates, { file }, { follows }, open, isGone) {
    const left = candidates.filter(e => open.has(e));
    if (!follows)
        return left[0];
    const gone = [];
    for (const entry of left)
        if (await isGone(entry))
            gone.push(entry);
    // of several renamed files, the one that kept its name goes with its name
    return gone.find(e => posix.basename(e.file) === posix.basename(file)) ?? gone[0];
}
const asEntry = ({ rule, file, identity }) => ({ ...identity, rule, file, preset: 'recommended' });
function push(lists, name, item) {
    const list = lists.get(name);
    if (list)
        list.push(item);
    else
        lists.set(name, [item]);
}
