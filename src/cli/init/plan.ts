import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { planHook } from './hooks/index.js'
import type { HookManager } from './hooks/names.js'
import { dependsOn, type Project } from './project.js'
import type { Plan, Step } from './step.js'
import { planWorkflow, type Service } from './workflow.js'

export interface Wanted {
  config: Step
  /** `false`: none; none: what is used already. */
  hook?: HookManager | false
  services: readonly Service[]
  /** As it was found to be; none: it is not wanted. */
  baseline?: Step
}

/** Everything that is to be done, from what there is; nothing is written. */
export function planInit(project: Project, { config, hook, services, baseline }: Wanted): Plan {
  const hooked = hook === false ? undefined : planHook(project, hook)
  const steps: Step[] = [
    config,
    ...(baseline ? [baseline] : []),
    ...(hooked ? [hooked.step] : []),
    ...services.flatMap(service => planWorkflow[service](project)),
  ]
  const isChanged = steps.some(({ kind }) => kind === 'change')
  const isMissing = project.manifests.length > 0 && !dependsOn(project, 'otp-audit') && !isSelf(project)
  return {
    steps,
    next: [
      ...(isMissing && isChanged
        ? [
            {
              command: `${project.packages.add} otp-audit`,
              why: 'it is no dependency yet, and hook and CI run what is installed',
            },
          ]
        : []),
      ...(hooked?.next && hooked.step.kind === 'change' ? [{ ...hooked.next, part: 'hook' as const }] : []),
    ],
    notes: [...(hooked?.notes ?? []), ...noteOfLintStaged(project)],
  }
}

const isSelf = ({ manifests }: Project): boolean => manifests.some(({ value }) => value.name === 'otp-audit')

function noteOfLintStaged(project: Project): string[] {
  const files = ['', '.json', '.js', '.cjs', '.mjs', '.yaml', '.yml'].map(end =>
    join(project.top, `.lintstagedrc${end}`),
  )
  const isUsed =
    dependsOn(project, 'lint-staged') ||
    project.manifests.some(({ value }) => 'lint-staged' in value) ||
    files.some(path => existsSync(path))
  return isUsed ? ['lint-staged stays as it is: the scan reads the index, and needs no files handed to it'] : []
}
