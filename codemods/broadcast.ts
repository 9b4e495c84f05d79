/**
 * `for (const w of workers) w.postMessage(m)` and `workers.forEach(w => w.postMessage(m))` →
 * `postBroadcast(workers, m, { strategy })`, and `await broadcastSupervised(…)` at the end of an async function.
 *
 * 1. The loop's body is the send alone, to the element, a part of it, or the entry of its key; and every recipient gets
 *    the same message: the rule has looked that neither the message depends on the element nor a transfer list goes along.
 * 2. `for … of` over arrays, sets and maps, over entries with a pattern, `for … in` and `Object.keys` (`cluster.workers`),
 *    counting loops, `forEach`. What is gone through is an array, or is made one in the order of the loop.
 * 3. A consensus (`vote`, `consensus`, `commit`, `elect`, `quorum` in the message or the enclosing function's name) is
 *    `all_or_nothing`; everything else `best_effort`.
 *
 * Safety. The recipients get the same message in the same order within the call, each as by `postSupervised` (see
 * raw-send, whose conditions hold here as well). What differs: a recipient that is in the list twice gets it once; what
 * one of them throws keeps nothing from the others; and the message is made once instead of once for each. That is done
 * only for messages whose making does no more than to read: what a call makes (`jobs.shift()`) is another for each. Where
 * recipients get the object itself, it is argued only for those that had one object before: others are for review. A consensus that can't reach everybody reaches nobody, which is
 * meant, and for review. A loop goes by what its collection holds at each turn, a broadcast by what it holds at first: the
 * same but for actors, which handle the event within the send, and may stop others or start new ones. That is argued where
 * the collection is made for the loop, or is a constant that nothing changes. Comments of the loop stand before the call. A loop that chooses among its elements, or whose
 * recipients are made in it, stays, with a supervised send in place of the raw one.
 */
import type { Fix } from '../src/migrate/fix.js'
import { indentAt } from '../src/migrate/text-style.js'
import type { Finding, SiteReport } from '../src/result.js'
import { type Alone, alone } from './alone.js'
import { type Codemod, oneByOne, runtime, type Task } from './codemod.js'
import { sendFix } from './raw-send.js'
import { differenceOf } from './send/difference.js'
import { hazardOf, safetyOf } from './send/hazards.js'
import { isMadeByTurns, mayChange } from './send/live.js'
import { type Loop, loopAround, outlives } from './send/loop.js'
import { partsOf } from './send/parts.js'
import { functionAround, isAsyncTail } from './send/place.js'
import { isListable, recipientsOf } from './send/recipients.js'
import { isWaitedFor } from './send/waited-for.js'
import { callAt, commentsBeside, hole, j, nameNode, nodeOf, type Path, printed, type Syntax, sourceOf } from './tree.js'

export const broadcast: Codemod = {
  name: 'broadcast',
  rule: 'raw-send',
  takes: (finding, site) =>
    finding.fix.verdict === 'auto' && finding.shape === 'broadcast' && site.role !== 'broadcast',
  fixes: task => oneByOne(task, fixOf),
}

const transform: Alone = alone(broadcast)
export default transform

function fixOf(finding: Finding, task: Task): Fix | string {
  const { tree, style } = task
  const site = task.sites.find(s => s.id === finding.siteId)
  const path = site && callAt(tree, site)
  if (!site || !path) return 'the call was not found in the file'
  const parts = partsOf(path, site, tree)
  if (typeof parts === 'string') return parts
  const { target, message, condition } = parts
  const loop = onItsLines(loopAround(path), tree.text)
  const recipients =
    typeof loop === 'string' || (condition && condition !== target) || !isBroadcast(loop, task)
      ? undefined
      : recipientsOf(loop, target, condition !== undefined, tree)
  // the loop stays, and sends one by one
  if (typeof loop === 'string' || recipients === undefined || mayDiffer(message)) return sendFix(finding, task)

  const strategy = isConsensus(path, sourceOf(tree, message)) ? 'all_or_nothing' : 'best_effort'
  // a consensus is for review in any case, and has a result that somebody wants
  const waits = isAsyncTail(loop.path) && (strategy === 'all_or_nothing' || !isWaitedFor(loop.path, tree))
  const need = task.names.need(runtime, waits ? 'broadcastSupervised' : 'postBroadcast')
  const options = j.objectExpression([j.objectProperty(j.identifier('strategy'), j.stringLiteral(strategy))])
  const call = j.callExpression(nameNode(need.local), [hole(0), hole(1), options])
  const text = printed(waits ? j.awaitExpression(call) : call, [recipients, sourceOf(tree, message)], style.quote)
  const reason =
    hazardOf(path, target, site) ??
    (strategy === 'all_or_nothing' ? 'a consensus that cannot reach everybody reaches nobody' : undefined) ??
    shared(message, site) ??
    (isHandledWithin(site) && mayChange(loop.over, tree)
      ? 'an actor handles the event within the send, and may change what the loop goes through: the broadcast goes to all that is in it at the beginning'
      : undefined)
  return {
    id: finding.id,
    findings: [finding.id],
    rule: 'raw-send',
    codemod: 'broadcast',
    dialect: site.dialect,
    file: task.file,
    line: site.line,
    column: site.column,
    safety: safetyOf(reason),
    reason,
    difference: `one broadcast (${strategy}): a recipient named twice gets it once; ${differenceOf(site, waits, { target, sites: task.sites, tree })}`,
    edits: [{ file: task.file, ...loop.range, text: commentsOf(loop, message, task) + text + end(loop, task) }],
    imports: [need],
  }
}

/** Without semicolons, one that is written before the next line's `[` or `(` ends the loop, and stays there. */
function onItsLines(loop: Loop | string, text: string): Loop | string {
  if (typeof loop === 'string') return loop
  const { start, end } = loop.range
  const behind = /\s*\n\s*;$/.exec(text.slice(start, end))
  return behind ? { ...loop, range: { start, end: end - behind[0].length } } : loop
}

/** All that the loop goes through is there before the first send, and what it declares is no one else's. */
const isBroadcast = (loop: Loop, { file, tree }: Task): boolean =>
  isListable(loop, file, tree) && !isMadeByTurns(loop.over, tree) && !outlives(loop, tree)

/** Comments of the loop, which have no place in one call, before it. */
function commentsOf(loop: Loop, message: Syntax, { tree, style }: Task): string {
  const indent = indentAt(tree.text, loop.range.start)
  return commentsBeside(tree, loop.range, [loop.over, message])
    .map(c => `${sourceOf(tree, c)}${style.eol}${indent}`)
    .join('')
}

/** A loop needs no semicolon, a call does: at least before what is on its line, or could be taken for its arguments. */
function end({ kind, range }: Loop, { tree, style }: Task): string {
  if (kind === 'forEach') return ''
  const [behind = '', next = ''] =
    /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*([\s\S]?)/.exec(tree.text.slice(range.end)) ?? []
  const isOnItsLine = !behind.includes('\n') && !/^[};]?$/.test(next)
  return style.semicolons || isOnItsLine || /[([`/+-]/.test(next) ? ';' : ''
}

const consensus = /consensus|quorum|\bvot(e|ing)|\belect|\bcommit\b/i

function isConsensus(path: Path, message: string): boolean {
  for (let p = functionAround(path); p; p = functionAround(p)) {
    const { id, key } = nodeOf(p) as { id?: Syntax | null; key?: Syntax }
    const name = (id?.name ?? key?.name ?? namedBy(p)) as string | undefined
    if (name !== undefined && consensus.test(name)) return true
  }
  return consensus.test(message)
}

/** `const reachConsensus = () => …`. */
function namedBy(fn: Path): unknown {
  const holder = nodeOf(fn.parent as Path)
  return holder.type === 'VariableDeclarator' ? (holder.id as Syntax).name : (holder.key as Syntax | undefined)?.name
}

/** What the recipient does with the message is done before the loop goes on. */
const isHandledWithin = ({ dialect }: SiteReport): boolean => dialect.startsWith('xstate')

/** Recipients that get the sender's own object. */
const sharing = /^(xstate|nact)/

/** Recipients that got an object each get the one object. */
function shared(message: Syntax, { dialect }: SiteReport): string | undefined {
  const isFresh = nodesIn(message).some(n => /^(Object|Array)Expression$/.test(n.type))
  return sharing.test(dialect) && isFresh ? 'the recipients share one message object; each had its own' : undefined
}

const reads = /^(JSON\.stringify|String|Number|Boolean)$/

/** `{ n: n++ }`, `jobs.shift()`, `randomUUID()`: another message for each recipient, or one that has something done. */
const mayDiffer = (message: Syntax): boolean =>
  nodesIn(message).some(
    n =>
      /^(Assignment|Update|Await|Yield|New|TaggedTemplate|OptionalCall)/.test(n.type) ||
      (n.type === 'CallExpression' && !reads.test(calleeText(n.callee as Syntax))),
  )

function nodesIn(message: Syntax): Syntax[] {
  const nodes = [message]
  j(message as never)
    .find(j.Node)
    .forEach(p => void nodes.push(p.node as unknown as Syntax))
  return nodes
}

function calleeText(callee: Syntax): string {
  const object = (callee.object as Syntax | undefined)?.name
  const property = (callee.property as Syntax | undefined)?.name
  return object === undefined ? String(callee.name) : `${String(object)}.${String(property)}`
}
