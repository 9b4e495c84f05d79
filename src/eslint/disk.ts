/** What a scan's result depends on besides the text in an editor, and what of it has changed since the last look. */
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Discovered, discover } from '../files/discover.js'
import { isInside } from '../files/paths.js'

/** They say which files are scanned, what imports lead to, and what types are. */
const decisive =
  /^(?:[tj]sconfig[\w.-]*\.json|package(?:-lock)?\.json|npm-shrinkwrap\.json|pnpm-(?:lock|workspace)\.yaml|yarn\.lock|bun\.lockb?|otp-audit\.config\.\w+|otp-audit\.baseline|\.gitignore|.*\.d\.(?:\w+\.)?[mc]?ts)$/
/** Written anew by each installation. */
const installed = ['.package-lock.json', '.modules.yaml', '.yarn-state.yml']

export type Change =
  /** Other files than before, or others of those that decide about all. */
  | { kind: 'layout' }
  /** These have other text. */
  | { kind: 'texts'; files: readonly string[] }

export class Disk {
  /** How long it took to ask when all of it was written. */
  askingMs = 0
  readonly #sources: Map<string, string>
  readonly #deciding: Map<string, string>
  #folders: Map<string, string>

  private constructor(
    readonly found: Discovered,
    deciding: readonly string[],
    folders: readonly string[],
  ) {
    this.#sources = stamps(found.files)
    this.#deciding = stamps(deciding)
    this.#folders = stamps(folders)
  }

  /**
   * @param root Absolute and real.
   * @param more Files that decide about all, besides those known by their names.
   * @throws UsageError for paths that do not exist.
   */
  static async look(root: string, paths: readonly string[] | undefined, more: readonly string[]): Promise<Disk> {
    const found = await discover({ root, paths })
    const folders = new Set<string>()
    for (const file of [join(root, 'any'), ...found.files]) addAbove(folders, dirname(file))
    const all = [...folders]
    return new Disk(
      found,
      [...all.flatMap(decidingIn), ...more],
      all.filter(folder => isInside(root, folder)),
    )
  }

  /** Whether it is one of the files that are scanned. */
  has(path: string): boolean {
    return this.#sources.has(path)
  }

  /** One more file that decides about all. */
  watch(path: string): string {
    if (!this.#deciding.has(path)) this.#deciding.set(path, stampOf(path))
    return path
  }

  /** None, if all is as it was. What is told once is not told again. */
  async change(again: () => Promise<Disk>): Promise<Change | undefined> {
    const started = performance.now()
    const moved = differing(this.#folders)
    const isDecided = differing(this.#deciding).size > 0
    const changed = differing(this.#sources)
    this.askingMs = performance.now() - started
    if (isDecided) return { kind: 'layout' }
    if (moved.size > 0) {
      // most of what comes and goes in folders is no source
      const now = await again()
      if (!isSameList(now.#sources, this.#sources) || !isSameList(now.#deciding, this.#deciding))
        return { kind: 'layout' }
      this.#folders = now.#folders
    }
    for (const [file, stamp] of changed) this.#sources.set(file, stamp)
    return changed.size > 0 ? { kind: 'texts', files: [...changed.keys()] } : undefined
  }
}

function addAbove(folders: Set<string>, folder: string): void {
  for (let f = folder; !folders.has(f); f = dirname(f)) folders.add(f)
}

function decidingIn(folder: string): string[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return [] // one that may not be looked into decides nothing here either
  }
  const found = names.filter(name => decisive.test(name))
  if (names.includes('node_modules')) found.push(...installed.map(name => join('node_modules', name)))
  return found.map(name => join(folder, name))
}

const stamps = (paths: readonly string[]): Map<string, string> => new Map(paths.map(path => [path, stampOf(path)]))

/** What is not as it was stamped any more, with the stamps of now. */
function differing(before: ReadonlyMap<string, string>): Map<string, string> {
  const out = new Map<string, string>()
  for (const [path, stamp] of before) {
    const now = stampOf(path)
    if (now !== stamp) out.set(path, now)
  }
  return out
}

function stampOf(path: string): string {
  try {
    const s = statSync(path, { throwIfNoEntry: false })
    return s ? `${s.mtimeMs} ${s.ctimeMs} ${s.size} ${s.ino}` : 'none'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'
  }
}

const isSameList = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a.keys()].every(path => b.has(path))
