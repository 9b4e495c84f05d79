/** Rules over files, in rounds: who calls a function from other files is looked up for many functions at once. */
import { rules } from '../../rules/index.js'
import type { Settings } from '../config/settings.js'
import type { Skipped } from '../files/skipped.js'
import type { RuleName } from '../result.js'
import type { Node } from '../sites/ast.js'
import { Callers } from '../sites/callers.js'
import type { Site } from '../sites/find.js'
import { handMadeCalls } from '../sites/hand-made.js'
import type { Inference } from '../sites/infer.js'
import { breather } from './breath.js'
import { type FileSites, reasonOf } from './collect.js'
import { Mentions } from './mentions.js'
import type { FilePass, Verdict } from './rule.js'

export interface Judged {
  rule: RuleName
  node: Node
  site?: Site
  unit?: string
  verdict: Verdict
}

/** A function's caller's caller and its caller: beyond that, nothing that is decided depends on it. */
const ROUNDS = 4

/** Judges files in one or more goes; what is learned of callers in one go serves the next. */
export class Judging {
  readonly judged: Map<FileSites, Judged[]> = new Map()
  readonly failed: Skipped[] = []
  readonly #seen: Set<FileSites> = new Set()
  readonly #callers: Callers
  readonly #mentions: Mentions

  constructor(
    readonly inf: Inference,
    readonly paths: readonly string[],
    /** Those that may hold a site. */
    passed: readonly string[],
    readonly settings: Pick<Settings, 'isTest' | 'rulesOf'>,
    readonly signal?: AbortSignal,
  ) {
    const mayHold = new Set(passed)
    this.#callers = new Callers(inf, settings.isTest, path => mayHold.has(path))
    this.#mentions = new Mentions(paths, inf.project, signal)
  }

  /** Each file once. */
  async judge(files: readonly FileSites[]): Promise<void> {
    const callers = this.#callers
    const breathe = breather(this.signal)
    let open = files.filter(f => !this.#seen.has(f))
    for (const f of open) this.#seen.add(f)
    for (let round = 0; round < ROUNDS && open.length > 0; round++) {
      const again: FileSites[] = []
      for (const f of open) {
        await breathe()
        const before = callers.asked
        this.#file(f)
        if (callers.asked > before && this.judged.has(f)) again.push(f)
      }
      if (callers.wanted.size > 0) callers.learn(await this.#mentions.of(callers.wanted))
      open = again
    }
  }

  #file(f: FileSites): void {
    const { file, sites } = f
    const { inf, settings } = this
    try {
      const handMade = handMadeCalls(file, sites, inf)
      const inTest = settings.isTest(file.path)
      const settled = settings.rulesOf(file.path)
      this.judged.set(f, judgeFile(f, { file, sites, inf, callers: this.#callers, inTest, rules: settled, handMade }))
    } catch (error) {
      this.judged.delete(f)
      this.failed.push({ file: file.path, reason: reasonOf(error) })
    }
  }
}

function judgeFile(f: FileSites, pass: FilePass): Judged[] {
  const out: Judged[] = []
  const run = rules.filter(rule => pass.rules[rule.name].state !== 'off')
  for (const site of f.sites) {
    for (const rule of run) {
      const verdict = rule.judge(site, pass)
      if (!verdict) continue
      out.push({ rule: rule.name, node: verdict.at ?? site.node, site, verdict })
      break
    }
  }
  for (const rule of run) for (const whole of rule.whole?.(pass) ?? []) out.push({ rule: rule.name, ...whole })
  return out
}
