import { tally } from '../groups.js';
import { visible } from '../markdown.js';
import { counted } from '../words.js';
import { planNextSteps } from './next-steps.js';
import { commandOf, isOnDisk } from './run.js';
import { summaryOf } from './summary.js';
export function planBlocks(facts, run) {
    const { filesChecked } = facts.scanned;
    const { sendsMigrated, selfSendsKept, callsFixed, watchersMigrated, manualReview } = summaryOf(facts, run);
    const { watchers } = isOnDisk(run) ? facts.after : facts.before;
    return {
        'Send Migration Report': {
            'Files checked': filesChecked,
            // steps are about sends: their receiving ends, and comments on self-sends
            'Files modified': new Set([...filesOf(facts, 'raw-send'), ...facts.steps.map(s => s.file)]).size,
            'Sends migrated': sendsMigrated,
            'Self-sends kept': selfSendsKept,
            'Manual review needed': manualReview.sends,
            Skipped: skippedOf(facts, 'raw-send'),
        },
        'GenServer Timeout Migration Report': {
            'Files checked': filesChecked,
            'Files modified': filesOf(facts, 'untimed-call').size,
            'Calls fixed': callsFixed,
            'Manual review needed': manualReview.calls,
            Skipped: skippedOf(facts, 'untimed-call'),
        },
        'Monitor Migration Report': {
            'Total files scanned': filesChecked,
            'Files with monitors': facts.before.watchers.files,
            'Total issues found': issues(facts.before.watchers.unmanaged),
            'Watchers migrated': watchersMigrated,
            'Manual review needed': manualReview.watchers,
            Skipped: { ...skippedOf(facts, 'unmanaged-watcher'), ...unreported(facts) },
            'Migration needed': watchers.unmanaged.length > 0 ? 'YES' : 'NO',
            'Files Requiring Migration': watchers.unmanaged,
        },
    };
}
const filesOf = ({ fixes }, rule) => new Set(fixes.filter(f => f.findings.some(n => n.rule === rule)).map(f => f.file));
/** Reason → how many findings were not looked at. */
function skippedOf({ skipped, rules }, rule) {
    const own = skipped.filter(s => s.rule === rule);
    const notAsked = rules.find((r) => r.name === rule)?.notAsked ?? 0;
    return {
        ...Object.fromEntries(tally(own.map(s => s.reason))),
        ...(notAsked > 0 ? { 'not asked for': notAsked } : {}),
    };
}
const unreported = ({ before, scanned }) => before.watchers.unreported > 0 ? { [`not reported by preset ${scanned.preset}`]: before.watchers.unreported } : {};
const issues = (files) => files.flatMap(f => Object.values(f.shapes)).reduce((sum, n) => sum + n, 0);
/** Files named in the block of monitors; the JSON has them all. */
const longest = 50;
export function blockLines(blocks, facts, run) {
    const { 'Send Migration Report': sends, 'GenServer Timeout Migration Report': calls } = blocks;
    return [
        '=== Send Migration Report ===',
        ...keyed(sends),
        '',
        ...planNextSteps(facts, run),
        '',
        '=== GenServer Timeout Migration Report ===',
        ...keyed(calls),
        '',
        ...(summaryOf(facts, run).allCallsMigrated
            ? ['All GenServer.call/2 have been migrated to include timeouts.', '']
            : []),
        ...(calls['Calls fixed'] === 0
            ? []
            : [
                'Next steps:',
                '1. Review the changes',
                '2. Adjust timeouts based on operation type',
                '3. Run tests to ensure everything works',
                '',
            ]),
        ...monitorLines(blocks['Monitor Migration Report'], facts),
    ].map(visible);
}
/** `Key: N`, each on its own line. */
function keyed(block, bullet = '') {
    return Object.entries(block).flatMap(([key, value]) => {
        if (Array.isArray(value))
            return [];
        if (typeof value !== 'object')
            return [`${bullet}${key}: ${value}`];
        return Object.entries(value).map(([reason, n]) => `${bullet}${key} (${reason}): ${n}`);
    });
}
function monitorLines(block, facts) {
    const files = block['Files Requiring Migration'];
    const { roots } = facts.scanned;
    const rest = files.slice(longest);
    return [
        `=== Monitor Migration Report for ${roots.join(', ')} ===`,
        '',
        '## Summary',
        ...keyed(block, '- '),
        '',
        '## Files Requiring Migration',
        ...(files.length === 0 ? ['  (No files with monitor issues found)'] : []),
        ...files.slice(0, longest).map(({ file, shapes }) => `  - ${file} (${Object.entries(shapes)
            .map(([shape, n]) => `${shape}: ${n}`)
            .join(', ')})`),
        ...(rest.length > 0 ? [`  - and ${counted(rest.length, 'more file')} (${issues(rest)} in all)`] : []),
        '',
        '## Recommended Migration Steps',
        '  1. Find where the owner of each watcher ends: its disposer, a returned cleanup, `finally`',
        '  2. Watch with `monitor(target, { tag, onDown })`, and release the monitor there',
        '  3. Check that the end of the peer still reaches the caller',
        '',
        '## Automated Migration',
        `  ${commandOf(roots, { safety: 'review', rules: ['unmanaged-watcher'] }, true)}`,
        '',
        '## Next Steps',
        ...(files.length === 0
            ? ['  Keep it so: `otp-audit scan` in CI']
            : ['  1. Migrate the files above', '  2. Run `otp-audit scan` again']),
    ];
}
