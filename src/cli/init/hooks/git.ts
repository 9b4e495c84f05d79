import { join } from 'node:path'
import { isInside } from '../../../files/paths.js'
import { hookCommand, stagedScan } from '../project.js'
import type { Hooks } from './hooks.js'
import { isIgnoredByGit, shellStep } from './shell.js'

/** A hook of git's own, where no program manages them. */
export const plainGit: Hooks = {
  isUsed: () => true,
  plan(project) {
    const { top, hooks, store } = project.checkout!
    const path = join(hooks, 'pre-commit')
    const command = hookCommand(project, stagedScan)
    const about = isInside(store, hooks) ? 'scans what is staged, in this checkout alone' : 'scans what is staged'
    const byHand = { part: 'hook', kind: 'by hand', about, path, text: `${command}\n` } as const
    if (!isInside(store, hooks) && !isInside(top, hooks))
      return { step: { ...byHand, why: 'is a hook of other checkouts too, by core.hooksPath' } }
    if (isIgnoredByGit(path))
      return {
        step: { ...byHand, why: 'is not run by git, as it is not executable; chmod +x it if it should be, and add' },
      }
    return { step: shellStep(project, path, command, fresh(command), about) }
  },
}

const fresh = (command: string): string => `#!/bin/sh
# Written by \`otp-audit init\`: scans what is staged, as it is staged. \`git commit --no-verify\` passes it by.
${command}
`
