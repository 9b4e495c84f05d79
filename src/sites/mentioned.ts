/** What texts were searched for and found to hold: scans that follow each other need not read them again for it. */

interface Search {
  readonly names: ReadonlySet<string>
  /** File → what stood in for it then. */
  readonly texts: Map<string, string | undefined>
  readonly found: Map<string, readonly string[]>
}

/** Older searches are forgotten: a later scan then reads again. */
const most = 24

export class Mentioned {
  readonly #searches: Search[] = []
  readonly #imports: Map<string, { text: string | undefined; targets: readonly string[] }> = new Map()

  /** Files that a file imports. */
  imports(path: string, text: string | undefined): readonly string[] | undefined {
    const known = this.#imports.get(path)
    return known && known.text === text ? known.targets : undefined
  }

  learnImports(path: string, text: string | undefined, targets: readonly string[]): void {
    this.#imports.set(path, { text, targets })
  }

  /**
   * Tells which of the names a file was not searched for yet: the same set, as an object, for files of which the same
   * is known.
   */
  unsearched(names: ReadonlySet<string>): (path: string, text: string | undefined) => ReadonlySet<string> {
    const left = new Map<number, ReadonlySet<string>>()
    return (path, text) => {
      let known = 0
      for (const [i, search] of this.#searches.entries()) if (holds(search, path, text)) known |= 1 << i
      let rest = left.get(known)
      if (!rest) {
        rest = new Set([...names].filter(n => !this.#searches.some((s, i) => known & (1 << i) && s.names.has(n))))
        left.set(known, rest)
      }
      return rest
    }
  }

  /** Those of the names that a file holds, as far as it was searched for them. */
  in(path: string, text: string | undefined, names: ReadonlySet<string>): Set<string> {
    const searches = this.#searches.filter(search => holds(search, path, text))
    return new Set(searches.flatMap(s => s.found.get(path) ?? []).filter(name => names.has(name)))
  }

  /** Begins a search for names; what it finds is told to what this returns. */
  search(names: ReadonlySet<string>): (path: string, text: string | undefined, found: readonly string[]) => void {
    const search: Search = { names, texts: new Map(), found: new Map() }
    this.#searches.push(search)
    if (this.#searches.length > most) this.#searches.shift()
    return (path, text, found) => {
      search.texts.set(path, text)
      if (found.length > 0) search.found.set(path, found)
    }
  }
}

const holds = ({ texts }: Search, path: string, text: string | undefined): boolean =>
  texts.get(path) === text && (text !== undefined || texts.has(path))
