/** Files of one scan, parsed on demand, and what their imports lead to inside the scanned tree. */
import { type Texts as Given, readText } from '../files/read.js'
import { parseFile, type SourceFile } from './ast.js'
import type { Concluded, Ground } from './ground.js'
import { specifiersIn } from './importers.js'
import { putPlainly } from './plain-calls.js'
import { type Plain, plainExport, type Texts } from './plain-export.js'

export class Project {
  readonly #files: Map<string, SourceFile | Error> = new Map()
  /** Texts of files that were looked into and not parsed yet. */
  readonly #texts: Map<string, string> = new Map()

  /**
   * @param isLibrary Whether the tables say what a module exports.
   * @param given Texts that stand in for files.
   * @param trees Files that were parsed earlier; they are parsed again if they have another text.
   */
  constructor(
    readonly ground: Ground,
    readonly isLibrary: (specifier: string) => boolean,
    readonly given?: Given,
    readonly trees: Map<string, SourceFile> = new Map(),
  ) {}

  /** The parsed file. @throws ParseError, NotSource, or the error of reading it. */
  file(path: string, text?: string): SourceFile {
    let known = this.#files.get(path)
    if (!known) {
      try {
        known = this.#parsed(path, text ?? this.#text(path))
        this.#texts.delete(path)
      } catch (error) {
        known = error as Error
      }
      this.#files.set(path, known)
    }
    if (known instanceof Error) throw known
    return known
  }

  #parsed(path: string, text: string): SourceFile {
    const tree = this.trees.get(path)
    if (tree?.text === text) return tree
    const fresh = parseFile(path, text)
    putPlainly(fresh)
    this.trees.set(path, fresh)
    return fresh
  }

  /** As {@link file}, for a file that is only followed into: one that can't be read says nothing. */
  followed(path: string): SourceFile | undefined {
    try {
      return this.file(path)
    } catch {
      return undefined // it has its own entry under `skipped` when it is itself scanned
    }
  }

  /** Whether a name stands in the text of a file. */
  mentions(path: string, name: string): boolean {
    return this.#textOrNone(path)?.includes(name) ?? false
  }

  /** Files of the scanned tree that a file imports, told by its text. */
  importsOf(path: string): string[] {
    const found: string[] = []
    for (const specifier of specifiersIn(this.#textOrNone(path) ?? '')) {
      const target = this.resolve(path, specifier)
      if (target !== undefined) found.push(target)
    }
    return found
  }

  /** Whether the file can export the name at all; told by its text, as most that `export *` leads to do not. */
  mayExport(path: string, name: string): boolean {
    return this.#plainOf(path, name) !== 'none'
  }

  /**
   * A declaration of the tree's own that no site can be made of: a function, or a class of whose bases none is a
   * library's. None if the texts leave any doubt about what the name stands for.
   */
  plainExport(path: string, name: string): 'function' | 'class' | undefined {
    const found = this.#plainOf(path, name)
    return found === 'none' ? undefined : found
  }

  #plainOf(path: string, name: string): Plain {
    const { plain } = this.ground
    const key = `${name}\0${path}`
    let known = plain.get(key)
    if (!known || !this.#stillHolds(known)) {
      const from = new Set<string>()
      known = { plain: plainExport(this.#notingIn(from), path, name), from, given: this.given }
      plain.set(key, known)
    }
    return known.plain
  }

  #stillHolds({ from, given }: Concluded): boolean {
    return given === this.given || [...from].every(path => given?.get(path) === this.given?.get(path))
  }

  #notingIn(seen: Set<string>): Texts {
    return {
      text: path => {
        seen.add(path)
        return this.#textOrNone(path)
      },
      resolve: (from, specifier) => this.resolve(from, specifier),
      isKnown: specifier => this.isLibrary(specifier),
    }
  }

  #textOrNone(path: string): string | undefined {
    const file = this.#files.get(path)
    if (file) return file instanceof Error ? undefined : file.text
    try {
      return this.#text(path)
    } catch {
      return undefined
    }
  }

  #text(path: string): string {
    let text = this.#texts.get(path)
    if (text === undefined) {
      text = this.given?.get(path) ?? readText(path)
      this.#texts.set(path, text)
    }
    return text
  }

  /** Where an import leads inside the scanned tree; none for packages and Node's own modules. */
  resolve(from: string, specifier: string): string | undefined {
    return this.ground.resolve(from, specifier)
  }
}
