import { isOnDisk } from './run.js';
/** Rules with a block of their own. */
const own = new Set(['raw-send', 'untimed-call', 'unmanaged-watcher']);
export function summaryOf(facts, run) {
    const row = (rule) => facts.rules.find(r => r.name === rule);
    const manual = (rule) => row(rule)?.manual ?? 0;
    return {
        filesChecked: facts.scanned.filesChecked,
        filesModified: facts.filesModified,
        fixes: facts.fixes.length,
        steps: facts.steps.length,
        sendsMigrated: row('raw-send')?.fixed ?? 0,
        selfSendsKept: facts.after.selfSends,
        callsFixed: row('untimed-call')?.fixed ?? 0,
        watchersMigrated: row('unmanaged-watcher')?.fixed ?? 0,
        manualReview: {
            sends: manual('raw-send'),
            calls: manual('untimed-call'),
            watchers: manual('unmanaged-watcher'),
            other: facts.manual.filter(row => !own.has(row.rule)).length,
        },
        allCallsMigrated: areAllCallsMigrated(facts, run),
    };
}
/** Of the whole root, on the disk, and with nothing undecided or unread: else nobody knows. */
function areAllCallsMigrated({ scanned, after }, run) {
    const isWhole = scanned.roots.length === 1 && scanned.roots[0] === '.';
    return isOnDisk(run) && isWhole && after.criteria.timeouts.outcome === 'pass';
}
