import { dutyOf } from './duties.js';
import { grouped, tally } from './groups.js';
import { code, path } from './markdown.js';
import { rawSends } from './raw-sends.js';
import { counted, countOfSends, isShape, split } from './words.js';
/** `## Current State`: the sends, in the words of the Stage 3 plan, and the four other violations. */
export function currentState(result) {
    const sends = rawSends(result);
    const undecided = result.sites.filter(site => site.kind === 'undecided' && dutyOf(site) === 'send').length;
    return [
        '## Current State',
        '',
        `### Raw send() Usage (${counted(sends.total, 'occurrence')} in ${counted(sends.files, 'file')})`,
        '',
        equation(sends),
        ...(undecided > 0
            ? [`Not in this sum: ${counted(undecided, 'possible send')} that could not be decided (see Coverage).`]
            : []),
        '',
        '**Critical files** (inter-process communication):',
        ...rows(sends.critical),
        '',
        '**Lower priority** (self-sends or test infrastructure):',
        ...rows(sends.lower),
        '',
        '### Other OTP Violations',
        '',
        ...otherViolations(result),
    ];
}
function equation({ total, classes }) {
    const lower = classes.milder + classes['dynamic-self'] + classes.test;
    const parts = [
        [classes.test, 'test infrastructure'],
        [classes['dynamic-self'], 'to itself or another, decided at run time'],
        [classes.milder, 'milder: a reply, or guarded'],
    ].flatMap(([count, name]) => (count === 0 ? [] : [`${count} ${name}`]));
    const detail = parts.length === 0 ? '' : ` (${parts.join(' + ')})`;
    return `${total} = ${classes.critical} critical + ${lower} lower priority${detail} + ${counted(classes.self, 'self-send')}; the rows below add up to it. Comments and strings are not counted.`;
}
function rows(rows) {
    if (rows.length === 0)
        return ['- none'];
    return rows.map(row => {
        const files = row.files > 1 ? ` in ${row.files} files` : '';
        return `- ${path(row.path)} - ${countOfSends(row.shapes)}${files}`;
    });
}
/** Counted on sites, as the sends are: a preset may leave a rule out, but what is there is still told. */
function otherViolations(result) {
    const byKind = grouped(result.sites, site => site.kind);
    const reported = new Map(result.findings.map(finding => [finding.siteId, finding]));
    const { preset, rules } = result.summary;
    const of = (kind, one, many, fault, detail = '') => {
        const sites = byKind.get(kind) ?? [];
        const silent = sites.filter(site => !reported.has(site.id)).length;
        const by = rules.includes(kind) ? 'because of the configuration or a comment' : `by preset ${preset}`;
        const aside = silent > 0 ? `; ${silent} of them not reported ${by}` : '';
        return `${counted(sites.length, one, many)} in ${counted(new Set(sites.map(s => s.file)).size, 'file')} ${fault}${detail}${aside}`;
    };
    const watchers = (byKind.get('unmanaged-watcher') ?? []).map(site => site.shape ?? reported.get(site.id)?.shape);
    const calls = byKind.get('untimed-call') ?? [];
    const infinite = calls.filter(site => site.subKind === 'infinite').length;
    const timeouts = ` (${calls.length - infinite} untimed, ${infinite} infinite)`;
    const thresholds = ` (thresholds: ${godThresholds(result)})`;
    return [
        `- **Missing supervision**: ${of('unsupervised-spawn', 'process', 'processes', 'outside of supervision')}`,
        `- **No monitor cleanup**: ${of('unmanaged-watcher', 'watcher', 'watchers', 'without cleanup', byShape(watchers))}`,
        `- **Missing timeouts**: ${of('untimed-call', 'call', 'calls', 'without an explicit timeout', timeouts)}`,
        `- **God processes**: ${of('god-process', 'process', 'processes', 'doing too much', thresholds)}`,
    ];
}
function byShape(shapes) {
    const known = tally(shapes.filter(isShape));
    return known.size === 0 ? '' : ` (${split(known)})`;
}
/** `lines 1000, roles 4`, or that there are none. */
export function godThresholds(result) {
    const thresholds = Object.entries(result.summary.thresholds.godProcess);
    if (thresholds.length === 0)
        return 'none set';
    return thresholds.map(([name, limit]) => `${code(name)} ${limit}`).join(', ');
}
