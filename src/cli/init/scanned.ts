/** What hooks and workflows scan already: in a workspace, each package may have been set up by itself. */
import type { Project } from './project.js'

/**
 * Whether what a file runs scans the project's root. What its lines don't tell is taken for a scan of everything, so that
 * nothing is added twice.
 */
export function isScanned(text: string, { below }: Pick<Project, 'below'>): boolean {
  if (!/\botp-audit\b/.test(text)) return false
  const folders = foldersIn(text.split(/\r?\n/))
  return folders.length === 0 || folders.some(f => f === '' || below === f || below.startsWith(`${f}/`))
}

/** A name for what is added beside what other packages have: as file, job and command. */
export function nameFor(text: string, { below }: Pick<Project, 'below'>): string {
  if (!/\botp-audit\b/.test(text)) return 'otp-audit'
  return `otp-audit-${below === '' ? 'all' : below.replace(/\W+/g, '-')}`
}

const run = /\botp-audit(?:@[\w.-]+)?\s+scan\b|\buses:\s*\S*\/otp-audit@|\brepo:\s*\S*\/otp-audit(?:\.git)?\s*$/g

/** Of each scan, where it is made, from the top; empty: there. */
function foldersIn(lines: readonly string[]): string[] {
  const out: string[] = []
  for (const [at, line] of lines.entries()) {
    if (/^\s*#/.test(line)) continue
    let from = 0
    for (const { index } of line.matchAll(run)) {
      const entered = [...line.slice(from, index).matchAll(/\bcd\s+('[^']*'|"[^"]*"|[^\s;&()]+)\s*&&/g)].at(-1)?.[1]
      out.push(plain(entered ?? folderBeside(lines, at) ?? ''))
      from = index
    }
  }
  return out
}

/** What the same item of a list, or map, of YAML says of its folder. */
function folderBeside(lines: readonly string[], at: number): string | undefined {
  const depth = depthOf(lines[at]!)
  const isMember = (line: string): boolean => line.trim() === '' || depthOf(line) >= depth
  const isFirst = (line: string): boolean => /^\s*-\s/.test(line) && depthOf(line) === depth
  let start = at
  while (start > 0 && !isFirst(lines[start]!) && isMember(lines[start - 1]!)) start--
  let end = at + 1
  while (end < lines.length && isMember(lines[end]!) && !isFirst(lines[end]!)) end++
  for (const line of lines.slice(start, end)) {
    const [, folder] = /^\s*(?:-\s+)?(?:working-directory|root):\s*(.+?)\s*$/.exec(line) ?? []
    if (folder !== undefined) return folder
  }
  return undefined
}

/** Where a line's key stands. */
const depthOf = (line: string): number => /^\s*(?:-\s+)?/.exec(line)![0].length

const plain = (folder: string): string => folder.replace(/^["']|["']$/g, '').replace(/^\.\/?|\/$/g, '')
