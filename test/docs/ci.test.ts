/** What pages tell people to paste is YAML and JSON, and lines that the program takes. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { partOf } from '../../src/audit/shard/part.js'
import type { Context } from '../../src/cli/context.js'
import { assemble } from '../../src/cli/program.js'
import { memorySink } from '../cli/memory.js'

const { load } = createRequire(import.meta.url)('js-yaml') as { load: (text: string) => unknown }
const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (page: string): string => readFileSync(join(root, page), 'utf8')
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
  ...readdirSync(join(root, 'rules'), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => `rules/${name}/${name}.md`),
]

function blocksOf(page: string, language: string): string[] {
  return [...read(page).matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```$/gm)].flatMap(([, name, text]) =>
    name === language ? [text!] : [],
  )
}

const context: Context = {
  stdin: { isTTY: false, line: async () => undefined, all: async () => Buffer.alloc(0) },
  stdout: memorySink(),
  stderr: memorySink(),
  env: {},
  cwd: root,
  version: '0.1.0',
  signal: new AbortController().signal,
  now: () => 0,
  loadScan: async () => {
    throw new Error('nothing is scanned here')
  },
}

/** Why the command line would refuse these words; nothing is run. */
function refused(words: string[]): string | undefined {
  const mistakes: string[] = []
  const ignore = (): void => {}
  const program = assemble(context, ignore, text => mistakes.push(text), ignore)
  const quiet = (command: Command): void => {
    command.action(ignore)
    command.commands.forEach(quiet)
  }
  program.commands.forEach(quiet)
  try {
    program.parse(words, { from: 'user' })
  } catch (error) {
    if (!/^(?:commander\.help|commander\.version|\(outputHelp\))/.test((error as { code?: string }).code ?? ''))
      return mistakes.join('') || String(error)
  }
  const shard = words[words.indexOf('--shard') + 1]
  if (words.includes('--shard')) partOf(shard!)
  return undefined
}

/** As a shell would split it, with what CI fills in filled in. */
function wordsOf(line: string): string[] {
  const filled = line.replace(/\$\{\{[^}]*\}\}/g, '1').replace('$CI_NODE_INDEX/$CI_NODE_TOTAL', '1/4')
  return (filled.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map(word => word.replace(/['"]/g, ''))
}

/** `otp-audit …` in blocks of code and in the text, each with its page; examples of mistakes are left out. */
function linesOf(page: string): string[] {
  const text = read(page).replace(/^\| 2 \|.*$/gm, '')
  const blocks = [...text.matchAll(/^ *```(?:sh|yaml|groovy|json|)\n([\s\S]*?)^ *```$/gm)].map(m => m[1]!)
  const inBlocks = blocks.flatMap(block =>
    block
      .split('\n')
      .map(line => /(?:^|[\s'"(&])(?:npx )?otp-audit (?=[a-z-])([^#|>&;`\n]*)/.exec(line)?.[1])
      .filter(line => line !== undefined)
      // within the quotes of JSON or Groovy
      .map(line => (/^[^"]*"[^"]*$/.test(line) || /^[^']*'[^']*$/.test(line) ? line.split(/['"]/)[0]! : line)),
  )
  const inText = [...text.replace(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/`(?:npx )?otp-audit ([a-z-][^`]*)`/g)].map(
    m => m[1]!,
  )
  return [...inBlocks, ...inText.map(line => line.replace(/\s+/g, ' '))]
}

const lines = pages.flatMap(page => linesOf(page).map((line): [string, string] => [page, line.trim()]))
const names = assemble(
  context,
  () => {},
  () => {},
  () => {},
).commands.map(command => command.name())

test.each(lines.filter(([, line]) => names.includes(line.split(' ')[0]!)))('%s: otp-audit %s', (_, line) => {
  expect(refused(wordsOf(line.replace(/…|\.\.\.$/, '')))).toBeUndefined()
})

test('the lines that are checked are many, and a wrong one would be seen', () => {
  expect(lines.filter(([page]) => page === 'docs/ci.md').length).toBeGreaterThan(9)
  expect(lines.filter(([page]) => page === 'README.md').length).toBeGreaterThan(5)
  expect(refused(['scan', '--chnaged', 'main'])).toContain("unknown option '--chnaged'")
  expect(refused(['scan', '--format', 'xml'])).toContain('xml')
  expect(refused(['merge'])).toContain('missing required argument')
  expect(() => refused(['scan', '--shard', '5/4'])).toThrow(/is no part/)
})

test.each(
  pages.flatMap(page => blocksOf(page, 'yaml').map((block, i): [string, number, string] => [page, i + 1, block])),
)('%s: YAML %i parses', (_, __, block) => {
  expect(load(block)).toBeTypeOf('object')
})

const placeholder = '$'.concat('{{ matrix.part }}')

interface Job {
  needs?: string | string[]
  strategy?: { matrix: { part: number[] } }
  steps: { run?: string; uses?: string; with?: Record<string, unknown> }[]
}

test('the matrix for GitHub scans each part once and hands all of them to merge', () => {
  const workflow = blocksOf('docs/ci.md', 'yaml')
    .map(block => load(block) as { jobs?: { scan?: Job; merge?: Job } })
    .find(w => w.jobs?.merge)!
  const { scan, merge } = workflow.jobs as { scan: Job; merge: Job }
  const parts = scan.strategy!.matrix.part
  const runs = scan.steps.map(s => s.run ?? '').find(run => run.includes('--shard'))!
  expect(parts.map(part => runs.replaceAll(placeholder, String(part)))).toEqual(
    parts.map(part => `npx otp-audit scan --shard ${part}/${parts.length} --out shard-${part}.json`),
  )
  expect(merge.needs).toBe('scan')
  const [up, down] = [scan, merge].map(job => job.steps.find(s => s.uses?.includes('load-artifact'))!.with!)
  expect(up).toEqual({ name: `otp-audit-${placeholder}`, path: `shard-${placeholder}.json` })
  expect(down).toEqual({ pattern: 'otp-audit-*', path: 'shards', 'merge-multiple': true })
  expect(merge.steps.some(s => s.run?.includes('merge shards/*.json'))).toBe(true)
})

test('tasks of Nx and Turborepo keep what their command writes, and know what it reads', () => {
  const [turbo, nx] = blocksOf('docs/ci.md', 'json').map(block => JSON.parse(block))
  const task = turbo.tasks['//#otp-audit']
  const target = nx.targets['otp-audit']
  expect(target.outputs).toEqual(task.outputs.map((o: string) => `{workspaceRoot}/${o}`))
  for (const output of task.outputs) expect(target.command).toContain(`=${output}`)
  expect(read('docs/ci.md')).toContain(`"otp-audit": "${target.command}"`)
  const inputs = task.inputs.filter((i: string) => !i.startsWith('!')).map((i: string) => `{workspaceRoot}/${i}`)
  expect(target.inputs.filter((i: unknown) => typeof i === 'string')).toEqual(inputs)
  expect(target.inputs.flatMap((i: { env?: string }) => i.env ?? [])).toEqual(task.env)
  // what reports take from the environment
  const used = [...read('src/cli/sources.ts').matchAll(/\b(GITHUB_\w+|CI_\w+)\b/g)].map(m => m[1])
  expect(new Set(task.env)).toEqual(new Set(used))
})

test('schemas that pages name are published and are schemas', () => {
  const { exports } = JSON.parse(read('package.json'))
  for (const name of [
    'schema.json',
    'shard.schema.json',
    'explain.schema.json',
    'migration.schema.json',
    'config.schema.json',
  ]) {
    const schema = JSON.parse(read(exports[`./${name}`]))
    expect(new Ajv2020({ strict: false }).validateSchema(schema)).toBe(true)
  }
})
