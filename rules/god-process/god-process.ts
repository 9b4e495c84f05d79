/**
 * A class, function or module that holds peers and does too much. Reported, never rewritten.
 *
 * Its duties are counted on the tree: it makes peers, tells many, handles many kinds of messages, owns timers, drives
 * itself by sends to itself, holds a queue. Enough of them in enough lines, or a pool with a queue and a chain of
 * self-sends at any length, is a god process. The reason prints every number with its threshold.
 */
import type { FilePass, Rule, Verdict, Whole } from '../../src/audit/rule.js'
import { type FunctionNode, isClass, isFunction, lineOf, type Node } from '../../src/sites/ast.js'
import { sitesIn } from '../../src/sites/find.js'
import { type Duties, dutiesOf } from './duties.js'
import type { GodProcessShape, Thresholds } from './settings.js'

export const godProcess: Rule = { name: 'god-process', judge: () => undefined, whole }

function whole(pass: FilePass): Whole[] {
  if (pass.inTest || pass.sites.length === 0) return []
  const { lines, duties, moduleLines } = pass.rules['god-process'].options
  const found = unitsOf(pass).flatMap(node => {
    const verdict = judgeUnit(node, pass, lines, duties)
    return verdict ? [{ node, verdict }] : []
  })
  if (found.length > 0) return found
  const verdict = judgeUnit(pass.file.program, pass, moduleLines, 2)
  // a module has no name of its own: its first statement stands for it
  const first = pass.file.program.body[0] as Node | undefined
  return verdict && first ? [{ node: first, unit: 'module', verdict }] : []
}

/** Classes, and functions outside of them that hold a peer: the innermost units that a reader would split. */
function unitsOf({ file, sites }: FilePass): Node[] {
  const out = new Set<Node>(file.classes)
  for (const site of sites) {
    let outermost: FunctionNode | undefined
    let inClass = false
    for (let n = site.node.parent as Node | undefined; n; n = n.parent as Node | undefined) {
      if (isClass(n)) inClass = true
      if (isFunction(n)) outermost = n
    }
    if (outermost && !inClass) out.add(outermost)
  }
  return [...out]
}

function judgeUnit(node: Node, pass: FilePass, lines: number, least: number): Verdict | undefined {
  if (sitesIn(pass.sites, node).length === 0) return undefined
  const duties = dutiesOf(node, pass)
  const length = lineOf(pass.file.lineStarts, node.end) - lineOf(pass.file.lineStarts, node.start) + 1
  const limits = pass.rules['god-process'].options
  const had = named(duties, limits)
  const isLong = length > lines && had.length >= least
  const drivesItself = duties.queues > 0 && duties.selfSends >= limits.selfSends && duties.hasPool()
  if (!isLong && !drivesItself) return undefined
  const size = `${length} lines (threshold ${lines})`
  return {
    kind: 'god-process',
    shape: (isLong ? 'god-process' : 'state-machine') satisfies GodProcessShape,
    reason: isLong
      ? `${size} and ${had.length} duties (threshold ${least}): ${had.join('; ')}`
      : `it supervises a pool, holds a queue and chains sends to itself as a state machine: ${had.join('; ')}; ${length} lines`,
    severity: 'info',
    advice: 'split it: one process for the pool, one for the queue, one for the steps',
    fix: { verdict: 'review', reason: 'how to split it is a matter of design' },
  }
}

/** The duties that count, each with its number and threshold. */
function named(d: Duties, limits: Thresholds): string[] {
  return [
    ...(d.spawns > 0 ? [`makes peers (${d.spawns} ${d.spawns === 1 ? 'place' : 'places'})`] : []),
    ...(d.recipients > limits.recipients
      ? [`sends to ${d.recipients} recipients (threshold ${limits.recipients})`]
      : []),
    ...(d.messageKinds > limits.messageKinds
      ? [`handles ${d.messageKinds} kinds of messages (threshold ${limits.messageKinds})`]
      : []),
    ...(d.timers >= limits.timers ? [`owns ${d.timers} timers (threshold ${limits.timers})`] : []),
    ...(d.selfSends >= limits.selfSends
      ? [`sends to itself in ${d.selfSends} places (threshold ${limits.selfSends})`]
      : []),
    ...(d.queues > 0 ? [`holds ${d.queues === 1 ? 'a queue' : `${d.queues} queues`}`] : []),
  ]
}
