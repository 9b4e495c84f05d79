/** JUnit's XML, as far as Jenkins and GitLab agree on it. */
import { ruleNames } from '../../config/defaults.js';
import { byPlace, grouped } from '../groups.js';
import { whatWas } from '../known.js';
import { oneLine } from '../markdown.js';
import { inCheckout } from '../places.js';
import { isOpen } from '../rank.js';
import { ruleTexts } from '../rules.js';
import { atLeast } from '../view.js';
import { counted } from '../words.js';
import { Unique } from './unique.js';
/** A suite a rule: a case a finding, or one that passed; then files that were skipped, and what is undecided. */
export function junit(result, view) {
    const suites = [...ruleSuites(result, view), ...skippedSuite(result, view), ...undecidedSuite(result)];
    const all = suites.flatMap(suite => suite.cases);
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites${attributes({ name: 'otp-audit', ...counts(all, ['tests', 'failures', 'errors']) })}>`,
        ...suites.flatMap(({ name, cases }) => [
            `  <testsuite${attributes({ name, ...counts(cases, ['tests', 'failures', 'errors', 'skipped']) })}>`,
            ...cases.map(written),
            '  </testsuite>',
        ]),
        '</testsuites>',
        '',
    ].join('\n');
}
function ruleSuites(result, view) {
    const names = new Unique();
    const byRule = grouped([...result.findings, ...result.suppressed].sort(byPlace), f => f.rule);
    const gone = grouped(result.absent ?? [], f => f.rule);
    const ran = ruleNames.filter(rule => byRule.has(rule) || result.summary.rules.includes(rule));
    return ran.map(rule => {
        const cases = [
            ...(byRule.get(rule) ?? []).map(finding => caseOf(finding, names, view)),
            ...(gone.get(rule) ?? []).map(entry => fixedCase(entry, names, view)),
        ];
        const passed = { name: ruleTexts[rule].title, className: rule };
        return { name: rule, cases: cases.length > 0 ? cases : [passed] };
    });
}
/** Free of lines, so that a moved finding is the same case. */
function caseOf(finding, names, view) {
    const { id, rule, severity, message, advice, line, column } = finding;
    const file = inCheckout(finding.file, view);
    const what = message.split(':', 1)[0];
    const known = knownBecause(finding, view);
    const text = [`${file}:${line}:${column}`, `${severity} ${rule}: ${message}`, advice, known];
    return {
        name: names.of(oneLine(`${file} ${what} ${id}`)),
        className: classNameOf(rule, file),
        outcome: {
            as: known === undefined ? 'failure' : 'skipped',
            type: `${severity}`,
            message: oneLine(known ?? message),
            text: text
                .filter(Boolean)
                .map(part => oneLine(part))
                .join('\n'),
        },
    };
}
/** What is fixed has passed. */
function fixedCase(entry, names, view) {
    const file = inCheckout(entry.file, view);
    return { name: names.of(oneLine(`${file} fixed ${whatWas(entry)}`)), className: classNameOf(entry.rule, file) };
}
const classNameOf = (rule, file) => oneLine(`${rule}.${file.replace(/\.[^./]+$/, '')}`);
/** Why a finding fails nothing. */
function knownBecause(finding, { failOn }) {
    if ('suppression' in finding)
        return `suppressed: ${finding.suppression.reason}`;
    if (!isOpen(finding))
        return 'known in the baseline';
    return atLeast(finding.severity, failOn) ? undefined : `${finding.severity}: below --fail-on ${failOn}`;
}
function skippedSuite({ skipped }, view) {
    if (skipped.length === 0)
        return [];
    const names = new Unique();
    const cases = skipped.map(({ file, reason }) => {
        const path = inCheckout(file, view);
        const outcome = {
            as: 'error',
            type: 'skipped-file',
            message: oneLine(reason),
            text: oneLine(`${path}: ${reason}`),
        };
        return { name: names.of(oneLine(path)), className: 'skipped-files', outcome };
    });
    return [{ name: 'skipped-files', cases }];
}
function undecidedSuite({ coverage }) {
    const cases = coverage
        .filter(c => c.undecided > 0)
        .map(({ dialect, sites, undecided, reasons }) => {
        const text = Object.entries(reasons).map(([reason, count]) => oneLine(`${count}: ${reason}`));
        const message = `${undecided} of ${counted(sites, 'site')} undecided`;
        return {
            name: oneLine(dialect),
            className: 'undecided-sites',
            outcome: { as: 'skipped', type: 'undecided', message, text: text.join('\n') },
        };
    });
    return cases.length > 0 ? [{ name: 'undecided-sites', cases }] : [];
}
function counts(cases, names) {
    const count = (as) => cases.filter(c => c.outcome?.as === as).length;
    const all = {
        tests: cases.length,
        failures: count('failure'),
        errors: count('error'),
        skipped: count('skipped'),
    };
    return Object.fromEntries(names.map(name => [name, all[name]]));
}
function written({ name, className, outcome }) {
    const start = `    <testcase${attributes({ name, classname: className })}`;
    if (!outcome)
        return `${start}/>`;
    const { as, type, message, text } = outcome;
    return `${start}>\n      <${as}${attributes({ type, message })}>${escaped(text)}</${as}>\n    </testcase>`;
}
const attributes = (of) => Object.entries(of)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Control characters are shown already; these two have no place in XML either. */
const escaped = (text) => text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, c => entities[c]);
