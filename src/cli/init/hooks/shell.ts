/** Hooks that are programs for a shell. */
import { accessSync, constants, lstatSync, readFileSync } from 'node:fs'
import type { Project } from '../project.js'
import { isScanned } from '../scanned.js'
import type { Step } from '../step.js'

const open = '# >>> otp-audit, written by `otp-audit init`'
const close = '# <<< otp-audit'

/** @param fresh The whole file, where there is none. */
export function shellStep(project: Project, path: string, command: string, fresh: string, about: string): Step {
  const step = { part: 'hook', about, path } as const
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) return { ...step, kind: 'change', after: fresh, isExecutable: true }
  const byHand = (why: string): Step => ({ ...step, kind: 'by hand', why, text: `${command}\n` })
  if (!stat.isFile()) return byHand('is a link; what it points to may be used elsewhere')
  const before = readFileSync(path, 'utf8')
  if (isScanned(before, project)) return { ...step, kind: 'present' }
  const why = unsafe(before)
  return why === undefined ? { ...step, kind: 'change', before, after: withBlock(before, command) } : byHand(why)
}

/** For the hooks that git itself calls. */
export function isIgnoredByGit(path: string): boolean {
  if (process.platform === 'win32' || !lstatSync(path, { throwIfNoEntry: false })?.isFile()) return false
  try {
    accessSync(path, constants.X_OK)
    return false
  } catch {
    return true
  }
}

/** Why lines at the end would not be run, or would be read otherwise; none: they may be added. */
function unsafe(text: string): string | undefined {
  if (text.includes('\r\n')) return 'has line ends of Windows, which a shell takes for part of a command'
  const [, program] = /^#!\s*(\S.*)/.exec(text) ?? []
  if (program !== undefined && !/\b(?:ba|da|z|k)?sh\b/.test(program))
    return `is a program for ${program}, and no shell script`
  const code = text.replace(/^\s*#.*$/gm, '')
  // an exit that fails refuses the commit, as it did before; every other may be what the script ends with
  if (/\bexit\b(?!\s+[1-9]\d*\b)|\bexec\s+(?!\d*[<>])/.test(code))
    return 'may end before its last line, with exit or exec'
  return /\\\s*$/.test(text) || isInText(text) ? 'ends in the middle of a command' : undefined
}

/** A text that begins with `<<END` goes on until that line, or to the end of the file. */
function isInText(script: string): boolean {
  const lines = script.split('\n')
  return lines.some((line, at) =>
    [...line.matchAll(/(?<!<)<<(-?)\s*(["'\\]?)(\w+)\2/g)].some(([, dash, , end]) =>
      lines.slice(at + 1).every(l => (dash ? l.replace(/^\t+/, '') : l) !== end),
    ),
  )
}

/** A script fails if its last command does, which is no longer the last one: the first line sees to that. */
function withBlock(text: string, command: string): string {
  const gap = text === '' ? '' : text.endsWith('\n') ? '\n' : '\n\n'
  return `${text}${gap}${open}\n[ $? -eq 0 ] || exit 1 # what stands above has to pass\n${command}\n${close}\n`
}
