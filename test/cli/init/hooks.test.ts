import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { add, contents, git, initIn, manifest, project } from './projects.js'

const hook = ['--yes', '--no-ci', '--no-baseline']
const quick = 'node_modules/.bin/otp-audit scan --staged --format text'
const portable = 'npx --no otp-audit scan --staged --format text'

describe('which program runs hooks', () => {
  test.each([
    ['husky', { '.husky/commit-msg': 'true\n' }, '.husky/pre-commit'],
    [
      'husky as a dependency',
      { 'package.json': manifest({ devDependencies: { husky: '^9.1.7' } }) },
      '.husky/pre-commit',
    ],
    ['lefthook', { 'lefthook.yml': 'pre-push:\n  commands: {}\n' }, 'lefthook.yml'],
    ['lefthook as a dependency', { 'package.json': manifest({ devDependencies: { lefthook: '2' } }) }, 'lefthook.yml'],
    ['simple-git-hooks', { 'package.json': manifest({ 'simple-git-hooks': {} }) }, 'package.json'],
    ['simple-git-hooks in a file', { '.simple-git-hooks.json': '{}' }, '.simple-git-hooks.json'],
    [
      'pre-commit',
      { '.pre-commit-config.yaml': 'repos:\n- repo: meta\n  hooks:\n  - id: identity\n' },
      '.pre-commit-config.yaml',
    ],
  ])('%s', async (_, files: Record<string, string>, file) => {
    const root = project(files)
    expect((await initIn(root, hook)).code).toBe(0)
    expect(contents(root)[file]).toMatch(/otp-audit scan --staged --format text/)
    expect(existsSync(join(root, '.git/hooks/pre-commit'))).toBe(false)
  })

  test('of two the first is taken, the other is named, and --hook chooses', async () => {
    const root = project({ '.husky/commit-msg': 'true\n', 'lefthook.yml': '' })
    const { err } = await initIn(root, ['--dry-run', '--no-baseline'])
    expect(err).toContain('note     lefthook is there as well; --hook lefthook takes it instead of husky')
    await initIn(root, [...hook, '--hook', 'lefthook'])
    expect(contents(root)['lefthook.yml']).toContain(portable)
    expect(contents(root)['.husky/pre-commit']).toBeUndefined()
  })

  test('lint-staged is mentioned, and stays', async () => {
    for (const files of [{ '.lintstagedrc.json': '{}' }, { 'package.json': manifest({ 'lint-staged': {} }) }])
      expect((await initIn(project(files), hook)).err).toContain('note     lint-staged stays as it is')
  })
})

describe('scripts', () => {
  const path = '.husky/pre-commit'
  const added = (before: string) => `${before}
# >>> otp-audit, written by \`otp-audit init\`
[ $? -eq 0 ] || exit 1 # what stands above has to pass
${quick}
# <<< otp-audit
`

  test('of husky 9: a line', async () => {
    const root = project({ '.husky/commit-msg': 'true\n' })
    const { err } = await initIn(root, hook)
    expect(contents(root)[path]).toBe(`${quick}\n`)
    expect(err).toContain('then     npx husky  (')
  })

  test('of husky 8: with what it wants at the top', async () => {
    const root = project({ 'package.json': manifest({ devDependencies: { husky: '^8.0.0', 'otp-audit': '*' } }) })
    expect((await initIn(root, hook)).err).toContain('then     npx husky install  (')
    expect(contents(root)[path]).toBe(`#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\n${quick}\n`)
    if (process.platform !== 'win32') expect(statSync(join(root, path)).mode & 0o111).toBe(0o111)
  })

  test('of husky 4: by hand, as they are in package.json', async () => {
    const root = project({ 'package.json': manifest({ husky: { hooks: {} } }), '.husky/x': '' })
    const before = contents(root)['package.json']
    const { err } = await initIn(root, hook)
    expect(err).toMatch(
      /by hand {2}package\.json .*\n +it has its hooks of husky 4 in it; add to its pre-commit hook; to add:\n +node_modules/,
    )
    expect(contents(root)['package.json']).toBe(before)
  })

  test.each([
    ['a script', '#!/bin/sh\nnpm test\n', undefined],
    ['one without a last end of line', 'npx lint-staged', '\n'],
    ['an empty one', '', undefined],
  ])('%s gets a block at its end, once', async (_, before, end = '') => {
    const root = project({ [path]: before })
    await initIn(root, hook)
    expect(contents(root)[path]).toBe(before === '' ? added('').slice(1) : added(before + end))
    expect((await initIn(root, hook)).err).toContain(`there    ${path}`)
  })

  test.each([
    ['#!/usr/bin/env python3\nprint(1)\n', 'is a program for /usr/bin/env python3, and no shell script'],
    ['npm test\r\n', 'has line ends of Windows, which a shell takes for part of a command'],
    ['npm test\nexit 0\n', 'may end before its last line, with exit or exec'],
    ['if [ -x x ]; then\n  exec x\nfi\n', 'may end before its last line, with exit or exec'],
    ['exec npm test\n', 'may end before its last line, with exit or exec'],
    ['npm test; exit 0\n', 'may end before its last line, with exit or exec'],
    ['main() {\n  npm test\n  exit $?\n}\nmain\n', 'may end before its last line, with exit or exec'],
    ['cat <<END\nhello', 'ends in the middle of a command'],
    ['npm test && \\\n', 'ends in the middle of a command'],
  ])('%j is left, with what to add', async (before, why) => {
    const root = project({ [path]: before })
    const { err } = await initIn(root, hook)
    expect(err).toContain(`it ${why}; to add:\n             ${quick}\n`)
    expect(contents(root)[path]).toBe(before)
  })

  test.skipIf(process.platform === 'win32')('a link is left: what it points to may be used elsewhere', async () => {
    const root = project({ 'scripts/check.sh': 'npm test\n' })
    symlinkSync('../../scripts/check.sh', join(root, '.git/hooks/pre-commit'))
    expect((await initIn(root, hook)).err).toContain('it is a link')
    expect(contents(root)['scripts/check.sh']).toBe('npm test\n')
  })
})

describe('hooks of git', () => {
  test('core.hooksPath inside of the checkout is where it goes', async () => {
    const root = project({ '.githooks/commit-msg': '#!/bin/sh\n' })
    git(root, 'config', 'core.hooksPath', '.githooks')
    await initIn(root, hook)
    expect(contents(root)['.githooks/pre-commit']).toContain(`#!/bin/sh\n`)
    expect(contents(root)['.githooks/pre-commit']).toContain(`\n${quick}\n`)
  })

  test('one outside is not touched', async () => {
    const elsewhere = project()
    const root = project()
    git(root, 'config', 'core.hooksPath', elsewhere)
    expect((await initIn(root, hook)).err).toContain('it is a hook of other checkouts too, by core.hooksPath; to add:')
    expect(existsSync(join(elsewhere, 'pre-commit'))).toBe(false)
  })

  test.skipIf(process.platform === 'win32')('one that git does not run is left', async () => {
    const root = project()
    const path = join(root, '.git/hooks/pre-commit')
    writeFileSync(path, 'npm test\n')
    chmodSync(path, 0o644)
    expect((await initIn(root, hook)).err).toContain('it is not run by git, as it is not executable')
    expect(readFileSync(path, 'utf8')).toBe('npm test\n')
  })

  test('without programs in node_modules, as with Plug’n’Play, the package manager runs it', async () => {
    const root = project({ 'yarn.lock': '__metadata:\n  version: 8\n' })
    await initIn(root, hook)
    expect(readFileSync(join(root, '.git/hooks/pre-commit'), 'utf8')).toContain('\nyarn run otp-audit scan --staged')
  })
})

describe('files of YAML', () => {
  const lefthook = (file: string) => ({ 'lefthook.yml': file })
  const command = { run: portable }

  test.each([
    ['', { 'pre-commit': { commands: { 'otp-audit': command } } }],
    ['min_version: 1\n', { min_version: 1, 'pre-commit': { commands: { 'otp-audit': command } } }],
    [
      'pre-commit:\n  commands:\n    lint:\n      run: x\n',
      { 'pre-commit': { commands: { lint: { run: 'x' }, 'otp-audit': command } } },
    ],
    ['pre-commit:\n  parallel: true\n', { 'pre-commit': { parallel: true, commands: { 'otp-audit': command } } }],
    [
      'pre-commit:\n  jobs:\n    - run: x\n',
      { 'pre-commit': { jobs: [{ run: 'x' }, { name: 'otp-audit', ...command }] } },
    ],
  ])('lefthook.yml %j', async (before, after) => {
    const root = project(lefthook(before))
    await initIn(root, [...hook, '--hook', 'lefthook'])
    expect(parse(contents(root)['lefthook.yml']!)).toEqual(after)
  })

  test.each([
    'pre-commit: { commands: { lint: { run: x } } }\n',
    'pre-commit:\n  scripts:\n    a.sh:\n      runner: sh\n',
  ])('lefthook.yml %j is left', async before => {
    const root = project(lefthook(before))
    const { err } = await initIn(root, hook)
    expect(err).toContain('it has a pre-commit hook that is written in another way; to add:')
    expect(contents(root)['lefthook.yml']).toBe(before)
  })

  test('lefthook.json gets a member', async () => {
    const root = project({ 'lefthook.json': '{ "pre-commit": { "commands": { "lint": { "run": "x" } } } }\n' })
    await initIn(root, hook)
    expect(JSON.parse(contents(root)['lefthook.json']!)).toEqual({
      'pre-commit': { commands: { lint: { run: 'x' }, 'otp-audit': command } },
    })
    expect((await initIn(root, hook)).err).toContain('there    lefthook.json')
  })

  test.each(['{ "pre-commit": { "jobs": [] } }\n', '{ "pre-commit": [] }\n', '{} // mine\n'])(
    'lefthook.json %j is left',
    async before => {
      const root = project({ 'lefthook.json': before })
      expect((await initIn(root, hook)).err).toContain('to add:\n             {\n               "pre-commit": {\n')
      expect(contents(root)['lefthook.json']).toBe(before)
    },
  )

  test('lefthook.toml is left, with what to add in its own language', async () => {
    const root = project({ 'lefthook.toml': '' })
    expect((await initIn(root, hook)).err).toContain(
      `it is TOML; to add:\n             [pre-commit.commands.otp-audit]\n             run = "${portable}"\n`,
    )
    expect(contents(root)['lefthook.yml']).toBeUndefined()
  })

  test('a package of a workspace is the root of its command', async () => {
    const root = project({ ...lefthook(''), 'a/package.json': manifest() })
    await initIn(join(root, 'a'), hook)
    expect(parse(contents(root)['lefthook.yml']!)['pre-commit'].commands['otp-audit'].root).toBe('a/')
  })

  test('.pre-commit-config.yaml gets a repository of its own', async () => {
    const before =
      'repos:\n-   repo: https://example.org/x\n    rev: v1\n    hooks:\n    -   id: x\n\nci:\n    skip: [x]\n'
    const root = project({ '.pre-commit-config.yaml': before })
    await initIn(root, hook)
    const { repos, ci } = parse(contents(root)['.pre-commit-config.yaml']!)
    expect(ci).toEqual(parse(before).ci)
    expect(repos[0]).toEqual(parse(before).repos[0])
    expect(repos[1]).toEqual({
      repo: 'local',
      hooks: [
        {
          id: 'otp-audit',
          name: 'otp-audit',
          entry: portable,
          language: 'system',
          types_or: ['ts', 'tsx', 'javascript', 'jsx'],
          pass_filenames: false,
        },
      ],
    })
  })
})

describe('simple-git-hooks', () => {
  const own = (hooks: unknown) => ({ 'package.json': manifest({ 'simple-git-hooks': hooks }) })

  test('a hook beside others', async () => {
    const root = project(own({ 'pre-push': 'npm test' }))
    await initIn(root, hook)
    expect(JSON.parse(contents(root)['package.json']!)['simple-git-hooks']).toEqual({
      'pre-push': 'npm test',
      'pre-commit': quick,
    })
  })

  test('a list of plain commands takes one more, other programs are left', async () => {
    const plain = project(own({ 'pre-commit': 'npx lint-staged' }))
    await initIn(plain, hook)
    expect(JSON.parse(contents(plain)['package.json']!)['simple-git-hooks']['pre-commit']).toBe(
      `npx lint-staged && ${quick}`,
    )
    for (const other of ['npm test || true; x', 'npm test # all', 'a | b']) {
      const root = project(own({ 'pre-commit': other }))
      expect((await initIn(root, hook)).err).toContain('it has a pre-commit hook already')
      expect(JSON.parse(contents(root)['package.json']!)['simple-git-hooks']['pre-commit']).toBe(other)
    }
  })

  test('line ends and indentation of package.json stay', async () => {
    const text = manifest({ 'simple-git-hooks': {} }).replaceAll('  ', '\t').replaceAll('\n', '\r\n')
    const root = project({ 'package.json': text })
    await initIn(root, hook)
    expect(contents(root)['package.json']).toBe(
      text.replace('"simple-git-hooks": {}', `"simple-git-hooks": {\r\n\t\t"pre-commit": "${quick}"\r\n\t}`),
    )
  })

  test('a program is left', async () => {
    const root = project({ '.simple-git-hooks.cjs': 'module.exports = {}\n' })
    expect((await initIn(root, hook)).err).toContain('it is a program; to add:')
  })

  test('a broken file is left', async () => {
    const root = project({ 'simple-git-hooks.json': '{' })
    expect((await initIn(root, hook)).err).toContain('it holds no JSON object')
    add(root, {})
  })
})
