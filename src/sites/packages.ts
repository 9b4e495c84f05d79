/** Packages of the scanned repository, and those that they depend on, by the package.json files above the scanned files. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readText } from '../files/read.js'
import { type Manifest, sourcesOf } from './entry-points.js'
import { packageOf } from './library.js'

export class Packages {
  readonly #known: Map<string, { folder: string; manifest: Manifest }> = new Map()

  /** @param root Folders above it are not looked at. */
  constructor(readonly root: string) {}

  /**
   * Makes packages of the same repository known.
   * @returns Names of the packages that these depend on.
   */
  learn(files: readonly string[]): Set<string> {
    const dependencies = new Set<string>()
    const seen = new Set<string>()
    for (const file of files) {
      for (let dir = dirname(file); !seen.has(dir); dir = dirname(dir)) {
        seen.add(dir)
        const manifest = join(dir, 'package.json')
        if (existsSync(manifest)) {
          const { name, needs, content } = readManifest(manifest)
          if (name && !this.#known.has(name)) this.#known.set(name, { folder: dir, manifest: content })
          for (const n of needs) dependencies.add(n)
        }
        if (dir === this.root || dirname(dir) === dir) break
      }
    }
    return dependencies
  }

  /** Absolute paths at which the source of what is imported from one of these packages may be, the likeliest first. */
  sourcesOf(specifier: string): string[] {
    const name = packageOf(specifier)
    const known = this.#known.get(name)
    if (!known) return []
    return sourcesOf(known.manifest, specifier.slice(name.length + 1)).map(path => join(known.folder, path))
  }
}

function readManifest(manifest: string): { name?: string; needs: string[]; content: Manifest } {
  try {
    const content = JSON.parse(readText(manifest))
    const { name, dependencies, devDependencies, peerDependencies } = content
    const needs = [dependencies, devDependencies, peerDependencies].flatMap(d =>
      d && typeof d === 'object' ? Object.keys(d) : [],
    )
    return { name: typeof name === 'string' ? name : undefined, needs, content }
  } catch {
    return { needs: [], content: {} } // a broken manifest names no package; npm itself will say more about it
  }
}
