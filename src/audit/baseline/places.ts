/** Where entries were written: whether that is still there, and whether a scan can say anything of it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import picomatch from 'picomatch'
import { globMatcher, globOptions } from '../../files/match.js'
import { isInside, relativePath } from '../../files/paths.js'
import { readText, type Texts } from '../../files/read.js'
import { readRequests } from '../../files/requests.js'
import type { Preset, RuleName, SiteReport } from '../../result.js'
import type { Entry } from './entry.js'

/** What a scan has looked at. */
export interface Looked {
  readonly root: string
  /** As they were asked for. */
  readonly paths: readonly string[]
  /** Absolute. */
  readonly files: readonly string[]
  /** Those of the files that could not be read, absolute. */
  readonly skipped: readonly string[]
  readonly preset: Preset
  /** Whether a rule is on for a file, absolute. */
  readonly ran: (rule: RuleName, path: string) => boolean
  readonly sites: readonly SiteReport[]
  /** Only what is staged: other files may be gone from the disk, or not. */
  readonly isStaged: boolean
  readonly texts?: Texts
}

export class Places {
  readonly #files: ReadonlySet<string>
  readonly #skipped: ReadonlySet<string>
  readonly #undecided: Map<string, string[]> = new Map()
  readonly #scopes: Map<string, Promise<ReadonlySet<string> | undefined>> = new Map()
  #covers: ((path: string) => boolean) | undefined

  /** @param folder That of the baseline. */
  constructor(
    readonly folder: string,
    readonly looked: Looked,
  ) {
    this.#files = new Set(looked.files)
    this.#skipped = new Set(looked.skipped)
    for (const { kind, file, callee } of looked.sites)
      if (kind === 'undecided') {
        const path = join(looked.root, file)
        this.#undecided.set(path, [...(this.#undecided.get(path) ?? []), callee])
      }
  }

  /** The file is gone, or has the function no more. What can't be read may still be there. */
  readonly isGone = async (entry: Entry): Promise<boolean> => {
    const path = join(this.folder, entry.file)
    if (!this.exists(entry)) return true
    if (entry.scope === '' || this.#skipped.has(path)) return false
    const scopes = await this.#scopesOf(path)
    return scopes !== undefined && !scopes.has(entry.scope)
  }

  exists({ file }: Entry): boolean {
    const path = join(this.folder, file)
    return this.#files.has(path) || this.looked.texts?.has(path) === true || existsSync(path)
  }

  /** Why nothing can be said of an entry that no finding goes by; none: its finding is gone. */
  notJudged(entry: Entry): string | undefined {
    const { preset, ran, isStaged } = this.looked
    const path = join(this.folder, entry.file)
    if (!rulesOf(entry).every(rule => ran(rule, path))) return `${rulesOf(entry).join(', ')} did not run`
    if (entry.preset !== 'recommended' && entry.preset !== preset) return `preset ${entry.preset} did not run`
    if (this.#skipped.has(path)) return 'its file could not be read'
    if (this.#files.has(path)) {
      const callee = this.#undecided.get(path)?.find(c => entry.call.startsWith(c.replace(/…$/, '')))
      return callee === undefined ? undefined : `what ${callee} is could not be decided in this scan`
    }
    if (this.exists(entry)) return 'its file was not scanned'
    if (isStaged) return 'its file is gone, and only what is staged was scanned'
    return this.#isCovered(path) ? undefined : 'its file is gone, and its folder was not scanned'
  }

  /** A file of this name would have been scanned. */
  #isCovered(path: string): boolean {
    this.#covers ??= coverOf(this.looked)
    return this.#covers(path)
  }

  #scopesOf(path: string): Promise<ReadonlySet<string> | undefined> {
    const known = this.#scopes.get(path)
    if (known) return known
    const found = this.#parsed(path)
    this.#scopes.set(path, found)
    return found
  }

  async #parsed(path: string): Promise<ReadonlySet<string> | undefined> {
    const [{ parseFile }, { scopePaths }] = await Promise.all([import('../../sites/ast.js'), import('../identity.js')])
    try {
      return scopePaths(parseFile(path, this.looked.texts?.get(path) ?? readText(path)))
    } catch {
      return undefined // its functions may all be there
    }
  }
}

/** A comment that silences is judged where all rules that it names were run. */
function rulesOf({ rule, call }: Entry): readonly RuleName[] {
  if (rule !== 'suppression') return [rule]
  return (Object.keys(silenceable) as RuleName[]).filter(name => call.includes(name))
}

const silenceable: Record<Exclude<RuleName, 'suppression'>, 0> = {
  'raw-send': 0,
  'unmanaged-watcher': 0,
  'untimed-call': 0,
  'unsupervised-spawn': 0,
  'god-process': 0,
}

function coverOf({ root, paths }: Looked): (path: string) => boolean {
  const { wanted, unwanted } = readRequests(root, paths)
  const isUnwanted = globMatcher(unwanted)
  const all = wanted.map(request => {
    if (request.kind === 'file') return (path: string) => path === request.file
    const { folder } = request
    if (request.kind === 'folder') return (path: string) => isInside(folder, path)
    const matches = picomatch(request.glob, globOptions)
    return (path: string) => isInside(folder, path) && matches(relativePath(folder, path))
  })
  return path => all.some(covers => covers(path)) && !isUnwanted(relativePath(root, path))
}
