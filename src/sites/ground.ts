/**
 * The scanned tree as far as it lies on the disk: where imports lead, and what was learned of texts on the way. Scans of
 * the same files that follow each other stand on the same ground.
 */
import { dirname, resolve } from 'node:path'
import { isFile } from '../files/looks.js'
import type { Texts } from '../files/read.js'
import { memberFolders } from '../files/workspaces.js'
import { Mentioned } from './mentioned.js'
import type { Packages } from './packages.js'
import { type Aliases, PathAliases } from './path-aliases.js'
import type { Plain } from './plain-export.js'

const replaced: [RegExp, string[]][] = [
  [/\.js$/, ['.ts', '.tsx', '.js']],
  [/\.jsx$/, ['.tsx', '.jsx']],
  [/\.mjs$/, ['.mts', '.mjs']],
  [/\.cjs$/, ['.cts', '.cjs']],
]
const added = ['.ts', '.tsx', '.mts', '.cts', '/index.ts', '/index.tsx', '.js', '.jsx', '.mjs', '.cjs', '/index.js']

/** What was concluded from texts: it holds as long as they are the same. */
export interface Concluded {
  readonly plain: Plain
  readonly from: ReadonlySet<string>
  /** What stood in for files then. */
  readonly given: Texts | undefined
}

export class Ground {
  /** Name and file → what the file exports under it. */
  readonly plain: Map<string, Concluded> = new Map()
  readonly mentioned: Mentioned = new Mentioned()
  /** Folder, aliases or, without any, the ground → what is imported there → file. */
  readonly #resolved: Map<string | object, Map<string, string | undefined>> = new Map()
  readonly #exists: Map<string, boolean> = new Map()
  readonly #aliases: PathAliases = new PathAliases()

  /**
   * @param root Folder that is scanned.
   * @param files Files that are known to exist.
   */
  constructor(
    readonly root: string,
    readonly packages: Packages,
    readonly files: readonly string[],
  ) {
    for (const file of files) this.#exists.set(file, true)
  }

  /** Whether it is that of these files. */
  isOf(files: readonly string[]): boolean {
    return files.length === this.files.length && files.every((file, i) => file === this.files[i])
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
