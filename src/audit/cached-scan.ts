/** A scan whose whole result is kept, and taken again while nothing that it depends on has changed. */
import { resolve, sep } from 'node:path'
import { checkOptions } from '../config/options.js'
import { loadSettings, type Settings } from '../config/settings.js'
import { type Discovered, discover } from '../files/discover.js'
import { Looks, watched } from '../files/looks.js'
import { relativePath } from '../files/paths.js'
import { realRoot } from '../files/requests.js'
import type { CacheUse, ScanOptions, ScanResult } from '../result.js'
import { baselineOf } from './baseline/apply.js'
import { compare } from './cache/compare.js'
import { decoded, type Entry, encoded, type Facts } from './cache/entry.js'
import type { Moment } from './cache/picture.js'
import { factsOf, nameOf } from './cache/question.js'
import { load, momentAt, save } from './cache/store.js'

/**
 * As `scan` of ./scan.js, which it loads only when it has to: the parser and the dialects are most of the tool.
 * @throws as `scan`
 */
export async function scan(given: ScanOptions = {}): Promise<ScanResult> {
  checkOptions(given)
  // what is kept knows nothing of a baseline
  const options = { ...given, baseline: false, why: undefined }
  const isPart = options.changed !== undefined && options.changed !== false
  const off = (why: string): Promise<ScanResult> => {
    options.onCache?.({ outcome: 'off', reasons: [why] })
    // git lists the files while the rest of the tool is loaded
    return anew(given, isPart || given.staged ? undefined : listed(given))
  }
  if (!options.cache) return off('it was not asked for')
  if (isPart) return off('only what has changed is scanned')
  if (options.staged) return off('what is staged is read from the index, and nothing is written')
  const started = performance.now()
  const root = realRoot(resolve(options.root ?? '.'))
  const paths = options.paths && options.paths.length > 0 ? options.paths : ['.']
  const settings = await loadSettings(root, paths, options)
  if (settings.cache === false) return off('the configuration says so')
  const facts = factsOf(settings.configs)
  if (typeof facts === 'string') return off(facts)
  const baseline = await baselineOf(root, settings, given)
  const kept = new Kept(root, options, settings, facts)
  const listing = listed({ ...options, root, paths })
  const isSame = await kept.compare()
  const found = await listing
  const taken = isSame ? kept.take(found) : undefined
  if (taken) options.onCache?.(kept.use)
  const result = taken ?? (await kept.make(found))
  result.summary.durationMs = performance.now() - started
  if (!baseline) return result
  const { against } = await import('./baseline/apply.js')
  return (await against(result, baseline, { root, settings, files: kept.scanned(found) }, given)).result
}

function listed({ root, paths, signal }: ScanOptions): Promise<Discovered> {
  const found = discover({ root: resolve(root ?? '.'), paths: paths && paths.length > 0 ? paths : undefined, signal })
  found.catch(() => {}) // the scan awaits it, and tells what went wrong
  return found
}

const anew = async (options: ScanOptions, found?: Discovered | Promise<Discovered>): Promise<ScanResult> =>
  (await import('./scan.js')).scan(options, undefined, found)

/** The kept result of one question. */
class Kept {
  readonly use: CacheUse = { outcome: 'missed', reasons: [] }
  readonly #name: string
  #moment: Moment | undefined
  #entry: Entry | undefined
  #isMended = false

  constructor(
    readonly root: string,
    readonly options: ScanOptions,
    readonly settings: Settings,
    readonly facts: Facts,
  ) {
    this.#name = nameOf(root, options)
  }

  /** Whether there is one that holds, if the files are the same; {@link use} says why not. Meanwhile git lists them. */
  async compare(): Promise<boolean> {
    const entry = this.#load()
    if (!entry) return false
    const { reasons } = this.use
    for (const [name, value] of Object.entries(this.facts))
      if (entry.facts[name] !== value) reasons.push(`${name} is not the same`)
    if (entry.day !== undefined && entry.day !== this.#today())
      reasons.push('comments in the code count until some day')
    if (reasons.length > 0) return false
    const { changes, isMended, read } = await compare(entry.picture, () => this.#now(), this.options.signal)
    reasons.push(...changes.map(text => text.replaceAll(this.root + sep, '')))
    const { files, folders } = entry.picture
    this.use.checked = { files: files.length, folders: folders.length, byContent: read }
    this.#entry = entry
    this.#isMended = isMended
    return reasons.length === 0
  }

  /** None if other files are scanned now. */
  take(found: Discovered): ScanResult | undefined {
    const entry = this.#entry!
    this.use.reasons.push(...this.#listed(entry, found))
    if (this.use.reasons.length > 0) return undefined
    if (this.#isMended) this.#save(entry)
    this.use.outcome = 'taken'
    const result = entry.result()
    return { ...result, summary: { ...result.summary, commit: found.commit } }
  }

  /** Scans, and keeps the result if it can be told on what it depends. */
  async make(found: Discovered): Promise<ScanResult> {
    const { options, use } = this
    const moment = await this.#now()
    if (!moment) {
      options.onCache?.(use)
      return anew(options, found)
    }
    const looks = new Looks()
    const today = this.#today()
    const result = await watched(looks, () => anew({ ...options, today }, found))
    const { take, Blurred } = await import('./cache/take.js')
    const why = unfit(result)
    try {
      if (why !== undefined) throw new Blurred(why)
      const picture = await take(looks, this.scanned(found), moment, options.signal)
      const day = looks.isDated ? today : undefined
      this.#save({ facts: this.facts, skipped: unlisted(found), day, picture, result: () => result })
    } catch (error) {
      if (!(error instanceof Blurred)) throw error
      use.notKept = error.message.replaceAll(this.root + sep, '')
    }
    options.onCache?.(use)
    return result
  }

  #load(): Entry | undefined {
    let bytes: Buffer | undefined
    try {
      bytes = load(this.root, this.#name)
    } catch (error) {
      this.use.reasons.push(`what was kept can't be read: ${(error as Error).message}`)
      return undefined
    }
    const entry = bytes && decoded(bytes)
    if (!entry)
      this.use.reasons.push(
        bytes ? 'what was kept is damaged, or of another version' : 'nothing was kept of such a scan',
      )
    return entry
  }

  #save(entry: Entry): void {
    try {
      save(this.root, this.#name, encoded(entry))
    } catch (error) {
      this.use.trouble = (error as Error).message
    }
  }

  /** When a closer look begins; none, and the trouble told, where nothing can be written. */
  async #now(): Promise<Moment | undefined> {
    try {
      this.#moment ??= await momentAt(this.root)
    } catch (error) {
      this.use.trouble = (error as Error).message
    }
    return this.#moment
  }

  #listed({ picture, skipped }: Entry, found: Discovered): string[] {
    const before = picture.files.slice(0, picture.scanned)
    const shown = (file: string): string => relativePath(this.root, file)
    if (skipped !== unlisted(found)) return ['other files can not be looked at, or they are listed in another way']
    const now = this.scanned(found)
    if (before.length === now.length && before.every((file, i) => file === now[i])) return []
    const [was, is] = [new Set(before), new Set(now)]
    const fresh = now.filter(file => !was.has(file)).map(file => `${shown(file)} is new`)
    const gone = before.filter(file => !is.has(file)).map(file => `${shown(file)} is gone`)
    return fresh.length + gone.length > 0 ? [...fresh, ...gone] : ['the files stand in another order']
  }

  /** Without those that the configuration leaves out. */
  scanned({ files }: Discovered): string[] {
    const { configs, isIgnored } = this.settings
    return configs.some(({ says }) => says.ignore) ? files.filter(file => !isIgnored(file)) : files
  }

  #today(): string {
    return this.options.today ?? new Date().toISOString().slice(0, 10)
  }
}

/** What is said of files that are not scanned. */
const unlisted = ({ skipped, notices }: Discovered): string => JSON.stringify([skipped, notices])

/** Why a result is of this run only. */
function unfit({ summary: { types }, skipped }: ScanResult): string | undefined {
  // it may have been the disk's, or ours, and be gone next time
  const failed = skipped.find(({ reason }) => /^(?:can't be read|internal error|is not a regular file)/.test(reason))
  if (failed) return `${failed.file} ${failed.reason}`
  if (types.backend === 'ts-morph' && types.asked > 0) return 'ts-morph was asked, which does not tell what it looks at'
  return undefined
}
