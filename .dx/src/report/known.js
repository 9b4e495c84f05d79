import { order } from './groups.js';
import { code, oneLine, path, prose } from './markdown.js';
import { isOpen } from './rank.js';
import { counted } from './words.js';
/** `1 of them new, 4 known in the baseline, 2 entries of it fixed`, behind the number of findings. */
export function standing({ new: fresh, unchanged, updated, absent }) {
    return [
        `${fresh} of them new`,
        `${unchanged + updated} known in the baseline`,
        ...(absent > 0 ? [`${counted(absent, 'entry', 'entries')} of it fixed`] : []),
    ];
}
/** `in Pool.run: worker.postMessage(job)` */
export function whatWas({ identity: { scope, call } }) {
    return oneLine(`${scope === '' ? 'at the top' : `in ${scope}`}: ${call}`);
}
/** Findings that a baseline knows, a line each. */
export function known(all) {
    const findings = all.filter(f => !isOpen(f));
    if (findings.length === 0)
        return [];
    return [
        '',
        `### Known in the baseline (${counted(findings.length, 'finding')})`,
        '',
        ...findings.flatMap(f => [
            `- ${path(`${f.file}:${f.line}:${f.column}`)} ${f.severity} ${f.rule}: ${prose(f.message)}`,
            ...reason(f),
        ]),
    ];
}
/** Entries whose finding is gone, a line each. */
export function fixed({ absent = [] }) {
    if (absent.length === 0)
        return [];
    return [
        '',
        `### Fixed, and still in the baseline (${counted(absent.length, 'entry', 'entries')})`,
        '',
        '`otp-audit baseline --prune` takes them out.',
        '',
        ...absent.flatMap(entry => [`- ${fixedLine(entry)}`, ...reason(entry)]),
    ];
}
export const fixedLine = (entry) => `${path(entry.file)} ${entry.rule} ${placed(entry)}: ${code(entry.identity.call)}`;
const placed = ({ identity: { scope } }) => (scope === '' ? 'at the top' : `in ${code(scope)}`);
export function reason({ baselineReason }) {
    return baselineReason === undefined ? [] : [`  - Baseline: ${prose(baselineReason)}`];
}
export const byWhereItWas = (a, b) => order(a.file, b.file) ||
    order(a.identity.key, b.identity.key) ||
    order(a.identity.text, b.identity.text) ||
    a.identity.ordinal - b.identity.ordinal;
