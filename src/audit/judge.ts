/** Rules over files, in rounds: who calls a function from other files is looked up for many functions at once. */
import { rules } from '../../rules/index.js'
import { readAll } from '../files/read.js'
import type { Skipped } from '../files/skipped.js'
import type { Preset, RuleName } from '../result.js'
import type { Node } from '../sites/ast.js'
import { Callers } from '../sites/callers.js'
import type { Site } from '../sites/find.js'
import { handMadeCalls } from '../sites/hand-made.js'
import type { Inference } from '../sites/infer.js'
import { breather } from './breath.js'
import { type FileSites, reasonOf } from './collect.js'
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
    if (callers.wanted.size > 0) callers.learn(await mentionsOf(callers.wanted, paths, signal))
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

/**
 * What stands before a name that is used: as a member, in a pattern or an import, under a name of its own. A method of
 * the same name, declared in most files of a program that call theirs `init`, is none.
 */
const used = `(?:\\.\\s*|[{,]\\s*(?:type\\s+)?|['"\`]|(?<![\\w$])(?:as|import|const|let|var)\\s+)`
const mostAlternatives = 100

/** One read of all files for all names. */
async function mentionsOf(
  names: Set<string>,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  const words = [...names].filter(n => /^#?[\w$]+$/.test(n))
  if (words.length === 0) return found
  const isWanted = new Set(words)
  // an alternative for each of thousands of names would be tried at each letter
  const any =
    words.length > mostAlternatives
      ? new RegExp(`${used}(#?[\\w$]+)`, 'g')
      : new RegExp(`${used}(${words.map(w => w.replace(/[$]/g, '\\$&')).join('|')})(?![\\w$])`, 'g')
  const visit = (path: string, text: string): void => {
    const mentioned = new Set<string>()
    for (const [, name = ''] of text.matchAll(any)) if (isWanted.has(name)) mentioned.add(name)
    for (const name of mentioned) {
      const known = found.get(name)
      if (known) known.push(path)
      else found.set(name, [path])
    }
  }
  await readAll(paths, (path, _text, bytes) => visit(path, bytes.toString('latin1')), signal)
  return found
}
