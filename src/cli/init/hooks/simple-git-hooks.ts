import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { objectIn, withMember } from '../json-text.js'
import { dependsOn, hookCommand, type Project, stagedScan } from '../project.js'
import { isScanned } from '../scanned.js'
import type { Step } from '../step.js'
import type { Hooks } from './hooks.js'

const name = 'simple-git-hooks'
const names = ['js', 'cjs', 'mjs', 'json'].flatMap(extension => [`.${name}.${extension}`, `${name}.${extension}`])

export const simpleGitHooks: Hooks = {
  isUsed: project => fileOf(project) !== undefined || name in manifestOf(project) || dependsOn(project, name),
  plan: project => ({
    step: stepOf(project),
    next: { command: 'npx simple-git-hooks', why: 'puts the hook where git calls it; again after each change of it' },
  }),
}

const manifestOf = ({ manifests }: Project): Record<string, unknown> => manifests.at(-1)?.value ?? {}

const fileOf = ({ top }: Project): string | undefined => names.map(n => join(top, n)).find(path => existsSync(path))

function stepOf(project: Project): Step {
  const file = fileOf(project)
  const path = file ?? join(project.top, 'package.json')
  const step = { part: 'hook', about: 'scans what is staged, through simple-git-hooks', path } as const
  const command = hookCommand(project, stagedScan)
  const byHand = (why: string): Step => ({
    ...step,
    kind: 'by hand',
    why,
    text: `"pre-commit": ${JSON.stringify(command)}\n`,
  })
  if (!existsSync(path)) return byHand('is missing; make it first')
  if (!path.endsWith('.json')) return byHand('is a program')
  const before = readFileSync(path, 'utf8')
  const said = objectIn(before)
  if (!said) return byHand('holds no JSON object')
  const hooks = file === undefined ? said[name] : said
  const old = (hooks as Record<string, unknown> | undefined)?.['pre-commit']
  if (typeof old === 'string' && isScanned(old, project)) return { ...step, kind: 'present' }
  const both = joined(old, command)
  if (both === undefined) return byHand(`has a pre-commit hook already: ${JSON.stringify(old)}`)
  const after = withMember(before, [...(file === undefined ? [name] : []), 'pre-commit'], both)
  return after === undefined
    ? byHand(`has something else than hooks under ${name}`)
    : { ...step, kind: 'change', before, after }
}

/** A list of plain commands, alone or in parentheses, each of which has to pass, takes one more. */
function joined(old: unknown, command: string): string | undefined {
  if (old === undefined || old === '') return command
  const isPlain = typeof old === 'string' && /^[\w@./: =()-]+(?:&&[\w@./: =()-]+)*$/.test(old)
  return isPlain ? `${old} && ${command}` : undefined
}
