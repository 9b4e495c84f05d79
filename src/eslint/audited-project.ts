/** One project's findings by file, kept while nothing on the disk changes. */
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { scan } from '../audit/scan.js'
import { Session } from '../audit/session.js'
import type { Discovered } from '../files/discover.js'
import { kindOf } from '../files/kinds.js'
import { isInNodeModules, isInside, relativePath } from '../files/paths.js'
import { readText } from '../files/read.js'
import { realRoot } from '../files/requests.js'
import { isOpen } from '../report/rank.js'
import type { ScanResult } from '../result.js'
import { type Answer, type AuditOptions, type Reported, undecided } from './answer.js'
import { Disk } from './disk.js'

/**
 * So many files, of so many, are scanned each alone; with the next one, all are scanned at once. An editor asks about
 * few files between two changes on the disk and would wait, ESLint's command line asks about all.
 */
const mostAlone = (files: number): number => 2 + files / 100
/** Asking when files were written takes at most this share of the time, where it takes longer than that at all. */
const share = 0.1
const soonMs = 2
/** Texts that stand in for files that have changed since the type checker was started. */
const mostTexts = 64

/** What was read when, and is still so. */
interface State {
  disk: Disk
  session: Session
  /** Of files that have changed since the session began. */
  texts: Map<string, string>
}

export class AuditedProject {
  readonly #root: string
  #state: State | undefined
  readonly #alone: Map<string, { text: string; answer: Answer }> = new Map()
  #whole: ScanResult | undefined
  #baseline: string | undefined
  #lookedAt = 0
  #day: string = today()

  /** @throws UsageError for a root that does not exist. */
  constructor(readonly options: AuditOptions) {
    this.#root = realRoot(options.root)
  }

  /** What a scan of the project says of a file that has this text. @throws UsageError */
  async of(file: string, text: string): Promise<Answer> {
    const path = realFile(file)
    const state = await this.#look(path)
    const isOnDisk = state.disk.has(path)
    if (!isOnDisk && !this.#wouldBeFound(path)) return { kind: 'audited', reported: [] }
    const isAsOnDisk = isOnDisk && textOf(path) === text
    if (isAsOnDisk && this.#whole) return this.#of(this.#whole, path)
    const known = this.#alone.get(path)
    if (known?.text === text) return known.answer
    if (isAsOnDisk && this.#alone.size >= mostAlone(state.disk.found.files.length)) {
      // no session: the trees of all files are not worth their memory
      const options = { ...this.options, root: this.#root, today: this.#day }
      this.#whole = await scan(options, undefined, state.disk.found)
      this.#watch(state, this.#whole)
      return this.#of(this.#whole, path)
    }
    const answer = await this.#scanAlone(state, path, text, isAsOnDisk)
    this.#alone.set(path, { text, answer })
    return answer
  }

  /** As scanned with all others, but they are not judged. */
  async #scanAlone(state: State, path: string, text: string, isAsOnDisk: boolean): Promise<Answer> {
    const { disk, session, texts } = state
    // a map of its own each time: the type checker compares it with the one before
    const given = new Map(texts)
    if (!isAsOnDisk) given.set(path, text)
    const found: Discovered = disk.has(path) ? disk.found : { ...disk.found, files: [...disk.found.files, path] }
    const options = { ...this.options, root: this.#root, today: this.#day }
    const result = await scan(options, given, found, session, { only: new Set([path]), isCompared: true })
    this.#watch(state, result)
    return this.#of(result, path)
  }

  /** Which baseline it is, a configuration may say: only a scan knows. */
  #watch({ disk }: State, { summary: { baseline } }: ScanResult): void {
    if (baseline) this.#baseline = disk.watch(join(this.#root, baseline.file))
  }

  #of({ findings, sites, skipped }: ScanResult, path: string): Answer {
    const file = relativePath(this.#root, path)
    const reason = skipped.find(s => s.file === file)?.reason
    if (reason !== undefined) return { kind: 'skipped', reason }
    const reported: Reported[] = []
    const own = sites.filter(s => s.file === file)
    const siteOf = new Map(own.map(s => [s.id, s]))
    const open = findings.filter(f => f.file === file && isOpen(f))
    for (const { siteId, rule, severity, message, line, column } of open) {
      const { endLine, endColumn } = siteOf.get(siteId)!
      reported.push({ rule, severity, message, line, column, endLine, endColumn })
    }
    for (const { kind, callee, reason, line, column, endLine, endColumn } of own) {
      if (kind !== 'undecided') continue
      const message = `${callee}: ${reason}`
      reported.push({ rule: undecided, severity: 'info', message, line, column, endLine, endColumn })
    }
    return { kind: 'audited', reported }
  }

  /** Takes notice of what has changed on the disk. */
  async #look(path: string): Promise<State> {
    const state = this.#state
    if (!state) return this.#renew()
    const { askingMs } = state.disk
    const isDue = askingMs <= soonMs || performance.now() - this.#lookedAt > askingMs / share
    if (!isDue && (state.disk.has(path) || !existsSync(path))) return state
    const change = await state.disk.change(() => this.#disk())
    this.#lookedAt = performance.now()
    if (!change && this.#day === today()) return state
    this.#forget()
    if (change?.kind === 'layout') return this.#renew()
    for (const file of change?.files ?? []) {
      const text = textOf(file)
      if (text === undefined) return this.#renew()
      state.texts.set(file, text)
    }
    return state.texts.size > mostTexts ? this.#renew() : state
  }

  #forget(): void {
    this.#alone.clear()
    this.#whole = undefined
    this.#day = today()
  }

  async #renew(): Promise<State> {
    await this.#state?.session.close()
    this.#state = undefined
    this.#forget()
    const disk = await this.#disk()
    this.#lookedAt = performance.now()
    this.#state = { disk, session: new Session(this.#root, this.options.types ?? 'native'), texts: new Map() }
    return this.#state
  }

  #disk(): Promise<Disk> {
    const { paths, config, baseline } = this.options
    const named = [config, baseline].filter(path => typeof path === 'string').map(path => resolve(this.#root, path))
    return Disk.look(this.#root, paths, this.#baseline === undefined ? named : [...named, this.#baseline])
  }

  /** A file that was not saved yet. */
  #wouldBeFound(path: string): boolean {
    return !existsSync(path) && kindOf(path) === 'ts' && isInside(this.#root, path) && !isInNodeModules(path)
  }
}

/** The path under which a scan finds it. */
function realFile(file: string): string {
  try {
    return realpathSync.native(file)
  } catch {
    return existsSync(dirname(file)) ? join(realpathSync.native(dirname(file)), basename(file)) : file
  }
}

function textOf(path: string): string | undefined {
  try {
    return readText(path)
  } catch {
    return undefined // a scan says why
  }
}

const today = (): string => new Date().toISOString().slice(0, 10)
