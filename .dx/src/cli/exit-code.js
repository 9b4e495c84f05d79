import { isOpen } from '../report/rank.js';
import { atLeast } from '../report/view.js';
export const exitCodes = {
    0: 'clean, or all findings are below --fail-on or in the baseline; migrated or set up, or nothing to do',
    1: 'new findings at or above --fail-on; changes pending (migrate or init --dry-run, baseline --check)',
    2: 'wrong usage or configuration',
    3: 'something could not be read, parsed or written',
    130: 'interrupted',
};
/** A file that was not understood beats findings: what it holds is unknown. */
export function exitCode({ findings, skipped }, failOn) {
    if (skipped.length > 0)
        return 3;
    return findings.some(finding => isOpen(finding) && atLeast(finding.severity, failOn)) ? 1 : 0;
}
