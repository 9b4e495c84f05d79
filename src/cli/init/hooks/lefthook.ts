import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { objectIn, withMember } from '../json-text.js'
import { dependsOn, type Project, runOf, stagedScan } from '../project.js'
import { isScanned, nameFor } from '../scanned.js'
import type { Step } from '../step.js'
import { addedBelow, appended, scalar, topLevelKeys } from '../yaml-lines.js'
import type { Hooks } from './hooks.js'

const names = ['lefthook', '.lefthook', '.config/lefthook'].flatMap(name =>
  ['yml', 'yaml', 'toml', 'json', 'jsonc'].map(extension => `${name}.${extension}`),
)

export const lefthook: Hooks = {
  isUsed: project => fileOf(project) !== undefined || dependsOn(project, 'lefthook'),
  plan: project => ({
    step: stepOf(project),
    next: { command: 'npx lefthook install', why: 'unless it is done: has git call lefthook' },
  }),
}

const fileOf = ({ top }: Project): string | undefined => names.map(n => join(top, n)).find(path => existsSync(path))

interface Command {
  name: string
  root?: string
  run: string
}

function stepOf(project: Project): Step {
  const path = fileOf(project) ?? join(project.top, 'lefthook.yml')
  const step = { part: 'hook', about: 'scans what is staged, through lefthook', path } as const
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  if (before !== undefined && isScanned(before, project)) return { ...step, kind: 'present' }
  const command: Command = {
    name: nameFor(before ?? '', project),
    ...(project.below === '' ? {} : { root: `${project.below}/` }),
    run: `${runOf(project)} ${stagedScan}`,
  }
  const added = path.endsWith('.toml')
    ? inToml(command)
    : (path.endsWith('ml') ? inYaml : inJson)(before ?? '', command)
  if ('after' in added) return { ...step, kind: 'change', ...(before === undefined ? {} : { before }), ...added }
  return { ...step, kind: 'by hand', ...added }
}

type Added = { after: string } | { why: string; text: string }

function inYaml(before: string, { name, ...says }: Command): Added {
  const command = Object.entries(says).map(([key, value]) => `${key}: ${scalar(value)}`)
  const commands = ['commands:', `  ${name}:`, ...command.map(line => `    ${line}`)]
  const whole = ['pre-commit:', ...commands.map(line => `  ${line}`)]
  const byHand = (why: string): Added => ({ why, text: `${whole.join('\n')}\n` })
  const keys = topLevelKeys(before)
  if (!keys) return byHand('is not written as YAML with a key a line')
  if (!keys.includes('pre-commit')) return { after: appended(before, whole) }
  const hasWork = /^\s+["']?(?:commands|jobs|scripts)["']?\s*:/m.test(before)
  const after =
    addedBelow(before, ['pre-commit', 'jobs'], 'list', [`name: ${name}`, ...command]) ??
    addedBelow(before, ['pre-commit', 'commands'], 'map', [`${name}:`, ...command.map(line => `  ${line}`)]) ??
    (hasWork ? undefined : addedBelow(before, ['pre-commit'], 'map', commands))
  return after === undefined ? byHand('has a pre-commit hook that is written in another way') : { after }
}

function inJson(before: string, { name, ...says }: Command): Added {
  const text = `${JSON.stringify({ 'pre-commit': { commands: { [name]: says } } }, undefined, 2)}\n`
  const said = objectIn(before)
  if (!said) return { why: 'holds no JSON object', text }
  const hook = (said['pre-commit'] ?? {}) as Record<string, unknown>
  const set = (path: string[], from: string | undefined, value: string) => from && withMember(from, path, value)
  const after =
    hook.jobs === undefined
      ? Object.entries(says).reduce<string | undefined>(
          (soFar, [key, value]) => set(['pre-commit', 'commands', name, key], soFar, value),
          before,
        )
      : undefined
  return after === undefined ? { why: 'has a pre-commit hook that is written in another way', text } : { after }
}

/** Nothing here reads TOML; whether a table may be opened once more depends on all that stands above. */
function inToml({ name, ...says }: Command): Added {
  const lines = Object.entries(says).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
  return { why: 'is TOML', text: `[pre-commit.commands.${name}]\n${lines.join('')}` }
}
