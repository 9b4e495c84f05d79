/** What has CI scan each push: a workflow of GitHub's, a job of GitLab's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { relativePath } from '../../files/paths.js'
import { isFolder } from '../paths.js'
import { type Project, quoted, runOf } from './project.js'
import { isScanned, nameFor } from './scanned.js'
import type { Step } from './step.js'
import { addedBelow, appended, scalar, topLevelKeys } from './yaml-lines.js'

export const services = ['github', 'gitlab'] as const
export type Service = (typeof services)[number]

/** Those that files speak of; else that of a remote. */
export function servicesOf({ top, checkout }: Project): Service[] {
  const byFile = services.filter(name => existsSync(join(top, name === 'github' ? '.github' : '.gitlab-ci.yml')))
  if (byFile.length > 0) return byFile
  return services.filter(name => checkout?.remotes.some(url => new RegExp(`[/@.]${name}\\.`).test(url)))
}

export const planWorkflow: Record<Service, (project: Project) => Step[]> = {
  github: project => [githubStep(project)],
  gitlab: gitlabSteps,
}

function githubStep(project: Project): Step {
  const folder = join(project.top, '.github/workflows')
  const step = { part: 'workflow', about: 'scans each push and pull request on GitHub' } as const
  const files = isFolder(folder) ? readdirSync(folder).filter(name => /\.ya?ml$/.test(name)) : []
  const old = files.map(name => join(folder, name)).find(path => isScanned(textOf(path), project))
  if (old !== undefined) return { ...step, kind: 'present', path: old }
  const name = nameFor(textOf(join(folder, 'otp-audit.yml')), project)
  const path = join(folder, `${name}.yml`)
  const text = workflow(project, name)
  if (existsSync(path)) return { ...step, kind: 'by hand', path, why: 'is there, and runs something else', text }
  return { ...step, kind: 'change', path, after: text }
}

const nodeVersion = '22'

/** Tools of the package manager that a machine of GitHub's does not have. */
const setups = {
  npm: [],
  yarn: [],
  pnpm: ['- uses: pnpm/action-setup@v4'],
  bun: ['- uses: oven-sh/setup-bun@v2'],
}

function workflow(project: Project, name: string): string {
  const { packages, manifests, checkout, below, top } = project
  const isLocked = packages.folder !== undefined
  const place = packages.folder === undefined ? below : relativePath(top, packages.folder)
  const from = (folder: string): string[] => (folder === '' ? [] : [`  working-directory: ${scalar(folder)}`])
  const version =
    /^pnpm@/.test(String(manifests.at(-1)?.value.packageManager)) || packages.name !== 'pnpm'
      ? []
      : ['  with:', '    version: latest']
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
  ]
  return `# Written by \`otp-audit init\`: fails where there are findings that the baseline does not know.
name: ${name}
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
${steps.map(line => `      ${line}\n`).join('')}`
}

/** A file of its own, and one line that takes it in. */
function gitlabSteps(project: Project): Step[] {
  const step = { part: 'workflow', about: 'scans each push on GitLab' } as const
  const path = join(project.top, '.gitlab-ci.yml')
  if (!existsSync(path)) return [{ ...step, kind: 'change', path, after: job(project, 'test', 'otp-audit') }]
  const before = readFileSync(path, 'utf8')
  const included = [...before.matchAll(/\.gitlab\/otp-audit[\w-]*\.yml/g)].map(([file]) =>
    textOf(join(project.top, file)),
  )
  const all = [before, ...included].join('\n')
  if (isScanned(all, project)) return [{ ...step, kind: 'present', path }]
  const name = nameFor(all, project)
  const file = `.gitlab/${name}.yml`
  const own = join(project.top, file)
  const after = including(before, file)
  const line = `include:\n  - local: /${file}\n`
  const stage = /^stages:/m.test(before) && !/^stages:[^\n]*(?:\n[ \t-][^\n]*)*\btest\b/m.test(before) ? '.pre' : 'test'
  return [
    existsSync(own)
      ? { ...step, kind: 'present', path: own }
      : { ...step, kind: 'change', path: own, after: job(project, stage, name) },
    after === undefined
      ? { ...step, kind: 'by hand', path, why: 'includes files in another way than line by line', text: line }
      : { ...step, kind: 'change', path, before, after },
  ]
}

function including(text: string, file: string): string | undefined {
  const keys = topLevelKeys(text)
  if (!keys) return undefined
  return keys.includes('include')
    ? addedBelow(text, ['include'], 'list', [`local: /${file}`])
    : appended(text, ['include:', `  - local: /${file}`])
}

function job(project: Project, stage: string, name: string): string {
  const { packages, manifests, below, top } = project
  const place = packages.folder === undefined ? below : relativePath(top, packages.folder)
  const inside = (folder: string, command: string): string =>
    folder === '' ? command : `(cd ${quoted(folder)} && ${command})`
  const prepare = { npm: [], yarn: ['corepack enable'], pnpm: ['corepack enable'], bun: ['npm install --global bun'] }
  const report = 'gl-code-quality-report.json'
  const file = (name: string): string => (below === '' ? name : `$CI_PROJECT_DIR/${name}`)
  const scan = `${runOf(project)} scan --format text --format gitlab=${file(report)} --format junit=${file('otp-audit.xml')}`
  const script = [
    ...(manifests.length > 0 ? [...prepare[packages.name], inside(place, packages.install)] : []),
    inside(below, scan),
  ]
  return `# Written by \`otp-audit init\`: fails where there are findings that the baseline does not know.
${name}:
  stage: ${stage}
  image: node:${nodeVersion}
  script:
${script.map(line => `    - ${scalar(line)}\n`).join('')}  artifacts:
    when: always
    reports:
      codequality: ${report}
      junit: otp-audit.xml
`
}

const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')
