/** What CI is given is valid, and its commands are taken by the command line. */
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { contents, git, initIn, manifest, otpAudit, project, safe } from './projects.js'

const ci = (service: string) => ['--yes', '--no-hook', '--no-baseline', '--ci', service]

interface GithubStep {
  uses?: string
  run?: string
  with?: Record<string, string>
  'working-directory'?: string
}

async function github(files: Record<string, string>, below = ''): Promise<GithubStep[]> {
  const root = project(files)
  expect((await initIn(join(root, below), ci('github'))).code).toBe(0)
  const workflow = parse(contents(root)['.github/workflows/otp-audit.yml']!)
  expect(workflow).toMatchObject({
    name: 'otp-audit',
    permissions: { contents: 'read' },
    jobs: { scan: { 'runs-on': 'ubuntu-latest' } },
  })
  return workflow.jobs.scan.steps
}

describe('which CI', () => {
  test.each([
    [{ '.github/CODEOWNERS': '' }, [], ['.github/workflows/otp-audit.yml']],
    [{ '.gitlab-ci.yml': 'stages: [test]\n' }, [], ['.gitlab/otp-audit.yml']],
    [{}, ['git@github.com:me/it.git'], ['.github/workflows/otp-audit.yml']],
    [{}, ['https://gitlab.example.org/me/it.git'], ['.gitlab-ci.yml']],
    [{}, ['https://example.org/github/it.git'], []],
    [{}, [], []],
  ])('%j and remotes %j: %j', async (files: Record<string, string>, remotes, made) => {
    const root = project(files)
    for (const [at, url] of remotes.entries()) git(root, 'remote', 'add', `r${at}`, url)
    const before = Object.keys(contents(root))
    await initIn(root, ['--yes', '--no-hook', '--no-baseline'])
    const fresh = Object.keys(contents(root)).filter(name => !before.includes(name) && name !== 'otp-audit.config.mjs')
    expect(fresh).toEqual(made)
  })
})

describe('GitHub Actions', () => {
  test.each([
    ['package-lock.json', [], 'npm ci', 'npx --no otp-audit'],
    ['pnpm-lock.yaml', ['pnpm/action-setup@v4'], 'pnpm install --frozen-lockfile', 'pnpm exec otp-audit'],
    ['yarn.lock', [], 'yarn install --frozen-lockfile', 'yarn run otp-audit'],
    ['bun.lock', ['oven-sh/setup-bun@v2'], 'bun install --frozen-lockfile', 'bun run otp-audit'],
    ['README.md', [], 'npm install', 'npx --no otp-audit'],
  ])('with %s', async (lockfile, setups, install, tool) => {
    const steps = await github({ [lockfile]: '' })
    expect(steps.flatMap(({ uses }) => uses ?? [])).toEqual(['actions/checkout@v6', ...setups, 'actions/setup-node@v6'])
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual([install, `${tool} scan --format github`])
  })

  test('a package of a workspace is installed from the top and scanned in its folder', async () => {
    const steps = await github({ 'yarn.lock': '__metadata:\n', 'a b/package.json': manifest() }, 'a b')
    expect(steps.at(-2)).toEqual({ run: 'yarn install --immutable' })
    expect(steps.at(-1)).toEqual({ run: 'yarn run otp-audit scan --format github', 'working-directory': 'a b' })
  })

  test('a lockfile below the top is where packages come from', async () => {
    const steps = await github({ 'web/package.json': manifest(), 'web/package-lock.json': '' }, 'web')
    expect(steps.at(-2)).toEqual({ run: 'npm ci', 'working-directory': 'web' })
    expect(steps.find(({ uses }) => uses?.startsWith('actions/setup-node'))?.with).toMatchObject({
      'cache-dependency-path': 'web/**',
    })
  })

  test('a workflow that runs it already stays', async () => {
    const root = project({ '.github/workflows/ci.yml': 'jobs: { a: { steps: [{ run: npx otp-audit scan }] } }\n' })
    expect((await initIn(root, ci('github'))).err).toContain('there    .github/workflows/ci.yml')
  })

  test('another file of that name stays', async () => {
    const root = project({ '.github/workflows/otp-audit.yml': 'name: x\n' })
    expect((await initIn(root, ci('github'))).err).toContain('it is there, and runs something else; to add:')
    expect(contents(root)['.github/workflows/otp-audit.yml']).toBe('name: x\n')
  })
})

describe('GitLab', () => {
  test('without a file of its own: a job', async () => {
    const root = project({ 'pnpm-lock.yaml': '' })
    await initIn(root, ci('gitlab'))
    expect(parse(contents(root)['.gitlab-ci.yml']!)).toEqual({
      'otp-audit': {
        stage: 'test',
        image: 'node:22',
        script: [
          'corepack enable',
          'pnpm install --frozen-lockfile',
          'pnpm exec otp-audit scan --format text --format gitlab=gl-code-quality-report.json --format junit=otp-audit.xml',
        ],
        artifacts: { when: 'always', reports: { codequality: 'gl-code-quality-report.json', junit: 'otp-audit.xml' } },
      },
    })
  })

  test.each([
    [
      'stages:\n  - build\n  - test\n\nbuild:\n  script: [x]\n',
      'test',
      { include: [{ local: '/.gitlab/otp-audit.yml' }] },
    ],
    ['stages: [build]\n', '.pre', { include: [{ local: '/.gitlab/otp-audit.yml' }] }],
    [
      'include:\n  - local: a.yml\n\nbuild:\n  script: [x]\n',
      'test',
      { include: [{ local: 'a.yml' }, { local: '/.gitlab/otp-audit.yml' }] },
    ],
  ])('%j gets one line that takes in a file with a job', async (before, stage, added) => {
    const root = project({ '.gitlab-ci.yml': before })
    await initIn(root, ci('gitlab'))
    expect(parse(contents(root)['.gitlab-ci.yml']!)).toEqual({ ...parse(before), ...added })
    expect(parse(contents(root)['.gitlab/otp-audit.yml']!)['otp-audit'].stage).toBe(stage)
    expect((await initIn(root, ci('gitlab'))).err).toContain('there    .gitlab-ci.yml')
  })

  test.each(['include: a.yml\n', 'include: [{ local: a.yml }]\n', '.x: &x\n  a: 1\n---\nb: 1\n'])(
    '%j is left, with what to add',
    async before => {
      const root = project({ '.gitlab-ci.yml': before })
      const { err } = await initIn(root, ci('gitlab'))
      expect(err).toContain('to add:\n             include:\n               - local: /.gitlab/otp-audit.yml\n')
      expect(contents(root)['.gitlab-ci.yml']).toBe(before)
    },
  )

  test('a package of a workspace: reports are where GitLab looks for them', async () => {
    const root = project({ 'package-lock.json': '', 'a/package.json': manifest() })
    await initIn(join(root, 'a'), ci('gitlab'))
    expect(parse(contents(root)['.gitlab-ci.yml']!)['otp-audit'].script).toEqual([
      'npm ci',
      '(cd a && npx --no otp-audit scan --format text --format gitlab=$CI_PROJECT_DIR/gl-code-quality-report.json --format junit=$CI_PROJECT_DIR/otp-audit.xml)',
    ])
  })
})

test('the command line takes what hooks and CI say', async () => {
  const root = project({ 'package-lock.json': '', 'src/a.ts': safe, '.husky/x': '' })
  await initIn(root, ['--yes', '--no-baseline', '--ci', 'github'])
  await initIn(root, ci('gitlab'))
  const commands = Object.entries(contents(root))
    .filter(([name]) => /husky|\.yml$/.test(name))
    .flatMap(([, text]) => [...text.matchAll(/otp-audit (scan [^"\n]*)/g)].map(m => m[1]!.split(' ')))
  expect(commands.length).toBe(3)
  git(root, 'add', '--all')
  for (const argv of commands) expect([argv, (await otpAudit(root, ...argv)).code]).toEqual([argv, 0])
})
