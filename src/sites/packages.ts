/** Packages of the scanned repository, and those that they depend on, by the package.json files above the scanned files. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readText } from '../files/read.js'

export class Packages {
  readonly #folders: Map<string, string> = new Map()

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
          const { name, needs } = readManifest(manifest)
          if (name && !this.#folders.has(name)) this.#folders.set(name, dir)
          for (const n of needs) dependencies.add(n)
        }
        if (dir === this.root || dirname(dir) === dir) break
      }
    }
    return dependencies
  }

  folderOf(name: string): string | undefined {
    return this.#folders.get(name)
  }
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
