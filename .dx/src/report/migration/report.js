/** What the report says, as data: the contract of `--report FILE.json` and `otp-audit report --format json`. */
import { checklistNames, checklistTexts } from '../checklist.js';
import { totalOf } from './account.js';
import { planBlocks } from './blocks.js';
import { migrationCriteria } from './criteria.js';
import { nextStepsOf } from './next-steps.js';
import { isOnDisk } from './run.js';
import { summaryOf } from './summary.js';
/** @param generated When the migration was run. */
export function reportOf(facts, run, generated) {
    const { tool, scanned, rules, dialects, fixes, steps, manual, skipped, suppressed, unread, notices } = facts;
    const criteria = migrationCriteria(facts, run);
    const done = doneOf(facts, run, criteria);
    return {
        schemaVersion: 1,
        tool,
        generated,
        run: { state: run.state, id: run.id, ...run.asked, verify: run.verify },
        scanned,
        summary: summaryOf(facts, run),
        reports: planBlocks(facts, run),
        counts: { rules, dialects, total: totalOf(rules) },
        fixes,
        steps,
        manual,
        skipped,
        suppressed,
        unread,
        criteria: Object.keys(criteria).map(name => ({ name, ...criteria[name] })),
        checklist: checklistNames.map(name => ({ name, text: checklistTexts[name], done: done.has(name) })),
        nextSteps: nextStepsOf(facts, run),
        notices,
    };
}
/** The boxes that this run is evidence for. What only people or benchmarks know stays open. */
function doneOf(facts, run, criteria) {
    const passed = (name) => criteria[name].outcome === 'pass';
    const standing = isOnDisk(run) ? facts.after : facts.before;
    const isRun = isOnDisk(run) && (run.asked.rules === undefined || run.asked.rules.includes('raw-send'));
    const done = {
        supervisedSend: passed('supervisedSend') && passed('tests'),
        deadLetters: standing.isDeclared,
        sends: passed('sends'),
        scripts: isRun && run.asked.dialects === undefined,
        monitorManager: standing.isDeclared && standing.importsMonitors,
        monitors: passed('monitors'),
        timeouts: passed('timeouts'),
        tests: passed('tests'),
    };
    return new Set(checklistNames.filter(name => done[name] === true));
}
