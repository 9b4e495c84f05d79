/** In which files a name stands that is declared in another: only there can its callers be. */
import { readAll } from '../files/read.js'
import type { Wanted } from '../sites/callers.js'
import { Importers, specifiersIn } from '../sites/importers.js'
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
    const names = new Set([...wanted.keys()].filter(name => /^#?[\w$\x80-\xff]+$/.test(toLatin1(name))))
    const places = names.size > 0 ? await this.#places(names, wanted) : new Map<string, string[]>()
    const importers = this.#importers
    const found = new Map<string, Map<string, string[]>>()
    for (const [name, homes] of wanted) {
      const files = places.get(name) ?? []
      found.set(name, new Map([...homes].map(home => [home, files.filter(f => importers?.of(home).has(f))])))
    }
    return found
  }

  /** Name → files that mention it. */
  async #places(names: ReadonlySet<string>, wanted: Wanted): Promise<Map<string, string[]>> {
    const { project } = this
    const { mentioned } = project.ground
    const paths = this.#importers ? this.#near(wanted) : this.paths
    await this.#search(paths, names)
    this.#importers ??= new Importers(path => mentioned.imports(path, project.given?.get(path)) ?? [], paths)
    const places = new Map<string, string[]>()
    for (const path of paths) {
      for (const name of mentioned.in(path, project.given?.get(path), names)) {
        const known = places.get(name)
        if (known) known.push(path)
        else places.set(name, [path])
      }
    }
    return places
  }

  /** Files from which a chain of imports leads to where one of the names is declared. */
  #near(wanted: Wanted): string[] {
    const near = new Set<string>()
    for (const homes of wanted.values())
      for (const home of homes) for (const f of this.#importers!.of(home)) near.add(f)
    return this.paths.filter(path => near.has(path))
  }

  /** Reads what was not searched for the names before. */
  async #search(paths: readonly string[], names: ReadonlySet<string>): Promise<void> {
    const { given, ground } = this.project
    const { mentioned } = ground
    const unsearched = mentioned.unsearched(names)
    const left = paths
      .map(path => [path, unsearched(path, given?.get(path))] as const)
      .filter(([path, open]) => open.size > 0 || !mentioned.imports(path, given?.get(path)))
    const openOf = new Map(left)
    const searches = new Map([...new Set(openOf.values())].map(open => [open, this.#searchFor(open)]))
    const visit = (path: string, text: string): void => {
      const instead = given?.get(path)
      if (!mentioned.imports(path, instead)) mentioned.learnImports(path, instead, this.#importsIn(path, text))
      searches.get(openOf.get(path)!)!(path, text, instead)
    }
    await readAll(openOf.keys(), (path, _text, bytes) => visit(path, bytes.toString('latin1')), this.signal, given)
  }

  #searchFor(names: ReadonlySet<string>): (path: string, text: string, instead: string | undefined) => void {
    if (names.size === 0) return () => {}
    const found = this.project.ground.mentioned.search(names)
    const byBytes = new Map([...names].map(name => [toLatin1(name), name]))
    const any = pattern([...byBytes.keys()])
    return (path, text, instead) => {
      const here = new Set<string>()
      for (const [, bytes = ''] of text.matchAll(any)) {
        const name = byBytes.get(bytes)
        if (name !== undefined) here.add(name)
      }
      found(path, instead, [...here])
    }
  }

  /** @param text The file's bytes as Latin 1. */
  #importsIn(path: string, text: string): string[] {
    const specifiers = [...specifiersIn(text)].map(fromLatin1)
    return specifiers.map(specifier => this.project.resolve(path, specifier)).filter(target => target !== undefined)
  }
}

const toLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
const fromLatin1 = (text: string): string =>
  /[\x80-\xff]/.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text

/** An alternative for each of thousands of names would be tried at each letter. */
function pattern(names: string[]): RegExp {
  const any = names.map(n => n.replace(/[$]/g, '\\$&')).join('|')
  return new RegExp(names.length > mostAlternatives ? `${used}(#?${word}+)` : `${used}(${any})(?!${word})`, 'g')
}
