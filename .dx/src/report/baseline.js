import { ruleNames } from '../config/defaults.js';
import { grouped } from './groups.js';
import { path, table } from './markdown.js';
import { isOpen } from './rank.js';
import { counted } from './words.js';
/** `## Baseline`: a row a rule. Entries that this scan can say nothing of are in none. */
export function baseline({ findings, absent = [], summary }) {
    const now = grouped(findings, f => f.rule);
    const gone = grouped(absent, f => f.rule);
    const against = summary.baseline !== undefined;
    const ran = summary.rules;
    return [
        '## Baseline',
        '',
        ...(summary.baseline ? [...account(summary.baseline), ''] : []),
        ...table(['Rule', '>Baseline', '>Now', '>Delta', 'Status'], ruleNames.map(rule => {
            const here = now.get(rule) ?? [];
            if (!against)
                return [rule, 'none', here.length, '-', 'not checked'];
            if (!ran.includes(rule))
                return [rule, '-', here.length, '-', 'not run'];
            const fresh = here.filter(isOpen).length;
            const fixed = gone.get(rule)?.length ?? 0;
            const before = here.length - fresh + fixed;
            return [rule, before, here.length, signed(here.length - before), status(fresh, fixed)];
        })),
    ];
}
/** Its terms add up to the entries. */
function account({ file, entries, unchanged, updated, absent, suppressed, notJudged }) {
    const parts = [
        `${unchanged + updated} known`,
        `${absent} fixed`,
        ...(suppressed > 0 ? [`${suppressed} suppressed in the code`] : []),
        ...(notJudged > 0 ? [`${notJudged} not judged by this scan`] : []),
    ];
    const words = updated > 0
        ? ` ${counted(updated, 'finding')} of the known ${updated === 1 ? 'has' : 'have'} changed a little.`
        : '';
    return [`${path(file)}: ${counted(entries, 'entry', 'entries')} = ${parts.join(' + ')}.${words}`];
}
const signed = (delta) => (delta > 0 ? `+${delta}` : String(delta));
/** By identity: one that is fixed does not make up for one that is new. */
function status(fresh, fixed) {
    const parts = [fresh > 0 ? `fail: ${fresh} new` : 'pass', ...(fixed > 0 ? [`${fixed} fixed`] : [])];
    return parts.join(', ');
}
