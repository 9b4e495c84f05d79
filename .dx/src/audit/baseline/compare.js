/** A scan's result against a baseline. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { relativePath } from '../../files/paths.js';
import { matched } from './match.js';
import { Places } from './places.js';
import { whyAbsent, whyKnown, whyNew } from './why.js';
/**
 * @param why Findings and entries say how they were matched.
 */
export async function compare(result, baseline, looked, why = false) {
    const { root } = looked;
    const folder = folderOf(baseline.path);
    const places = new Places(folder, looked);
    const known = (of) => of.map(finding => ({ ...finding, finding, file: fileBelow(folder, root, finding) }));
    const groups = [known(result.findings), known(result.suppressed)];
    const matches = await matched(groups, baseline.entries, places.isGone);
    const taken = new Set([...matches.values()].map(m => m.entry));
    const left = baseline.entries
        .filter(entry => !taken.has(entry))
        .map(entry => ({ entry, reason: places.notJudged(entry) }));
    const notJudged = left.flatMap(({ entry, reason }) => (reason === undefined ? [] : [{ entry, reason }]));
    const absent = left
        .filter(({ reason }) => reason === undefined)
        .map(({ entry }) => entry)
        .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
    const marked = new Map();
    for (const one of groups.flat()) {
        const match = matches.get(one);
        const reason = why ? (match ? whyKnown(one, match, places) : whyNew(one, baseline.entries, taken, left)) : undefined;
        marked.set(one.finding, {
            ...one.finding,
            baselineState: stateOf(match),
            ...(reason !== undefined && { baselineReason: reason }),
        });
    }
    const mark = (f) => marked.get(f);
    const findings = result.findings.map(mark);
    const suppressed = result.suppressed.map(mark);
    const silenced = groups[1].filter(one => matches.has(one)).length;
    return {
        result: {
            ...result,
            summary: {
                ...result.summary,
                baseline: {
                    file: relativePath(root, join(folder, basename(baseline.path))),
                    entries: baseline.entries.length,
                    ...counts(findings),
                    absent: absent.length,
                    suppressed: silenced,
                    notJudged: notJudged.length,
                },
            },
            findings,
            suppressed,
            absent: absent.map(entry => gone(entry, folder, root, why ? whyAbsent(entry, places) : undefined)),
        },
        baseline,
        matches: new Map([...matches].map(([one, { entry }]) => [marked.get(one.finding), entry])),
        absent,
        notJudged,
    };
}
/** Where links lead to, so that one file has one name. */
export function folderOf(path) {
    try {
        return realpathSync.native(dirname(path));
    }
    catch {
        return dirname(path); // who writes to it says that it is missing
    }
}
/** A finding's file as a baseline in that folder names it. */
export const fileBelow = (folder, root, { file }) => relativePath(folder, join(root, file));
function stateOf(match) {
    if (!match)
        return 'new';
    return match.by === 'same' || match.by === 'moved' ? 'unchanged' : 'updated';
}
function counts(findings) {
    const count = (state) => findings.filter(f => f.baselineState === state).length;
    return { new: count('new'), unchanged: count('unchanged'), updated: count('updated') };
}
function gone(entry, folder, root, reason) {
    const { rule, scope, call, key, text, ordinal } = entry;
    return {
        rule,
        file: relativePath(root, join(folder, entry.file)),
        identity: { scope, call, key, text, ordinal },
        baselineState: 'absent',
        ...(reason !== undefined && { baselineReason: reason }),
    };
}
