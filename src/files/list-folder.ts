/** Source files below one folder under their real paths: by git where it can tell, else by a walk. */
import { lstatSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { listCheckout } from './git.js'
import { kindOf } from './kinds.js'
import type { Entry, Listing } from './listing.js'
import { isInNodeModules, isInside, relativePath, within } from './paths.js'
import { isMissing, type Skipped, unreadable } from './skipped.js'

export interface Found {
  /** Relative to the folder, with `/`, links as they are written. */
  name: string
  /** Absolute and real. */
  file: string
}

/**
 * @param folder Absolute and real.
 * @param root Links may lead to files inside it or the folder; what they lead to elsewhere is not of this program.
 */
export async function listFolder(
  folder: string,
  root: string,
  signal?: AbortSignal,
): Promise<{ found: Found[]; skipped: Skipped[]; notices: string[] }> {
  const { entries, skipped, notices = [] } = await list(folder, root, signal)
  const resolver = new LinkResolver(folder, root, skipped)
  const found: Found[] = []
  for (const entry of entries) {
    const file = resolver.resolve(entry)
    if (file) found.push({ name: entry.name, file })
  }
  return { found, skipped, notices }
}

async function list(folder: string, root: string, signal?: AbortSignal): Promise<Listing> {
  const checkout = await listCheckout(folder, signal)
  if (!checkout || 'trouble' in checkout) {
    const walked = await (await import('./walk.js')).walk(folder, root, signal)
    return checkout ? { ...walked, notices: [withoutGit(checkout.trouble)] } : walked
  }
  const { entries, skipped, nested } = checkout
  const notices: string[] = []
  for (const name of nested) {
    const inner = await list(join(folder, name), root, signal)
    for (const e of inner.entries) entries.push({ ...e, name: `${name}/${e.name}` })
    skipped.push(...inner.skipped)
    notices.push(...(inner.notices ?? []))
  }
  return { entries, skipped, notices }
}

const withoutGit = (why: string): string =>
  `files are listed without git (${why}): none of output folders such as build and dist, and the commit is not known`

class LinkResolver {
  readonly #folders: Map<string, string> = new Map()

  constructor(
    readonly folder: string,
    readonly root: string,
    readonly skipped: Skipped[],
  ) {}

  /** The real regular file, if there is one and it belongs to the scan. */
  resolve({ name, type }: Entry): string | undefined {
    const path = within(this.folder, name)
    try {
      // A name that was not UTF-8 was changed by decoding it, and so leads nowhere.
      const kind = type === 'unknown' || name.includes('\uFFFD') ? look(path) : type
      if (kind === 'link') return this.#target(path)
      if (kind === 'file') return type === 'file' ? path : this.#inRealFolder(path)
    } catch (error) {
      if (!isMissing(error)) this.skipped.push({ file: path, reason: unreadable(error) })
      else if (name.includes('\uFFFD')) this.skipped.push({ file: path, reason: 'has a name that is not UTF-8' })
    }
    return undefined
  }

  #target(path: string): string | undefined {
    const real = realpathSync.native(path)
    return this.#belongs(real) && kindOf(real) && statSync(real).isFile() ? real : undefined
  }

  #inRealFolder(path: string): string | undefined {
    const folder = dirname(path)
    const real = this.#realFolder(folder)
    if (real === folder) return path
    const file = join(real, basename(path))
    return this.#belongs(file) ? file : undefined
  }

  #realFolder(folder: string): string {
    if (folder === this.folder) return folder
    let real = this.#folders.get(folder)
    if (real === undefined) {
      const up = dirname(folder)
      const isReal = this.#realFolder(up) === up && !lstatSync(folder).isSymbolicLink()
      real = isReal ? folder : realpathSync.native(folder)
      this.#folders.set(folder, real)
    }
    return real
  }

  #belongs(real: string): boolean {
    return [this.folder, this.root].some(f => isInside(f, real) && !isInNodeModules(relativePath(f, real)))
  }
}

function look(path: string): Entry['type'] | undefined {
  const stats = lstatSync(path)
  return stats.isFile() ? 'file' : stats.isSymbolicLink() ? 'link' : undefined
}
