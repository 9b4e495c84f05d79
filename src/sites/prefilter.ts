/** The quick test over a file's bytes that decides whether it is parsed at all. Most files end here. */
import { builtinModules } from 'node:module'
import { type KnownRow, type Library, siteRoles } from './library.js'

const builtin = new Set(builtinModules)
/** What stands between a member's name and its first argument. */
const open = '\\s*(?:\\?\\.\\s*)?(?:<[^()]{0,200}>)?\\(\\s*'

interface Patterns {
  /** Modules whose import anywhere makes the dialect present; none: it is always there. */
  modules: Set<string>
  alternatives: Set<string>
}

/**
 * Which files can hold a site. A library's members count in every file once the library is imported anywhere: an
 * actor travels from file to file without its name. Its functions count where its module is named.
 */
export class Prefilter {
  readonly #any: RegExp
  readonly #imports: RegExp | undefined
  readonly #parts: { test: RegExp; modules: Set<string> }[] = []
  readonly #present: Set<string> = new Set()
  /** Dialect → libraries of which one makes it present; none: it is always there. */
  readonly #dialects: Map<string, Set<string>> = new Map()

  constructor(library: Library) {
    const parts = new Map<string, Patterns>()
    for (const row of library.rows()) {
      if (!siteRoles.has(row.role) || row.local) continue
      const module = row.from.split('/')[0]!
      const isCommon = row.from === 'lib.dom' || builtin.has(module)
      const key = isCommon ? '' : packageOf(row.from)
      this.#dialects.set(row.dialect, (this.#dialects.get(row.dialect) ?? new Set()).add(key))
      const part = parts.get(key) ?? { modules: new Set(isCommon ? [] : [key]), alternatives: new Set() }
      parts.set(key, part)
      for (const pattern of patternsOf(row)) part.alternatives.add(pattern)
    }
    const regex = (alternatives: Iterable<string>): RegExp => new RegExp([...alternatives].join('|'))
    this.#any = regex([...parts.values()].flatMap(p => [...p.alternatives]))
    for (const { modules, alternatives } of parts.values()) this.#parts.push({ test: regex(alternatives), modules })
    const names = [...new Set([...parts.values()].flatMap(p => [...p.modules]))].map(quoted)
    if (names.length > 0) this.#imports = new RegExp(`['"\`](${names.join('|')})(?=['"\`/])`, 'g')
  }

  /**
   * Indexes of the parts that match; empty: the file holds no site, whatever is imported elsewhere.
   * @param text The file's bytes as Latin 1: names are ASCII, and decoding costs more than the test.
   */
  test(text: string): number[] {
    if (this.#imports) for (const m of text.matchAll(this.#imports)) this.#present.add(m[1]!)
    if (!this.#any.test(text)) return []
    return this.#parts.flatMap(({ test }, i) => (test.test(text) ? [i] : []))
  }

  /** Makes a library present although no scanned file imports it: it stands in a package.json. */
  addPresent(name: string): void {
    this.#present.add(name)
  }

  /** After all files were tested: whether a library of the dialect is there. */
  hasDialect(name: string): boolean {
    const modules = this.#dialects.get(name)
    return modules !== undefined && [...modules].some(m => m === '' || this.#present.has(m))
  }

  /** After all files were tested: whether one of the parts belongs to a library that is there. */
  holds(parts: number[]): boolean {
    return parts.some(i => {
      const { modules } = this.#parts[i]!
      return modules.size === 0 || [...modules].some(m => this.#present.has(m))
    })
  }
}

const packageOf = (module: string): string =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/')

const quoted = (s: string): string => s.replace(/[$.*+?^()[\]{}|\\]/g, '\\$&')

function* patternsOf(row: KnownRow): Generator<string> {
  const name = quoted(row.name)
  if (row.name === '*' || row.name === '()') {
    yield `['"\`]${quoted(row.from)}['"\`]`
    return
  }
  if (row.slot) {
    yield `\\b${name}\\s*=[^=]`
    return
  }
  if (row.sym.startsWith('new ')) {
    yield row.name === 'default' ? `['"\`]${quoted(row.from)}['"\`]` : `new\\s+(?:\\w+\\s*\\.\\s*)*${name}\\b`
    return
  }
  if (!row.sym.includes('#')) {
    if (row.from === 'lib.dom') yield `\\b${name}${open}`
    else yield `['"\`](?:node:)?${quoted(row.from)}['"\`]`
    return
  }
  if (row.role === 'watch' && row.events && row.event === 0) {
    // a literal event that no row names makes no site; anything but a literal may be one
    yield `\\.\\s*${name}${open}(?:['"\`](?:${row.events.map(quoted).join('|')})['"\`]|[^'"\`\\s])`
    yield `\\.\\s*${name}\\s*\\.\\s*(?:bind|call)\\b`
    return
  }
  // called, taken by name, taken apart
  yield `\\.\\s*${name}\\b`
  yield `['"\`]${name}['"\`]`
  yield `[{,]\\s*${name}\\s*[,:}=]`
}
