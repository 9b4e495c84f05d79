import { visible } from '../../report/markdown.js';
export function standingText({ root, configs }) {
    const holds = configs.some(c => c.holds === 'here');
    const rows = configs.map(({ path, holds, mistakes }) => [
        path,
        holds === 'here' ? 'holds here' : 'holds for a scan that is given a path in its folder',
        mistakes.length === 0 ? 'right' : 'wrong:',
    ]);
    const lines = aligned(rows).flatMap((line, i) => [line, ...configs[i].mistakes.map(mistake => `  ${mistake}`)]);
    const none = [
        `No configuration at or above ${root}: the defaults hold (preset recommended). To make one, write otp-audit.config.json:`,
        '',
        '  { "$schema": "./node_modules/otp-audit/schema/config.schema.json", "preset": "recommended" }',
        '',
        'or otp-audit.config.ts:',
        '',
        "  import { defineConfig } from 'otp-audit/config'",
        "  export default defineConfig({ preset: 'recommended' })",
    ];
    return written([...(holds ? [] : none), ...(holds || lines.length === 0 ? [] : ['']), ...lines]);
}
export function explanationText(e) {
    const row = (name, value, { from }) => [`  ${name}`, value, from];
    const yesNo = (said) => (said ? 'yes' : 'no');
    const general = [
        row('scanned', yesNo(e.isScanned.value), e.isScanned),
        row('test code', yesNo(e.isTest.value), e.isTest),
        row('preset', e.preset.value, e.preset),
        row('failOn', e.failOn.value, e.failOn),
        ...(e.baseline.value === undefined ? [] : [row('baseline', e.baseline.value, e.baseline)]),
        ...(e.cache.value === undefined ? [] : [row('cache', String(e.cache.value), e.cache)]),
    ];
    const rules = Object.entries(e.rules).flatMap(([name, { level, here, options }]) => {
        const value = level.value === 'silent' ? 'not reported' : level.value;
        const own = row(name, here ? `${value}, here ${here}` : value, level);
        const isRun = level.value === 'on' || !['off', 'silent'].includes(level.value);
        return [
            own,
            ...(isRun ? Object.entries(options) : []).map(([o, said]) => row(`  ${o}`, JSON.stringify(said.value), said)),
        ];
    });
    const dialects = Object.entries(e.dialects).map(([name, said]) => row(name, said.value, said));
    const all = aligned([...general, ...rules, ...dialects]);
    return written([
        e.file,
        `  configuration: ${e.config ?? 'none; the defaults hold'}`,
        ...(e.ofRoot === undefined
            ? []
            : [`  A scan of the whole root takes ${e.ofRoot}; this holds for one that is given a path in its folder.`]),
        '',
        ...all.slice(0, general.length),
        '',
        'rules',
        ...all.slice(general.length, general.length + rules.length),
        ...(dialects.length === 0 ? [] : ['', 'dialects', ...all.slice(general.length + rules.length)]),
    ]);
}
function aligned(rows) {
    const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => row[i].length)));
    return rows.map(row => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]))).join('  '));
}
const written = (lines) => lines.map(line => `${visible(line)}\n`).join('');
