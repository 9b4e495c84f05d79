/** What has CI scan each push: a workflow of GitHub's, a job of GitLab's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { relativePath } from '../../files/paths.js';
import { isFolder } from '../paths.js';
import { quoted, runOf } from './project.js';
import { addedBelow, appended, scalar, topLevelKeys } from './yaml-lines.js';
export const services = ['github', 'gitlab'];
/** Those that files speak of; else that of a remote. */
export function servicesOf({ top, checkout }) {
    const byFile = services.filter(name => existsSync(join(top, name === 'github' ? '.github' : '.gitlab-ci.yml')));
    if (byFile.length > 0)
        return byFile;
    return services.filter(name => checkout?.remotes.some(url => new RegExp(`[/@.]${name}\\.`).test(url)));
}
export const planWorkflow = {
    github: project => [githubStep(project)],
    gitlab: gitlabSteps,
};
function githubStep(project) {
    const folder = join(project.top, '.github/workflows');
    const step = { part: 'workflow', about: 'scans each push and pull request on GitHub' };
    const files = isFolder(folder) ? readdirSync(folder).filter(name => /\.ya?ml$/.test(name)) : [];
    const old = files.map(name => join(folder, name)).find(path => mentions(path));
    if (old !== undefined)
        return { ...step, kind: 'present', path: old };
    const path = join(folder, 'otp-audit.yml');
    if (existsSync(path))
        return { ...step, kind: 'by hand', path, why: 'is there, and runs something else', text: workflow(project) };
    return { ...step, kind: 'change', path, after: workflow(project) };
}
const nodeVersion = '22';
/** Tools of the package manager that a machine of GitHub's does not have. */
const setups = {
    npm: [],
    yarn: [],
    pnpm: ['- uses: pnpm/action-setup@v4'],
    bun: ['- uses: oven-sh/setup-bun@v2'],
};
function workflow(project) {
    const { packages, manifests, checkout, below, top } = project;
    const isLocked = packages.folder !== undefined;
    const place = packages.folder === undefined ? below : relativePath(top, packages.folder);
    const from = (folder) => (folder === '' ? [] : [`  working-directory: ${scalar(folder)}`]);
    const version = /^pnpm@/.test(String(manifests.at(-1)?.value.packageManager)) || packages.name !== 'pnpm'
        ? []
        : ['  with:', '    version: latest'];
    const steps = [
        '- uses: actions/checkout@v6',
        ...setups[packages.name].flatMap(line => [line, ...version]),
        '- uses: actions/setup-node@v6',
        '  with:',
        `    node-version: ${nodeVersion}`,
        ...(isLocked && packages.name !== 'bun' ? [`    cache: ${packages.name}`] : []),
        ...(isLocked && packages.name !== 'bun' && place !== ''
            ? [`    cache-dependency-path: ${scalar(`${place}/**`)}`]
            : []),
        ...(manifests.length > 0 ? [`- run: ${packages.install}`, ...from(place)] : []),
        '# annotations in the pull request, and a summary of the job',
        `- run: ${scalar(`${runOf(project)} scan --format github`)}`,
        ...from(below),
    ];
    return `# Written by \`otp-audit init\`: fails where there are findings that the baseline does not know.
name: otp-audit
on:
  push:
    branches: [${scalar(checkout?.branch ?? 'main')}]
  pull_request:
permissions:
  contents: read
jobs:
  scan:
    runs-on: ubuntu-latest
    steps:
${steps.map(line => `      ${line}\n`).join('')}`;
}
/** A file of its own, and one line that takes it in. */
function gitlabSteps(project) {
    const step = { part: 'workflow', about: 'scans each push on GitLab' };
    const path = join(project.top, '.gitlab-ci.yml');
    const own = join(project.top, '.gitlab/otp-audit.yml');
    if (!existsSync(path))
        return [{ ...step, kind: 'change', path, after: job(project, 'test') }];
    if (mentions(path))
        return [{ ...step, kind: 'present', path }];
    const before = readFileSync(path, 'utf8');
    const after = including(before);
    const line = `include:\n  - local: /.gitlab/otp-audit.yml\n`;
    const stage = /^stages:/m.test(before) && !/^stages:[^\n]*(?:\n[ \t-][^\n]*)*\btest\b/m.test(before) ? '.pre' : 'test';
    return [
        existsSync(own)
            ? { ...step, kind: 'present', path: own }
            : { ...step, kind: 'change', path: own, after: job(project, stage) },
        after === undefined
            ? { ...step, kind: 'by hand', path, why: 'includes files in another way than line by line', text: line }
            : { ...step, kind: 'change', path, before, after },
    ];
}
function including(text) {
    const keys = topLevelKeys(text);
    if (!keys)
        return undefined;
    return keys.includes('include')
        ? addedBelow(text, ['include'], 'list', ['local: /.gitlab/otp-audit.yml'])
        : appended(text, ['include:', '  - local: /.gitlab/otp-audit.yml']);
}
function job(project, stage) {
    const { packages, manifests, below, top } = project;
    const place = packages.folder === undefined ? below : relativePath(top, packages.folder);
    const inside = (folder, command) => folder === '' ? command : `(cd ${quoted(folder)} && ${command})`;
    const prepare = { npm: [], yarn: ['corepack enable'], pnpm: ['corepack enable'], bun: ['npm install --global bun'] };
    const report = 'gl-code-quality-report.json';
    const file = (name) => (below === '' ? name : `$CI_PROJECT_DIR/${name}`);
    const scan = `${runOf(project)} scan --format text --format gitlab=${file(report)} --format junit=${file('otp-audit.xml')}`;
    const script = [
        ...(manifests.length > 0 ? [...prepare[packages.name], inside(place, packages.install)] : []),
        inside(below, scan),
    ];
    return `# Written by \`otp-audit init\`: fails where there are findings that the baseline does not know.
otp-audit:
  stage: ${stage}
  image: node:${nodeVersion}
  script:
${script.map(line => `    - ${scalar(line)}\n`).join('')}  artifacts:
    when: always
    reports:
      codequality: ${report}
      junit: otp-audit.xml
`;
}
const mentions = (path) => /\botp-audit\b/.test(readFileSync(path, 'utf8'));
