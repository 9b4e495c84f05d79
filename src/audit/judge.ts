/** Rules over files, in rounds: who calls a function from other files is looked up for many functions at once. */
import { rules } from '../../rules/index.js'
import type { Skipped } from '../files/skipped.js'
import type { Preset, RuleName } from '../result.js'
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
  verdict: Verdict
}

/** A function's caller's caller and its caller: beyond that, nothing that is decided depends on it. */
const ROUNDS = 4

export async function judge(
  files: FileSites[],
  paths: readonly string[],
  inf: Inference,
  preset: Preset,
  isTest: (path: string) => boolean,
  signal?: AbortSignal,
): Promise<{ judged: Map<FileSites, Judged[]>; failed: Skipped[] }> {
  const callers = new Callers(inf, isTest)
  const mentions = new Mentions(paths, inf.project, signal)
  const out = new Map<FileSites, Judged[]>()
  const failed: Skipped[] = []
  const breathe = breather(signal)
  let open = files
  for (let round = 0; round < ROUNDS && open.length > 0; round++) {
    const again: FileSites[] = []
    for (const f of open) {
      await breathe()
      const before = callers.asked
      try {
        const { file, sites } = f
        const handMade = handMadeCalls(file, sites, inf)
        out.set(f, judgeFile(f, { file, sites, inf, callers, inTest: isTest(file.path), preset, handMade }))
        if (callers.asked > before) again.push(f)
      } catch (error) {
        out.delete(f)
        failed.push({ file: f.file.path, reason: reasonOf(error) })
      }
    }
    if (callers.wanted.size > 0) callers.learn(await mentions.of(callers.wanted))
    open = again
  }
  return { judged: out, failed }
}

function judgeFile(f: FileSites, pass: FilePass): Judged[] {
  const out: Judged[] = []
  for (const site of f.sites) {
    for (const rule of rules) {
      const verdict = rule.judge(site, pass)
      if (!verdict) continue
      out.push({ rule: rule.name, node: verdict.at ?? site.node, site, verdict })
      break
    }
  }
  for (const rule of rules)
    for (const { node, verdict } of rule.whole?.(pass) ?? []) out.push({ rule: rule.name, node, verdict })
  return out
}
