import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted, runOf, stagedScan } from '../project.js';
import { addedBelow, scalar } from '../yaml-lines.js';
export const preCommit = {
    isUsed: ({ top }) => existsSync(join(top, '.pre-commit-config.yaml')),
    plan: project => ({
        step: stepOf(project),
        next: { command: 'pre-commit install', why: 'unless it is done: has git call pre-commit' },
    }),
};
function stepOf(project) {
    const path = join(project.top, '.pre-commit-config.yaml');
    const step = { part: 'hook', about: 'scans what is staged, through pre-commit', path };
    const command = `${runOf(project)} ${stagedScan}`;
    const entry = project.below === '' ? command : `sh -c ${JSON.stringify(`cd ${quoted(project.below)} && ${command}`)}`;
    const repository = [
        'repo: local',
        'hooks:',
        '  - id: otp-audit',
        '    name: otp-audit',
        `    entry: ${scalar(entry)}`,
        '    language: system',
        '    types_or: [ts, tsx, javascript, jsx]',
        '    pass_filenames: false',
    ];
    const whole = ['repos:', ...repository.map((line, at) => `  ${at === 0 ? '- ' : '  '}${line}`)];
    const text = `${whole.join('\n')}\n`;
    if (!existsSync(path))
        return { ...step, kind: 'change', after: text };
    const before = readFileSync(path, 'utf8');
    if (/\botp-audit\b/.test(before))
        return { ...step, kind: 'present' };
    const after = addedBelow(before, ['repos'], 'list', repository);
    if (after === undefined)
        return { ...step, kind: 'by hand', why: 'has its repos written in another way', text };
    return { ...step, kind: 'change', before, after };
}
