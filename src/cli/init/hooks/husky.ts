import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { rangeOf } from '../manifest.js'
import { hookCommand, type Project, stagedScan } from '../project.js'
import type { Hooks } from './hooks.js'
import { shellStep } from './shell.js'

export const husky: Hooks = {
  isUsed: project => folderOf(project) !== undefined || range(project) !== undefined,
  plan(project) {
    const about = 'scans what is staged, through husky'
    const command = hookCommand(project, stagedScan)
    const major = Number(/\d+/.exec(range(project) ?? '')?.[0] ?? 9)
    if (major < 5 || project.manifests.some(({ value }) => typeof value.husky === 'object')) {
      const path = project.manifests[0]!.path
      const why = 'has its hooks of husky 4 in it; add to its pre-commit hook'
      return { step: { part: 'hook', kind: 'by hand', about, path, why, text: `${command}\n` } }
    }
    const folder = folderOf(project) ?? join(project.top, '.husky')
    const start = major < 9 ? '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\n' : ''
    const isActive = project.checkout?.hooksPath !== undefined
    return {
      step: shellStep(project, join(folder, 'pre-commit'), command, `${start}${command}\n`, about),
      next: isActive
        ? undefined
        : { command: major < 9 ? 'npx husky install' : 'npx husky', why: 'has git call the hooks in .husky' },
    }
  },
}

/** `.husky` of the top folder, or the one that git is told of. */
function folderOf({ top, checkout }: Project): string | undefined {
  const path = checkout?.hooksPath === undefined ? undefined : resolve(top, checkout.hooksPath)
  const told = path !== undefined && basename(path) === '_' ? dirname(path) : path
  if (told !== undefined && basename(told) === '.husky') return told
  return existsSync(join(top, '.husky')) ? join(top, '.husky') : undefined
}

const range = ({ manifests }: Project): string | undefined =>
  manifests.map(manifest => rangeOf(manifest, 'husky')).find(r => r !== undefined)
