/** In which files a name stands that is declared in another: only there can its callers be. */
import { readAll } from '../files/read.js'
import type { Wanted } from '../sites/callers.js'
import { Importers } from '../sites/importers.js'
import type { Project } from '../sites/project.js'

/**
 * What stands before a name that is used: as a member, in a pattern or an import, under a name of its own. A method of
 * the same name, declared in most files of a program that call theirs `init`, is none.
 */
const used = `(?:\\.\\s*|[{,]\\s*(?:type\\s+)?|['"\`]|(?<![\\w$])(?:as|import|const|let|var)\\s+)`
const word = '[\\w$\\x80-\\xff]'
const mostAlternatives = 100

export class Mentions {
  #importers: Importers | undefined

  constructor(
    readonly paths: readonly string[],
    readonly project: Project,
    readonly signal?: AbortSignal,
  ) {}

  /** One read of the files that can know the names; the first of all files, as it learns who imports whom. */
  async of(wanted: Wanted): Promise<Map<string, Map<string, string[]>>> {
    const names = new Map<string, string>()
    for (const name of wanted.keys()) {
      const bytes = Buffer.from(name, 'utf8').toString('latin1')
      if (/^#?[\w$\x80-\xff]+$/.test(bytes)) names.set(bytes, name)
    }
    const places = new Map<string, string[]>()
    const importers = this.#importers ?? new Importers(this.project)
    if (names.size > 0) {
      await this.#read(names, importers, wanted, places)
      this.#importers = importers
    }
    const found = new Map<string, Map<string, string[]>>()
    for (const [name, homes] of wanted) {
      const files = places.get(name) ?? []
      found.set(name, new Map([...homes].map(home => [home, files.filter(f => importers.of(home).has(f))])))
    }
    return found
  }

  async #read(
    names: ReadonlyMap<string, string>,
    importers: Importers,
    wanted: Wanted,
    places: Map<string, string[]>,
  ): Promise<void> {
    const isFirst = this.#importers === undefined
    let paths = this.paths
    if (!isFirst) {
      const near = new Set<string>()
      for (const homes of wanted.values()) for (const home of homes) for (const f of importers.of(home)) near.add(f)
      paths = paths.filter(path => near.has(path))
    }
    const any = pattern([...names.keys()])
    const visit = (path: string, text: string): void => {
      if (isFirst) importers.add(path, text)
      const mentioned = new Set<string>()
      for (const [, found = ''] of text.matchAll(any)) {
        const name = names.get(found)
        if (name !== undefined) mentioned.add(name)
      }
      for (const name of mentioned) {
        const known = places.get(name)
        if (known) known.push(path)
        else places.set(name, [path])
      }
    }
    await readAll(paths, (path, _text, bytes) => visit(path, bytes.toString('latin1')), this.signal, this.project.given)
  }
}

/** An alternative for each of thousands of names would be tried at each letter. */
function pattern(names: string[]): RegExp {
  const any = names.map(n => n.replace(/[$]/g, '\\$&')).join('|')
  return new RegExp(names.length > mostAlternatives ? `${used}(#?${word}+)` : `${used}(${any})(?!${word})`, 'g')
}
