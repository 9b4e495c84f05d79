/**
 * `peer.send(message)` → `postSupervised(peer, message)`, and `await sendSupervised(peer, message)` at the end of an
 * async function.
 *
 * 1. `worker.postMessage(m)`, `port.postMessage(m)`, `child.send(m)`, `process.send?.(m)`, `socket.send(d)`,
 *    `actor.send(e)`, `dispatch(ref, m)`: recipient and message stay as they are written.
 * 2. With a transfer list: `{ transfer: [b] }`, and no retries, since what has moved can't be sent again.
 * 3. `peer?.send(m)`: `if (peer) postSupervised(peer, m)`, the peer looked up once.
 *
 * Safety. The runtime hands over the same message to the same recipient by the same member, within the call: what the
 * message holds, its place among raw sends, what an actor is on the next line, and what `terminate()` right behind leaves
 * of it, are as they were. A peer that knows nothing of the runtime gets the same payload. Nobody used what the call
 * returned. What the recipient's own member throws at a message that it can't take at all is thrown here as well. Three
 * things differ. It throws nothing else: safe only outside `try`. It hears the recipient's error, and an
 * unheard one ends the process: where the file does not hear it already, that is stated as the difference, since to tell
 * of the recipient's end is what supervision is for. And it takes in no more than 10 000 messages that
 * have not left: safe only outside of loops, where what was sent counts until the operating system has it. Awaiting comes
 * last in an async function or not at all, so that nothing overtakes anything; and not where the file waits for the
 * function: what comes behind would come later, and an awaited send has a result of what can't be sent. The argument fails where the recipient
 * serves already (`servePeer`) and this tool does not see its program: there messages leave at the end of the microtask;
 * and where what has a peer's type is none when it runs, as a stand-in of a test, at which the runtime throws.
 */
import type { Fix } from '../src/migrate/fix.js'
import type { Finding, SiteReport } from '../src/result.js'
import { type Alone, alone } from './alone.js'
import { type Codemod, oneByOne, runtime, type Task } from './codemod.js'
import { differenceOf } from './send/difference.js'
import { hazardOf, safetyOf } from './send/hazards.js'
import { optionsOf } from './send/options.js'
import { partsOf, type SendParts } from './send/parts.js'
import { isAsyncTail, type Place, placeOf } from './send/place.js'
import { isWaitedFor } from './send/waited-for.js'
import { before } from './text.js'
import {
  type Comment,
  callAt,
  commentsBeside,
  hole,
  j,
  nameNode,
  type Path,
  printed,
  type Syntax,
  sourceOf,
  type Tree,
} from './tree.js'

export const rawSend: Codemod = {
  name: 'raw-send',
  rule: 'raw-send',
  takes: (finding, site) =>
    finding.fix.verdict === 'auto'
      ? finding.shape !== 'broadcast' || site.role === 'broadcast'
      : isSingle(finding, site),
  fixes: task => oneByOne(task, sendFix),
}

const transform: Alone = alone(rawSend)
export default transform

/** Each recipient gets its own, or some get none: sends one by one in the loop that there is. */
const perElement = /^(the loop does more than send|the loop chooses among|each recipient gets its own)/

/** A reply that its request is known by: a call is what may be meant, and the other end is to be looked at. */
const isAnswer = ({ fix }: Finding): boolean => fix.reason?.startsWith('it answers a request') === true

const isSingle = (finding: Finding, { resolvedBy }: SiteReport): boolean =>
  resolvedBy !== 'conduct' && (perElement.test(finding.fix.reason ?? '') || isAnswer(finding))

interface Found {
  finding: Finding
  site: SiteReport
  path: Path
  parts: SendParts
  place: Place
}

/** The supervised send in place of one raw one, or why there is none. */
export function sendFix(finding: Finding, task: Task): Fix | string {
  const found = find(finding, task)
  return typeof found === 'string' ? found : fixOf(found, task)
}

function find(finding: Finding, task: Task): Found | string {
  const site = task.sites.find(s => s.id === finding.siteId)
  const path = site && callAt(task.tree, site)
  if (!site || !path) return 'the call was not found in the file'
  const parts = partsOf(path, site, task.tree)
  if (typeof parts === 'string') return parts
  if (parts.isChained) return 'it is a part of a longer optional chain'
  const place = placeOf(path)
  if (!place) return 'its value is used'
  if (parts.condition && needsName(parts) && !(place.kind === 'statement' && place.listed))
    return 'its recipient has to be looked up once, and there is no room for a statement'
  return { finding, site, path, parts, place }
}

/** The recipient is more than names, so that to write it twice could do something twice. */
const needsName = ({ condition, target }: SendParts): boolean =>
  condition === target && !/^(Identifier|ThisExpression)$/.test(target.type)

function fixOf(found: Found, task: Task): Fix {
  const { finding, site, path, parts, place } = found
  const { tree } = task
  const awaited = place.kind === 'statement' && isAsyncTail(path) && !isWaitedFor(path, tree)
  const need = task.names.need(runtime, awaited ? 'sendSupervised' : 'postSupervised')
  // what keeps a loop from being one broadcast keeps none of its sends from being supervised
  const reason = isAnswer(finding) ? finding.fix.reason : hazardOf(path, parts.target, site)
  return {
    id: finding.id,
    findings: [finding.id],
    rule: 'raw-send',
    codemod: 'raw-send',
    dialect: site.dialect,
    file: task.file,
    line: site.line,
    column: site.column,
    safety: safetyOf(reason),
    reason,
    difference: differenceOf(site, awaited, { target: parts.target, sites: task.sites, tree }),
    edits: [{ file: task.file, ...rewritten(found, task, awaited, need.local) }],
    imports: [need],
  }
}

function rewritten(
  found: Found,
  task: Task,
  awaited: boolean,
  local: string,
): { start: number; end: number; text: string } {
  const { parts, place } = found
  const { condition, target } = parts
  if (!condition) return around(place, send(found, task, awaited, local, sourceOf(task.tree, target)), task, undefined)
  const isOwn = condition === target
  if (!isOwn || !needsName(parts)) {
    const test = sourceOf(task.tree, condition).replace(/\?\.(?=[A-Za-z_$#]\w*$)/, '.')
    return around(place, send(found, task, awaited, local, sourceOf(task.tree, target)), task, test)
  }
  const name = task.names.freeName('peer')
  const made = around(place, send(found, task, awaited, local, name), task, name)
  const [statement] = before(task, place.range, [`const ${name} = ${sourceOf(task.tree, target)}`])
  return { ...made, text: statement!.text + made.text }
}

/** The new call in place of the old one, behind the condition if there is one. */
function around(
  place: Place,
  call: string,
  task: Task,
  condition: string | undefined,
): { start: number; end: number; text: string } {
  const { start, end } = place.range
  const { semicolon } = lineOf(start, task)
  switch (place.kind) {
    case 'operand':
      return { start, end, text: condition === undefined ? call : `${condition} && ${call}` }
    case 'arrow':
      return { start, end, text: `{ ${condition === undefined ? '' : `if (${condition}) `}${call}${semicolon} }` }
    case 'statement':
      if (condition === undefined) return { start, end, text: call }
      if (place.listed) return { start, end, text: `if (${condition}) ${call}` }
      return { ...bounds(place.statement), text: `{ if (${condition}) ${call}${semicolon} }` }
  }
}

const bounds = ({ start, end }: { start: number; end: number }): { start: number; end: number } => ({ start, end })

function lineOf(offset: number, { tree, style }: Task): { indent: string; semicolon: string } {
  const line = tree.text.lastIndexOf('\n', offset - 1) + 1
  return { indent: /^[ \t]*/.exec(tree.text.slice(line))![0], semicolon: style.semicolons ? ';' : '' }
}

/** The call of the runtime, with the recipient and the message as they were written and the comments between them. */
function send(found: Found, task: Task, awaited: boolean, local: string, to: string): string {
  const { finding, path, parts, place } = found
  const { tree, style } = task
  const { message, target, transfer } = parts
  const keptParts = [target, message, ...(transfer ? [transfer] : [])]
  const { indent } = lineOf(place.range.start, task)
  const beside = commentsBeside(tree, place.range, keptParts)
  const comments = beside.map(c =>
    c.type === 'CommentLine' ? `${sourceOf(tree, c)}${style.eol}${indent}${style.indent}` : `${sourceOf(tree, c)} `,
  )
  const options = optionsOf(finding, path, transfer && { node: transfer, hole: 2 })
  const hasOptions = options.properties.length > 0
  const moved = transfer ? sourceOf(tree, transfer) : ''
  const laidOut = spread(found, task, beside)
  if (laidOut) {
    const { before, lead, behind } = laidOut
    const last = hasOptions ? `,${before}${printed(options, ['', '', moved], style.quote)}` : ''
    return `${awaited ? 'await ' : ''}${local}(${before}${to},${lead}${sourceOf(tree, message)}${last}${behind})`
  }
  const holes = [to, comments.join('') + sourceOf(tree, message), moved]
  const call = j.callExpression(nameNode(local), [hole(0), hole(1), ...(hasOptions ? [options] : [])])
  return printed(awaited ? j.awaitExpression(call) : call, holes, style.quote)
}

/**
 * White space of arguments that stand on lines of their own: before each of them, before the message with its comments,
 * and behind the last.
 */
function spread(
  { parts }: Found,
  { tree }: Task,
  comments: readonly Comment[],
): { before: string; lead: string; behind: string } | undefined {
  const { call, message, target } = parts
  const args = call.arguments as Syntax[]
  if (args[0] !== message || target.end > message.start) return undefined
  const open = openOf(tree, message, comments)
  const lead = tree.text.slice(open + 1, message.start)
  const behind = tree.text.slice(args.at(-1)!.end, call.end - 1)
  const before = /^\s*\n[ \t]*/.exec(lead)?.[0]
  const isLed = comments.every(c => c.start > open && c.end < message.start)
  return before !== undefined && isLed && /^[,\s]*$/.test(behind) ? { before, lead, behind } : undefined
}

/** Where the arguments open: the parenthesis before the first, and before the comments that lead it. */
function openOf(tree: Tree, message: Syntax, comments: readonly Comment[]): number {
  let at = tree.text.lastIndexOf('(', message.start - 1)
  for (const c of [...comments].reverse()) if (c.start <= at && at < c.end) at = tree.text.lastIndexOf('(', c.start - 1)
  return at
}
