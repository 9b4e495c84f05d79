import { ruleNames } from '../config/defaults.js';
import { grouped, order } from './groups.js';
import { fixed, known, reason } from './known.js';
import { code, path, prose, table } from './markdown.js';
import { isOpen } from './rank.js';
import { paintOf, severities } from './view.js';
import { counted } from './words.js';
/**
 * `## Findings`: a table of how many, then one record a finding, grouped by file; the gravest files first. What a
 * baseline knows is in the table, and has a line each.
 */
export function findings(result, view) {
    const aside = [...known(result.findings), ...fixed(result), ...suppressed(result)];
    if (result.findings.length === 0)
        return ['## Findings', '', 'None.', ...aside];
    const sites = new Map(result.sites.map(site => [site.id, site]));
    const files = [...grouped(result.findings.filter(isOpen), finding => finding.file)].sort(([a, m], [b, n]) => gravity(n) - gravity(m) || n.length - m.length || order(a, b));
    return [
        '## Findings',
        '',
        ...numbers(result),
        ...files.flatMap(([file, here]) => [
            '',
            `### ${path(file)} (${counted(here.length, 'finding')})`,
            '',
            ...here.flatMap(finding => record(finding, sites.get(finding.siteId), view)),
        ]),
        ...aside,
    ];
}
/** Of one: where, and why nobody is told of it. */
export function suppressedLine({ file, line, rule, suppression, }) {
    const { reason, until, owner } = suppression;
    const more = [until && `until ${until}`, owner].filter(Boolean).map(x => prose(x));
    return `- ${path(file)}:${line} ${rule} - ${[prose(reason), ...more].join(', ')}`;
}
/** What comments in the code silence, with their reasons: only when there is something. */
function suppressed({ suppressed }) {
    if (suppressed.length === 0)
        return [];
    return [
        '',
        `### Suppressed (${counted(suppressed.length, 'finding')}, in none of the figures above)`,
        '',
        ...suppressed.map(suppressedLine),
    ];
}
function numbers({ findings, summary }) {
    const against = summary.baseline !== undefined;
    const here = grouped(findings, finding => finding.rule);
    const line = (name, of) => [
        name,
        of.length,
        ...(against ? [of.filter(isOpen).length] : []),
        ...severities.map(severity => of.filter(f => f.severity === severity).length),
        of.filter(f => f.class === 'critical').length,
        new Set(of.map(f => f.file)).size,
    ];
    return table(['Rule', '>Findings', ...(against ? ['>New'] : []), '>Errors', '>Warnings', '>Infos', '>Critical', '>Files'], [
        ...ruleNames.filter(rule => here.has(rule)).map(rule => line(rule, here.get(rule) ?? [])),
        line('**Total**', findings),
    ]);
}
function gravity(findings) {
    const worst = Math.min(...findings.map(f => severities.indexOf(f.severity)));
    return (findings.some(f => f.class === 'critical') ? severities.length : 0) + severities.length - worst;
}
/** Three lines: where and what; the call; what to do, and the identity. */
function record(finding, site, { paint }) {
    const at = path(`${finding.file}:${finding.line}:${finding.column}`);
    const severity = paint[paintOf[finding.severity]](finding.severity);
    const shape = finding.shape === '' ? '' : `, ${finding.shape}`;
    return [
        `- ${at} ${severity} ${finding.rule} (${finding.class}${shape}): ${prose(finding.message)}`,
        ...(site === undefined ? [] : [`  - ${call(site)}`]),
        `  - Fix: ${fix(finding)}. ${sentence(prose(finding.advice))} Id: ${code(finding.id)}`,
        ...reason(finding),
    ];
}
function call(site) {
    const receiver = site.receiver === undefined ? '' : `, receiver ${code(site.receiver)}`;
    const message = site.message === undefined ? '' : `, message ${code(site.message)}`;
    return `${code(site.callee)}${receiver}${message} (${code(site.dialect)})`;
}
function fix({ fix }) {
    const verdict = { auto: 'automatic', review: 'for review', keep: 'none, keep it' }[fix.verdict];
    return fix.reason === undefined ? verdict : `${verdict}, ${prose(fix.reason)}`;
}
function sentence(text) {
    if (text === '')
        return '';
    return `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
