/** Files of one scan, parsed on demand, and what their imports lead to inside the scanned tree. */
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { unreadable } from '../files/skipped.js'
import { parseFile, type SourceFile } from './ast.js'
import { PathAliases } from './path-aliases.js'

const replaced: [RegExp, string[]][] = [
  [/\.js$/, ['.ts', '.tsx', '.js']],
  [/\.jsx$/, ['.tsx', '.jsx']],
  [/\.mjs$/, ['.mts', '.mjs']],
  [/\.cjs$/, ['.cts', '.cjs']],
]
const added = ['.ts', '.tsx', '.mts', '.cts', '/index.ts', '/index.tsx', '.js', '.jsx', '.mjs', '.cjs', '/index.js']

export class Project {
  readonly #files: Map<string, SourceFile | Error> = new Map()
  readonly #resolved: Map<string, string | undefined> = new Map()
  readonly #exists: Map<string, boolean> = new Map()
  readonly #packages: Map<string, string> = new Map()
  readonly #aliases: PathAliases = new PathAliases()
  readonly #packageDirs: Map<string, string | undefined> = new Map()

  /** @param root Files above it are never followed into. */
  constructor(readonly root: string) {}

  /** The parsed file. @throws ParseError, or the error of reading it. */
  file(path: string, text?: string): SourceFile {
    let known = this.#files.get(path)
    if (!known) {
      try {
        known = parseFile(path, text ?? sourceText(path))
      } catch (error) {
        known = error as Error
      }
      this.#files.set(path, known)
    }
    if (known instanceof Error) throw known
    return known
  }

  /** As {@link file}, for a file that is only followed into: one that can't be read says nothing. */
  followed(path: string): SourceFile | undefined {
    try {
      return this.file(path)
    } catch {
      return undefined // it has its own entry under `skipped` when it is itself scanned
    }
  }

  /**
   * Makes packages of the same repository known, by the package.json files above the scanned files.
   * @returns Names of the packages that these depend on.
   */
  learnPackages(files: readonly string[]): Set<string> {
    const dependencies = new Set<string>()
    for (const file of files) {
      for (let dir = dirname(file); !this.#packageDirs.has(dir); dir = dirname(dir)) {
        this.#packageDirs.set(dir, undefined)
        const manifest = join(dir, 'package.json')
        if (this.#has(manifest)) {
          const { name, needs } = readManifest(manifest)
          if (name && !this.#packages.has(name)) this.#packages.set(name, dir)
          for (const n of needs) dependencies.add(n)
        }
        if (dir === this.root || dirname(dir) === dir) break
      }
    }
    return dependencies
  }

  /** Where an import leads inside the scanned tree; none for packages and Node's own modules. */
  resolve(from: string, specifier: string): string | undefined {
    const key = specifier.startsWith('.') ? `${dirname(from)}\0${specifier}` : `${from}\0${specifier}`
    if (this.#resolved.has(key)) return this.#resolved.get(key)
    const found = this.#find(from, specifier)
    this.#resolved.set(key, found)
    return found
  }

  #find(from: string, specifier: string): string | undefined {
    if (specifier.startsWith('.') || specifier.startsWith('/')) return this.#module(resolve(dirname(from), specifier))
    for (const candidate of this.#aliases.of(from, specifier)) {
      const found = this.#module(candidate)
      if (found) return found
    }
    const parts = specifier.split('/')
    const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
    const dir = this.#packages.get(name)
    if (!dir) return undefined
    const rest = specifier.slice(name.length + 1)
    const tries = rest
      ? [join(dir, 'src', rest), join(dir, rest)]
      : [join(dir, 'src/index'), join(dir, 'src/main'), join(dir, 'index'), join(dir, 'lib/index')]
    for (const t of tries) {
      const found = this.#module(t)
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

/** @throws UnreadableError in the words of reports; a file may go away between the quick test and the parse. */
function sourceText(path: string): string {
  try {
    return readText(path)
  } catch (error) {
    throw new UnreadableError(unreadable(error))
  }
}

class UnreadableError extends Error {
  override name = 'UnreadableError'
}

/** A path below a file, or one that may not be looked at, is no file either: imports are only guesses here. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    return false
  }
}

/** Text of a file without its byte order mark, so that offsets are those of every other tool. */
export function readText(path: string): string {
  const text = readFileSync(path, 'utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

function readManifest(manifest: string): { name?: string; needs: string[] } {
  try {
    const { name, dependencies, devDependencies, peerDependencies } = JSON.parse(readText(manifest))
    const needs = [dependencies, devDependencies, peerDependencies].flatMap(d =>
      d && typeof d === 'object' ? Object.keys(d) : [],
    )
    return { name: typeof name === 'string' ? name : undefined, needs }
  } catch {
    return { needs: [] } // a broken manifest names no package; npm itself will say more about it
  }
}
