/** Which files can know what a file declares: those that import it, and those that import one of these. */
/** What a text imports, by whatever form. */
export function* specifiersIn(text: string): Generator<string> {
  for (const [, single, double, template] of text.matchAll(imported)) yield (single ?? double ?? template)!
}

const imported = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`$\n]+)`)/g

export class Importers {
  /** File → files that import it. */
  readonly #direct: Map<string, Set<string>> = new Map()
  readonly #all: Map<string, ReadonlySet<string>> = new Map()

  /** @param importsOf Files that a file imports. */
  constructor(importsOf: (path: string) => Iterable<string>, files: readonly string[]) {
    for (const path of files) {
      for (const target of importsOf(path)) {
        const known = this.#direct.get(target)
        if (known) known.add(path)
        else this.#direct.set(target, new Set([path]))
      }
    }
  }

  /** Those from which a chain of imports leads to the file. */
  of(path: string): ReadonlySet<string> {
    let found = this.#all.get(path)
    if (!found) {
      const reached = new Set<string>()
      const open = [path]
      for (let file = open.pop(); file !== undefined; file = open.pop())
        for (const importer of this.#direct.get(file) ?? [])
          if (!reached.has(importer)) {
            reached.add(importer)
            open.push(importer)
          }
      found = reached
      this.#all.set(path, found)
    }
    return found
  }
}
