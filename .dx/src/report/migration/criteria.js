import { criterionTexts } from '../criteria.js';
import { code } from '../markdown.js';
import { counted } from '../words.js';
import { isOnDisk } from './run.js';
/** The plan's eight criteria for the code as it is on the disk. Only what this run has seen passes or fails. */
export function migrationCriteria(facts, run) {
    const shown = (name) => shownCriterion(name, facts, run);
    const standing = isOnDisk(run) ? facts.after : facts.before;
    const unseen = (name, evidence) => ({
        text: criterionTexts[name],
        outcome: 'not checked',
        evidence,
    });
    return {
        sends: shown('sends'),
        monitors: shown('monitors'),
        timeouts: shown('timeouts'),
        supervisedSend: shown('supervisedSend'),
        deadLetters: unseen('deadLetters', 'only a running program can show it'),
        performance: unseen('performance', 'no benchmark was run before and after'),
        tests: tests(run),
        violations: unseen('violations', `the project's linter was not run; ${counted(standing.findings, 'finding')} of otp-audit's own`),
    };
}
/** As it is; for a dry run, what it would be as well. */
function shownCriterion(name, { before, after }, run) {
    if (isOnDisk(run))
        return after.criteria[name];
    const [now, then] = [before.criteria[name], after.criteria[name]];
    if (run.state !== 'dry run' || (now.outcome === then.outcome && now.evidence === then.evidence))
        return now;
    return { ...now, evidence: `${now.evidence}; once written: ${then.outcome}, ${then.evidence}` };
}
function tests({ state, verify }) {
    const judged = (outcome, evidence) => ({
        text: criterionTexts.tests,
        outcome,
        evidence,
    });
    if (!verify)
        return judged('not checked', 'no command was given to --verify');
    const command = code(verify.command);
    if (!verify.passed)
        return judged('fail', `${command} failed, so that the migration was taken back`);
    if (state === 'undone')
        return judged('not checked', `${command} passed before the migration was undone`);
    return judged('pass', `${command} passed after the migration`);
}
