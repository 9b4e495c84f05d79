/** `compilerOptions.paths` and `baseUrl` of the nearest tsconfig.json, as far as following imports needs them. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readText } from '../files/read.js'

interface Aliases {
  /** Pattern before and after `*`, and where it leads. */
  patterns: { prefix: string; suffix: string; exact: boolean; targets: string[] }[]
  baseUrl?: string
}

const nearest = new Map<string, Aliases | undefined>()

/** Absolute paths, without extension, that a specifier may mean by path aliases. */
export function* pathAliases(from: string, specifier: string): Generator<string> {
  const aliases = aliasesFor(dirname(from))
  if (!aliases) return
  for (const p of aliases.patterns) {
    if (p.exact ? specifier === p.prefix : specifier.startsWith(p.prefix) && specifier.endsWith(p.suffix)) {
      const middle = specifier.slice(p.prefix.length, specifier.length - p.suffix.length)
      for (const t of p.targets) yield t.replace('*', () => middle)
    }
  }
  if (aliases.baseUrl) yield join(aliases.baseUrl, specifier)
}

function aliasesFor(dir: string): Aliases | undefined {
  if (nearest.has(dir)) return nearest.get(dir)
  const config = join(dir, 'tsconfig.json')
  let found = existsSync(config) ? read(config, 0) : undefined
  const up = dirname(dir)
  if (!found && up !== dir) found = aliasesFor(up)
  nearest.set(dir, found)
  return found
}

function read(path: string, depth: number): Aliases | undefined {
  const config = parseJsonc(path)
  if (!config || depth > 8) return undefined
  const dir = dirname(path)
  const options = (config.compilerOptions ?? {}) as { paths?: Record<string, string[]>; baseUrl?: string }
  const base = options.baseUrl ? resolve(dir, options.baseUrl) : undefined
  if (options.paths || base) {
    const patterns = Object.entries(options.paths ?? {}).map(([pattern, targets]) => {
      const star = pattern.indexOf('*')
      return {
        prefix: star < 0 ? pattern : pattern.slice(0, star),
        suffix: star < 0 ? '' : pattern.slice(star + 1),
        exact: star < 0,
        targets: (Array.isArray(targets) ? targets : []).map(t => resolve(base ?? dir, t)),
      }
    })
    return { patterns, baseUrl: base }
  }
  const parents = [config.extends].flat().filter((e): e is string => typeof e === 'string' && e.startsWith('.'))
  for (const parent of parents.reverse()) {
    const file = resolve(dir, parent)
    const found = [file, `${file}.json`].find(f => existsSync(f))
    const inherited = found && read(found, depth + 1)
    if (inherited) return inherited
  }
  return undefined
}

/** JSON with comments and trailing commas, as tsconfig files are written; none when it is not even that. */
function parseJsonc(path: string): Record<string, unknown> | undefined {
  const text = readText(path).replace(
    /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_, s: string | undefined) => s ?? '',
  )
  try {
    return JSON.parse(
      text.replace(/("(?:[^"\\]|\\.)*")|,(\s*[}\]])/g, (_, s: string | undefined, end: string) => s ?? end),
    )
  } catch {
    return undefined // the type oracle reports a broken tsconfig; here it only means: no aliases
  }
}
