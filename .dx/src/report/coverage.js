import { reported } from '../config/defaults.js';
import { godThresholds } from './current-state.js';
import { order, total } from './groups.js';
import { code, prose, table } from './markdown.js';
import { counted } from './words.js';
/** `## Coverage`: what was recognised and decided, by which settings. Undecided sites are always told, with the reason. */
export function coverage(result) {
    return ['## Coverage', '', ...dialects(result), '', ...settings(result), ...notices(result)];
}
function dialects({ coverage }) {
    if (coverage.length === 0)
        return ['No message-passing code was recognised.'];
    const sum = (count) => coverage.reduce((all, c) => all + count(c), 0);
    return table(['Dialect', '>Recognised', '>Decided', '>Undecided', 'Why undecided'], [
        ...coverage.map(c => [code(c.dialect), c.sites, c.decided, c.undecided, why(c)]),
        ['**Total**', sum(c => c.sites), sum(c => c.decided), sum(c => c.undecided), ''],
    ]);
}
function why(c) {
    const reasons = Object.entries(c.reasons).sort(([a, m], [b, n]) => n - m || order(a, b));
    const told = total(new Map(reasons));
    const parts = reasons.map(([reason, count]) => `${count}: ${prose(reason)}`);
    if (told < c.undecided)
        parts.push(`${c.undecided - told}: no reason recorded`);
    return parts.length === 0 ? '-' : parts.join('; ');
}
function settings({ summary, ...result }) {
    const { types } = summary;
    return [
        `- Preset: ${summary.preset}${byConfiguration(summary)}`,
        `- Types: ${types.backend === 'off'
            ? 'off, so what only types can tell stays undecided'
            : `${types.backend}, ${types.answered} of ${counted(types.asked, 'question')} answered`}`,
        `- Files with a candidate, and so parsed: ${summary.filesParsed} of ${summary.filesFound}`,
        `- Test files: ${summary.testFiles.length === 0 ? 'none' : summary.testFiles.map(code).join(', ')}`,
        `- God-process thresholds: ${godThresholds({ summary, ...result })}`,
    ];
}
/** Rules that report where the preset does not, and the other way round. */
function byConfiguration({ preset, rules }) {
    const more = rules.filter(rule => !reported[preset].includes(rule));
    const fewer = reported[preset].filter(rule => !rules.includes(rule));
    const parts = [
        ...(more.length > 0 ? [`with ${more.map(code).join(', ')}`] : []),
        ...(fewer.length > 0 ? [`without ${fewer.map(code).join(', ')}`] : []),
    ];
    return parts.length === 0 ? '' : `, ${parts.join(' and ')}, as configured`;
}
function notices({ summary }) {
    return [...new Set(summary.notices)].map(notice => `- Notice: ${prose(notice)}`);
}
