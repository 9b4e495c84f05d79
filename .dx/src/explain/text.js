/** An explanation for a terminal. */
import { oneLine, visible } from '../report/markdown.js';
import { paintOf } from '../report/view.js';
import { forTerminal } from './terminal.js';
import { wrapped } from './wrap.js';
export function ruleText(rule, { width, paint }) {
    const fact = (name, value) => wrapped(`${name} ${value}`, width, '', '  ');
    const { presets, severities, codemods, kinds, docs, page } = rule;
    return `${[
        ...forTerminal(page, width, paint),
        '',
        paint.bold('FACTS'),
        ...fact('Presets:', presets.join(', ')),
        ...fact('Severities:', severities.join(', ')),
        ...fact('Kinds:', kinds.join(', ')),
        ...fact('Fixed by:', codemods.length > 0 ? `otp-audit migrate (${codemods.join(', ')})` : 'nothing: it is for people'),
        ...fact('Docs:', docs),
    ].join('\n')}\n`;
}
export const pageText = (page, { width, paint }) => `${forTerminal(page, width, paint).join('\n')}\n`;
/** One line a rule. */
export function rulesText(rules) {
    const wide = Math.max(...rules.map(r => r.rule.length));
    const lines = rules.map(r => `${r.rule.padEnd(wide)}  ${r.title} (${r.presets.join(', ')})`);
    return `${lines.join('\n')}\n`;
}
export function placeText(explanation, screen) {
    const { place, sites, silent, nearest, neighbours, unscanned, text, preset } = explanation;
    const { paint, width } = screen;
    const at = `${visible(place.file)}:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
    const lines = [`${paint.bold(at)}  ${paint.dim(oneLine(text))}`];
    if (unscanned !== undefined)
        lines.push('', ...wrapped(`Nothing of this file is looked at: ${unscanned}.`, width));
    for (const site of sites)
        lines.push('', ...siteLines(site, explanation, screen));
    if (silent.length > 0)
        lines.push('', ...silentLines(silent, sites.length > 0, screen));
    if (sites.length === 0 && silent.length === 0) {
        lines.push('', 'No call, construction or listener stands here.');
        if (nearest.length === 0 && unscanned === undefined)
            lines.push('The file has no site at all.');
    }
    if (nearest.length > 0)
        lines.push('', paint.bold('Nearest in the file'), ...nearest.map(n => `  ${n.line}:${n.column}  ${oneLine(n.what)}`));
    if (neighbours.length > 0) {
        lines.push('', paint.bold('Others of its kind in the file'));
        for (const n of neighbours)
            lines.push(...wrapped(`${n.line}:${n.column}  ${n.kind} \`${n.callee}\`: ${n.reason}`, width, '  ', '    '));
    }
    lines.push('', paint.dim(`preset ${preset}${explanation.inTest ? '; a test file: findings are a step milder' : ''}`));
    return `${lines.join('\n')}\n`;
}
function siteLines(explained, { inTest }, { paint, width }) {
    const { site, evidence, recognised, row, migrate } = explained;
    const para = (text) => wrapped(text, width, '  ');
    const out = [headline(explained, paint), ...para(sentence(site.reason))];
    if (explained.outcome === 'not-run' && explained.rule)
        out.push(...para(explained.leftOutBy === 'configuration'
            ? `The configuration takes this shape from the rule ${explained.rule}; otp-audit config --print says where.`
            : `The rule ${explained.rule} is not of this preset; --preset strict would report it.`));
    if (explained.suppression) {
        const { line, reason, until, owner } = explained.suppression;
        const more = `${until === undefined ? '' : `, until ${until}`}${owner === undefined ? '' : `, owner ${owner}`}`;
        out.push(...para(`The comment in line ${line} silences it: ${reason}${more}.`));
    }
    if (explained.advice)
        out.push(...para(`Advice: ${sentence(explained.advice)}`));
    if (inTest)
        out.push(...para('It stands in a test file.'));
    if (evidence.length > 0)
        out.push('', paint.bold('Decided by'), ...spotLines(evidence, paint));
    out.push('', paint.bold('Recognised'), ...para(sentence(recognised.what)), ...spotLines(recognised.through, paint));
    if (row) {
        const versions = Object.entries(row.testedWith).map(([name, version]) => `${name} ${version}`);
        out.push('', paint.bold('What happens at run time'), ...runtimeLines(row.atRuntime, width));
        out.push('', paint.bold(`Row \`${row.symbol}\` of ${row.dialect}`));
        out.push(...para(`${row.role}: ${row.fields.join('; ')}.`));
        if (row.note)
            out.push(...para(row.note));
        if (versions.length > 0)
            out.push(...para(`Checked against ${versions.join(', ')}.`));
    }
    const does = migrate.does === 'fix'
        ? `${migrate.codemod} offers a fix, --safety ${migrate.safety}: ${migrate.reason}`
        : `Nothing: ${migrate.reason}`;
    out.push('', paint.bold('What migrate would do'), ...para(sentence(does)));
    return out;
}
function headline({ outcome, site, rule, severity }, paint) {
    const shape = site.shape === undefined ? '' : ` (${site.shape})`;
    const what = `${paint.dim(`${site.line}:${site.column}`)}  ${oneLine(site.callee)}`;
    switch (outcome) {
        case 'reported':
            return `${what}: ${paint[paintOf[severity]](`reported, ${rule}, ${severity}`)}${shape}`;
        case 'suppressed':
            return `${what}: suppressed, ${rule}, ${severity}${shape}`;
        case 'not-run':
            return `${what}: not reported, ${site.kind}${shape}`;
        case 'undecided':
            return `${what}: undecided, and not reported`;
        case 'silent':
            return `${what}: silent, ${site.kind}${shape}`;
    }
}
const spotLines = (spots, paint) => spots.map(s => `  ${visible(s.file)}:${s.line}:${s.column}  ${s.what}  ${paint.dim(oneLine(s.text))}`);
const sources = {
    run: 'seen',
    source: 'read in the source',
    documented: 'documented',
    reported: 'reported',
};
function runtimeLines(observed, width) {
    if (observed.length === 0)
        return wrapped('Nothing was observed of this member beyond what its row says.', width, '  ');
    return observed.flatMap(o => wrapped(`${o.what} (${sources[o.by]})`, width, '  - ', '    '));
}
function silentLines(silent, isBeside, { paint, width }) {
    const out = [paint.bold(isBeside ? 'Also here, and silent' : 'Silent')];
    for (const s of silent) {
        out.push(...wrapped(`${s.line}:${s.column}  ${s.callee}: ${sentence(s.reason)}`, width, '  ', '    '));
        out.push(...spotLines(s.through, paint).map(line => `  ${line}`));
    }
    return out;
}
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
