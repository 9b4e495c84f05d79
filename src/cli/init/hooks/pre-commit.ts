import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Project, quoted, runOf, stagedScan } from '../project.js'
import { isScanned } from '../scanned.js'
import type { Step } from '../step.js'
import { addedBelow, scalar } from '../yaml-lines.js'
import type { Hooks } from './hooks.js'

export const preCommit: Hooks = {
  isUsed: ({ top }) => existsSync(join(top, '.pre-commit-config.yaml')),
  plan: project => ({
    step: stepOf(project),
    next: { command: 'pre-commit install', why: 'unless it is done: has git call pre-commit' },
  }),
}

function stepOf(project: Project): Step {
  const path = join(project.top, '.pre-commit-config.yaml')
  const step = { part: 'hook', about: 'scans what is staged, through pre-commit', path } as const
  const command = `${runOf(project)} ${stagedScan}`
  const entry = project.below === '' ? command : `sh -c ${JSON.stringify(`cd ${quoted(project.below)} && ${command}`)}`
  const repository = [
    'repo: local',
    'hooks:',
    '  - id: otp-audit',
    `    name: ${project.below === '' ? 'otp-audit' : scalar(`otp-audit ${project.below}`)}`,
    `    entry: ${scalar(entry)}`,
    '    language: system',
    '    types_or: [ts, tsx, javascript, jsx]',
    '    pass_filenames: false',
  ]
  const whole = ['repos:', ...repository.map((line, at) => `  ${at === 0 ? '- ' : '  '}${line}`)]
  const text = `${whole.join('\n')}\n`
  if (!existsSync(path)) return { ...step, kind: 'change', after: text }
  const before = readFileSync(path, 'utf8')
  if (isScanned(before, project)) return { ...step, kind: 'present' }
  const after = addedBelow(before, ['repos'], 'list', repository)
  if (after === undefined) return { ...step, kind: 'by hand', why: 'has its repos written in another way', text }
  return { ...step, kind: 'change', before, after }
}
