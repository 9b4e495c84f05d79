/** Expectations in a fixture program, and what a scan of it says. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { scan } from '../../src/index.js'
import type { Kind, ScanOptions, ScanResult, SiteReport } from '../../src/result.js'

export const fixtures: string = fileURLToPath(new URL('../../fixtures/', import.meta.url))

/** `file:line kind (shape)`, the shape only where a mark gives one. */
export type Line = string

/** Marks `// want: KIND` and `// want: KIND (SHAPE)` of all programs in a folder. */
export function wanted(root: string, kinds: ReadonlySet<string>): Line[] {
  const out: Line[] = []
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!/\.[mc]?tsx?$/.test(name)) continue
    const path = join(root, name)
    readFileSync(path, 'utf8')
      .split('\n')
      .forEach((text, i) => {
        const mark = /\/\/ want: ([a-z-]+)(?: \(([a-z-]+)\))?/.exec(text)
        if (mark && kinds.has(mark[1]!)) out.push(lineOf(relative(root, path), i + 1, mark[1]!, mark[2]))
      })
  }
  return out.sort()
}

/** Sites of these kinds, with the shape where the mark of that line gives one. */
export function found(sites: readonly SiteReport[], kinds: ReadonlySet<string>, wants: readonly Line[]): Line[] {
  const shaped = new Set(wants.filter(w => w.endsWith(')')).map(w => w.split(' ')[0]))
  return sites
    .filter(s => kinds.has(s.kind))
    .map(s => lineOf(s.file, s.line, s.kind, shaped.has(`${s.file}:${s.line}`) ? s.shape : undefined))
    .sort()
}

const lineOf = (file: string, line: number, kind: string, shape?: string): Line =>
  `${file.split(sep).join('/')}:${line} ${kind}${shape === undefined ? '' : ` (${shape})`}`

/** Scans the fixture folder of a rule; both lists are to be equal. */
export async function compare(
  rule: string,
  kinds: readonly Kind[],
  options: ScanOptions = {},
): Promise<{ wants: Line[]; sites: Line[]; reports: SiteReport[] }> {
  const root = join(fixtures, 'rules', rule)
  const set = new Set<string>(kinds)
  const wants = wanted(root, set)
  const { sites } = await scan({ root, types: 'off', config: false, preset: 'strict', ...options })
  return { wants, sites: found(sites, set, wants), reports: sites }
}

/** Scans a folder; its sites of the given kinds have to be those that its comments want. */
export async function expectWants(root: string, kinds: Kind[], options: ScanOptions = {}): Promise<ScanResult> {
  const set = new Set<string>(kinds)
  const wants = wanted(root, set)
  const result = await scan({ root, config: false, types: 'off', testFiles: [], ...options })
  expect(found(result.sites, set, wants)).toEqual(wants)
  return result
}
