import { byPlace, tally } from './groups.js';
import { severities } from './view.js';
const gravity = (f) => 2 * severities.indexOf(f.severity) + (f.class === 'critical' ? 0 : 1);
/** The gravest first, where only some are shown. */
export const ranked = (findings) => [...findings].sort((a, b) => gravity(a) - gravity(b) || byPlace(a, b));
/** Not known before, as far as a baseline says. */
export const isOpen = ({ baselineState: state }) => state === undefined || state === 'new';
/** `2 errors, 1 warning`; severities without any are left out. */
export function bySeverity(findings) {
    const counts = tally(findings.map(f => f.severity));
    return severities
        .filter(s => counts.has(s))
        .map(s => `${counts.get(s)} ${s}${counts.get(s) === 1 ? '' : 's'}`)
        .join(', ');
}
