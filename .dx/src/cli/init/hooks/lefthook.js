import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dependsOn, runOf } from '../project.js';
import { addedBelow, appended, scalar, topLevelKeys } from '../yaml-lines.js';
const names = ['lefthook', '.lefthook', '.config/lefthook'].flatMap(name => ['yml', 'yaml', 'toml', 'json', 'jsonc'].map(extension => `${name}.${extension}`));
export const lefthook = {
    isUsed: project => fileOf(project) !== undefined || dependsOn(project, 'lefthook'),
    plan: project => ({
        step: stepOf(project),
        next: { command: 'npx lefthook install', why: 'unless it is done: has git call lefthook' },
    }),
};
const fileOf = ({ top }) => names.map(n => join(top, n)).find(path => existsSync(path));
function stepOf(project) {
    const path = fileOf(project) ?? join(project.top, 'lefthook.yml');
    const step = { part: 'hook', about: 'scans what is staged, through lefthook', path };
    const command = [
        ...(project.below === '' ? [] : [`root: ${scalar(`${project.below}/`)}`]),
        `run: ${scalar(`${runOf(project)} scan --staged --format text`)}`,
    ];
    const whole = ['pre-commit:', '  commands:', '    otp-audit:', ...command.map(line => `      ${line}`)];
    if (!existsSync(path))
        return { ...step, kind: 'change', after: appended('', whole) };
    const before = readFileSync(path, 'utf8');
    if (/\botp-audit\b/.test(before))
        return { ...step, kind: 'present' };
    const text = `${whole.join('\n')}\n`;
    const keys = /\.ya?ml$/.test(path) ? topLevelKeys(before) : undefined;
    if (!keys)
        return { ...step, kind: 'by hand', why: 'is not written as YAML with a key a line', text };
    const after = keys.includes('pre-commit')
        ? (addedBelow(before, ['pre-commit', 'jobs'], 'list', ['name: otp-audit', ...command]) ??
            addedBelow(before, ['pre-commit', 'commands'], 'map', ['otp-audit:', ...command.map(line => `  ${line}`)]))
        : appended(before, whole);
    if (after === undefined)
        return { ...step, kind: 'by hand', why: 'has a pre-commit hook that is written in another way', text };
    return { ...step, kind: 'change', before, after };
}
