/** The page on setting up: its samples and tables are what there is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parse } from 'js-yaml'
import { expect, test } from 'vitest'
import { hookManagers } from '../../src/cli/init/hooks/names.js'
import { initIn, manifest, project, repositoryRoot, unsafe } from '../cli/init/projects.js'
import { runWith } from '../cli/memory.js'
import { foundation } from '../report/results.js'

const read = (name: string) => readFileSync(join(repositoryRoot, name), 'utf8')
const page = read('docs/setup.md')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(m => m[1]!)

test('shows what init shows', async () => {
  const root = project({
    'tsconfig.json': '{}',
    'src/a.ts': unsafe,
    '.husky/pre-commit': 'npx lint-staged\n',
    '.github/CODEOWNERS': '',
    'package.json': manifest(),
  })
  const { err } = await initIn(root, ['--dry-run'])
  expect(err.startsWith(blocks('text')[0]!)).toBe(true)
})

test('names every option of init and every program of hooks', async () => {
  const { out } = await runWith(['init', '--help'], foundation())
  const options = [...out.slice(out.indexOf('\nOptions:')).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(m => m[1]!)
  for (const option of options.filter(name => name !== '--help')) expect(page).toContain(`\`${option}\``)
  for (const name of hookManagers) expect(page).toContain(name)
})

test('has a row for each input of the action, with its default', () => {
  const { inputs, outputs } = parse(read('action.yml')) as Record<string, Record<string, { default?: string }>>
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| .* \| (.*) \|$/gm)].filter(([, name]) => name! in inputs!)
  expect(rows.map(([, name]) => name)).toEqual(Object.keys(inputs!))
  for (const [, name, told] of rows)
    if (inputs![name!]!.default !== '') expect([name, told]).toEqual([name, `\`${inputs![name!]!.default}\``])
  for (const name of Object.keys(outputs!)) expect(page).toContain(`\`${name}\``)
})

test('its YAML is valid, and names hooks and inputs that there are', () => {
  const [hooks, workflow] = blocks('yaml').map(text => parse(text))
  const known = (parse(read('.pre-commit-hooks.yaml')) as { id: string }[]).map(({ id }) => id)
  expect(hooks.repos[0].hooks.map(({ id }: { id: string }) => id)).toEqual(known)
  const { inputs } = parse(read('action.yml'))
  for (const name of Object.keys(workflow.steps.at(-1).with)) expect(Object.keys(inputs)).toContain(name)
})

test('its commands are taken', async () => {
  const lines = blocks('sh').flatMap(text => text.split('\n'))
  const commands = lines.flatMap(line => /\botp-audit ((?:init|scan|completion)[^<>#)]*)/.exec(line)?.[1] ?? [])
  expect(commands.length).toBeGreaterThan(4)
  for (const command of commands) {
    const { code, err } = await runWith([...command.trim().split(' '), '--help'], foundation())
    expect([command, code, err]).toEqual([command, 0, ''])
  }
})
