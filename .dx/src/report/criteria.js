import { dutyOf } from './duties.js';
import { rawSends } from './raw-sends.js';
import { counted } from './words.js';
const marks = { pass: '✅ pass', fail: '❌ fail', 'not checked': '⬜ not checked' };
export const criterionLine = ({ text, outcome, evidence }) => `- ${marks[outcome]}: ${text} - ${evidence}`;
export const criterionTexts = {
    sends: '0 raw send() calls to other processes (self-sends allowed)',
    monitors: 'All monitors use MonitorManager',
    timeouts: 'All GenServer.call include explicit timeouts',
    supervisedSend: 'SupervisedSend infrastructure deployed',
    deadLetters: 'Dead letter queue operational',
    performance: 'No performance regression',
    tests: 'All tests pass',
    violations: '0 Credo violations',
};
/**
 * The Stage 3 plan's eight criteria. One passes only on evidence: while sites that bear on it are undecided, or files
 * could not be read, "none found" does not make it pass.
 */
export function criteria(result) {
    const { classes } = rawSends(result);
    const others = classes.critical + classes.milder + classes['dynamic-self'];
    const count = (kind) => result.sites.filter(site => site.kind === kind).length;
    const unmanaged = count('unmanaged-watcher');
    const untimed = count('untimed-call');
    const scanned = (name, faults, evidence, duty) => {
        const doubt = faults === 0 ? doubtOf(result, duty) : undefined;
        return {
            text: criterionTexts[name],
            outcome: faults > 0 ? 'fail' : doubt === undefined ? 'pass' : 'not checked',
            evidence: doubt === undefined ? evidence : `${evidence}, but ${doubt}`,
        };
    };
    const unseen = (name, evidence) => ({
        text: criterionTexts[name],
        outcome: 'not checked',
        evidence,
    });
    return {
        sends: scanned('sends', others, `${counted(others, 'raw send')} to other processes (allowed: ${classes.test} in tests, ${counted(classes.self, 'self-send')})`, 'send'),
        monitors: scanned('monitors', unmanaged, `${counted(unmanaged, 'unmanaged watcher')}, ${count('managed-watcher')} managed`, 'watch'),
        timeouts: scanned('timeouts', untimed, `${counted(untimed, 'call')} without a timeout, ${count('timed-call')} with one`, 'call'),
        supervisedSend: unseen('supervisedSend', `a scan can't see deployment; ${count('supervised-send')} supervised sends found`),
        deadLetters: unseen('deadLetters', 'only a running program can show it'),
        performance: unseen('performance', 'needs benchmarks from before and after'),
        tests: unseen('tests', 'the tests were not run'),
        violations: scanned('violations', result.findings.length, counted(result.findings.length, 'finding')),
    };
}
/** Why finding nothing proves nothing; none if it does. */
function doubtOf(result, duty) {
    const undecided = result.sites.filter(site => site.kind === 'undecided' && (duty === undefined || dutyOf(site) === duty)).length;
    const doubts = [
        ...(undecided > 0 ? [counted(undecided, 'undecided site')] : []),
        ...(result.skipped.length > 0 ? [counted(result.skipped.length, 'skipped file')] : []),
    ];
    return doubts.length === 0 ? undefined : doubts.join(' and ');
}
