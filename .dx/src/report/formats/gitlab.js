import { byPlace } from '../groups.js';
import { oneLine } from '../markdown.js';
import { inCheckout } from '../places.js';
import { jsonText } from './format.js';
import { Unique } from './unique.js';
const severityOf = { error: 'critical', warning: 'major', info: 'minor' };
/** GitLab itself compares with the target branch, so that what a baseline knows is in the list as well. */
export function gitlab(result, view) {
    const fingerprints = new Unique();
    return jsonText([
        ...result.skipped.map(({ file, reason }) => ({
            description: oneLine(`skipped: ${reason}`),
            check_name: 'skipped-file',
            fingerprint: fingerprints.of(`skipped-file ${inCheckout(file, view)}`),
            severity: 'critical',
            location: { path: inCheckout(file, view), lines: { begin: 1 } },
        })),
        ...[...result.findings].sort(byPlace).map(({ id, rule, severity, message, advice, file, line }) => ({
            description: oneLine(advice === '' ? message : `${message}; ${advice}`),
            check_name: rule,
            fingerprint: fingerprints.of(id),
            severity: severityOf[severity],
            location: { path: inCheckout(file, view), lines: { begin: line } },
        })),
    ]);
}
