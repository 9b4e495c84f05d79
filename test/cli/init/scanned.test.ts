/** What is scanned already, and packages of one workspace that are set up one after the other. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { expect, test } from 'vitest'
import { isScanned } from '../../../src/cli/init/scanned.js'
import { add, contents, git, initIn, manifest, project, run, safe, unsafe } from './projects.js'

test.each([
  ['npm test\n', '', false],
  ['npx otp-audit scan\n', '', true],
  ['npx otp-audit scan\n', 'packages/a', true],
  ['(cd packages/a && npx --no otp-audit scan --staged)\n', 'packages/a', true],
  ['(cd packages/a && npx --no otp-audit scan --staged)\n', 'packages/a/deep', true],
  ['(cd packages/a && npx --no otp-audit scan --staged)\n', 'packages/ab', false],
  ['(cd packages/a && npx --no otp-audit scan --staged)\n', '', false],
  ["(cd 'my packages' && npx --no otp-audit scan)\n", 'my packages', true],
  ['# otp-audit scan\n(cd a && npx otp-audit scan)\n', 'b', false],
  ['(cd a && npx otp-audit scan --format junit=otp-audit.xml)\n', 'b', false],
  ['(cd a && npx otp-audit scan) && npx otp-audit scan\n', 'b', true],
  ['steps:\n  - run: npx otp-audit scan\n    working-directory: a\n  - run: npm test\n', 'a', true],
  ['steps:\n  - run: npx otp-audit scan\n    working-directory: a\n  - run: npm test\n', 'b', false],
  ['steps:\n  - run: npm test\n    working-directory: a\n  - run: npx otp-audit scan\n', 'b', true],
  ['steps:\n  - uses: o/otp-audit@v0\n    with:\n      working-directory: a\n', 'b', false],
  ['pre-commit:\n  commands:\n    x:\n      root: "a/"\n      run: npx otp-audit scan\n', 'b', false],
  ['repos:\n  - repo: https://github.com/o/otp-audit\n    rev: v1\n', 'b', true],
  ['npm run otp-audit\n', 'b', true],
])('%j scans %j: %s', (text, below, expected) => {
  expect(isScanned(text, { below })).toBe(expected)
})

const packages = {
  'packages/a/package.json': manifest({ name: 'a' }),
  'packages/b/package.json': manifest({ name: 'b' }),
  'packages/a/a.ts': safe,
  'packages/b/b.ts': safe,
}

test('the second package of a workspace is scanned before a commit as well', async () => {
  const root = project(packages)
  for (const name of ['a', 'b']) await initIn(join(root, 'packages', name), ['--yes', '--no-ci'])
  const { err } = await initIn(join(root, 'packages/b'), ['--yes', '--no-ci'])
  expect(err).toContain('nothing to write')
  const hook = readFileSync(join(root, '.git/hooks/pre-commit'), 'utf8')
  expect(hook.match(/^\(cd .* &&/gm)).toEqual(['(cd packages/a &&', '(cd packages/b &&'])
  for (const name of ['a', 'b']) {
    add(root, { [`packages/${name}/${name}.ts`]: unsafe })
    git(root, 'add', '--all')
    expect(await run('git', ['commit', '--quiet', '--message', name], root)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${name}.ts:3:10`),
    })
    add(root, { [`packages/${name}/${name}.ts`]: safe })
  }
  git(root, 'add', '--all')
  expect((await run('git', ['commit', '--quiet', '--message', 'safe'], root)).code).toBe(0)
})

test.each([
  ['lefthook.yml', '', 'lefthook'],
  ['.pre-commit-config.yaml', 'repos:\n  - repo: local\n    hooks: []\n', 'pre-commit'],
])('%s has a scan of each package', async (file, text, hook) => {
  const root = project({ ...packages, [file]: text })
  for (const name of ['a', 'b', 'b'])
    await initIn(join(root, 'packages', name), ['--yes', '--no-ci', '--no-baseline', '--hook', hook])
  const said = parse(contents(root)[file]!) as {
    'pre-commit'?: { commands: Record<string, { root: string }> }
    repos?: { hooks: { name: string }[] }[]
  }
  const names = said.repos?.flatMap(r => r.hooks.map(h => h.name))
  const roots = Object.entries(said['pre-commit']?.commands ?? {}).map(([name, { root }]) => `${name} ${root}`)
  expect(names ?? roots).toEqual(
    hook === 'lefthook'
      ? ['otp-audit packages/a/', 'otp-audit-packages-b packages/b/']
      : ['otp-audit packages/a', 'otp-audit packages/b'],
  )
})

test('each package has a workflow and a job of its own', async () => {
  const root = project({ ...packages, '.gitlab-ci.yml': 'stages: [test]\n' })
  for (const name of ['a', 'b', 'b'])
    for (const ci of ['github', 'gitlab'])
      await initIn(join(root, 'packages', name), ['--yes', '--no-hook', '--no-baseline', '--ci', ci])
  const files = contents(root)
  const [a, b] = ['.github/workflows/otp-audit.yml', '.github/workflows/otp-audit-packages-b.yml'].map(
    name => (parse(files[name]!) as { jobs: { scan: { steps: object[] } } }).jobs.scan.steps.at(-1)!,
  )
  expect([a, b]).toEqual(['a', 'b'].map(name => expect.objectContaining({ 'working-directory': `packages/${name}` })))
  expect(parse(files['.gitlab-ci.yml']!)).toMatchObject({
    include: [{ local: '/.gitlab/otp-audit.yml' }, { local: '/.gitlab/otp-audit-packages-b.yml' }],
  })
  expect(Object.keys(parse(files['.gitlab/otp-audit-packages-b.yml']!) as object)).toEqual(['otp-audit-packages-b'])
})
