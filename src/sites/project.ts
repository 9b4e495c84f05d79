/** Files of one scan, parsed on demand, and what their imports lead to inside the scanned tree. */
import { dirname, resolve } from 'node:path'
import { isFile } from '../files/looks.js'
import { type Texts as Given, readText } from '../files/read.js'
import { memberFolders } from '../files/workspaces.js'
import { parseFile, type SourceFile } from './ast.js'
import { specifiersIn } from './importers.js'
import type { Packages } from './packages.js'
import { type Aliases, PathAliases } from './path-aliases.js'
import { type Plain, plainExport, type Texts } from './plain-export.js'

const replaced: [RegExp, string[]][] = [
  [/\.js$/, ['.ts', '.tsx', '.js']],
  [/\.jsx$/, ['.tsx', '.jsx']],
  [/\.mjs$/, ['.mts', '.mjs']],
  [/\.cjs$/, ['.cts', '.cjs']],
]
const added = ['.ts', '.tsx', '.mts', '.cts', '/index.ts', '/index.tsx', '.js', '.jsx', '.mjs', '.cjs', '/index.js']

export class Project {
  readonly #files: Map<string, SourceFile | Error> = new Map()
  /** Folder, aliases or, without any, the project → what is imported there → file. */
  readonly #resolved: Map<string | object, Map<string, string | undefined>> = new Map()
  readonly #exists: Map<string, boolean> = new Map()
  readonly #aliases: PathAliases = new PathAliases()
  /** Texts of files that were looked into and not parsed yet. */
  readonly #texts: Map<string, string> = new Map()
  readonly #plain: Map<string, Plain> = new Map()
  readonly #lookedInto: Texts = {
    text: path => this.#textOrNone(path),
    resolve: (from, specifier) => this.resolve(from, specifier),
    isKnown: specifier => this.isLibrary(specifier),
  }

  /**
   * @param root Folder that is scanned.
   * @param isLibrary Whether the tables say what a module exports.
   * @param files Files that are known to exist.
   * @param given Texts that stand in for files.
   * @param trees Files that were parsed earlier; they are parsed again if they have another text.
   */
  constructor(
    readonly root: string,
    readonly packages: Packages,
    readonly isLibrary: (specifier: string) => boolean,
    files: readonly string[],
    readonly given?: Given,
    readonly trees: Map<string, SourceFile> = new Map(),
  ) {
    for (const file of files) this.#exists.set(file, true)
  }

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
    const key = `${name}\0${path}`
    if (!this.#plain.has(key)) this.#plain.set(key, plainExport(this.#lookedInto, path, name))
    return this.#plain.get(key)
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
    const folder = dirname(from)
    const isPath = specifier.startsWith('.') || specifier.startsWith('/')
    // names of packages mean the same in all files that share their aliases
    const aliases = isPath ? undefined : this.#aliases.nearest(folder)
    const place = isPath ? folder : (aliases ?? this)
    let resolved = this.#resolved.get(place)
    if (!resolved) {
      resolved = new Map()
      this.#resolved.set(place, resolved)
    }
    if (!resolved.has(specifier))
      resolved.set(specifier, isPath ? this.#module(resolve(folder, specifier)) : this.#inWorkspace(specifier, aliases))
    return resolved.get(specifier)
  }

  #inWorkspace(specifier: string, aliases: Aliases | undefined): string | undefined {
    for (const candidate of aliases ? PathAliases.targets(aliases, specifier) : []) {
      const found = this.#module(candidate)
      if (found) return found
    }
    for (const candidate of this.packages.sourcesOf(specifier, memberFolders)) {
      const found = this.#module(candidate)
      if (found) return found
    }
    return undefined
  }

  #module(base: string): string | undefined {
    for (const [ending, others] of replaced) {
      if (!ending.test(base)) continue
      for (const o of others) {
        const path = base.replace(ending, o)
        if (this.#has(path)) return path
      }
    }
    if (/\.[mc]?tsx?$/.test(base) && !base.endsWith('.d.ts') && this.#has(base)) return base
    for (const a of added) if (this.#has(base + a)) return base + a
    return undefined
  }

  #has(path: string): boolean {
    let known = this.#exists.get(path)
    if (known === undefined) {
      known = isFile(path)
      this.#exists.set(path, known)
    }
    return known
  }
}
