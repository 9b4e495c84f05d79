import type { FilePass } from '../../src/audit/rule.js'
import {
  ancestors,
  type CallNode,
  classOf,
  contains,
  type FunctionNode,
  isFunction,
  literalText,
  memberName,
  type NewNode,
  type Node,
  type SourceFile,
  strip,
  walk,
} from '../../src/sites/ast.js'
import type { Evidence } from '../../src/sites/evidence.js'
import type { Site } from '../../src/sites/find.js'
import { functionName, handedTo, isConstructor, isRepeated, ownerFunction } from '../../src/sites/flow.js'
import { asksFirst } from '../../src/sites/guards.js'
import { listenersOf } from '../../src/sites/hand-made.js'
import { lifeOf } from '../../src/sites/life/index.js'
import { bindingOf, functionMeant } from '../../src/sites/mentions.js'
import { isOnceCall } from '../../src/sites/once.js'
import { isLifecycle, samePeer } from '../../src/sites/peers.js'

/**
 * What shows that a listener is added again and again while its target stays: a loop, a handler of something that comes
 * again, a function that they run, or one that asks the target and waits for its answer with what it was given.
 *
 * Only what is seen counts. A method that nobody is seen to call twice is taken to run once in its object's life: where
 * something ends the target, that is its release (9.1, rule 3). Where the code shows that it runs again before that,
 * the end comes too late for all listeners but the last: by the principle of 9.1 the release has to come in between.
 */
export function addedAgain(site: Site, pass: FilePass): Evidence | undefined {
  if (!site.target || site.node.type === 'AssignmentExpression') return undefined
  const { file } = pass
  const names = [...declarationsIn(site.target, file)]
  const event = site.row.event === undefined ? undefined : (site.node.arguments[site.row.event] as Node | undefined)
  const asks = asking(site, pass)
  if (asks) return { what: 'what asks it each time', node: asks, file }
  // a loop over events registers each once
  const loops = event ? [...declarationsIn(event, file)] : []
  return again({ at: site.node, file, names, loops, depth: 0 }, pass)
}

interface Place {
  at: Node
  file: SourceFile
  /** What the target is named by, declared in the same file: code around a declaration meets another target each time. */
  names: readonly Node[]
  /** Variables of loops that are none of the target. */
  loops: readonly Node[]
  depth: number
}

function again(place: Place, pass: FilePass): Evidence | undefined {
  const { at, file, names, loops, depth } = place
  const { callers } = pass
  const fn = ownerFunction(at)
  for (const a of ancestors(at)) {
    if (a === fn) break
    if (isRepeated(at, a) && ![...names, ...loops].some(n => contains(a, n)))
      return { what: 'the loop around it', node: a, file }
  }
  if (!fn || depth > 4 || isConstructor(fn) || names.some(n => contains(fn, n))) return undefined
  if (asksFirst(at, fn, file)) return undefined
  const call = handedTo(fn)
  if (call) return through(call, fn, place, pass)
  for (const c of callers.of(fn, file)) {
    const p = c.node.parent as Node | undefined
    const kept = c.file === file ? names : []
    const there = { at: c.node, file: c.file, names: kept, loops: [], depth: depth + 1 }
    if (!c.isCall) {
      const isGiven = (p?.type === 'CallExpression' || p?.type === 'NewExpression') && contains(p, c.node)
      const found = isGiven && p.callee !== c.node ? through(p, fn, there, pass) : undefined
      if (found) return found
      continue
    }
    const met = meetsSame(c.node as CallNode, c.file, fn, names.length > 0, pass)
    const found = met && again({ ...there, names: met.length > 0 ? met : kept }, pass)
    if (found) return found
  }
  return undefined
}

/** A function handed over: to what calls it once, or to what calls it for each request, message or tick. */
function through(call: CallNode | NewNode, fn: FunctionNode, place: Place, pass: FilePass): Evidence | undefined {
  if (isOnceCall(call, place.file, pass.inf)) return again({ ...place, at: call, depth: place.depth + 1 }, pass)
  return callsAgain(call)
    ? { what: 'what runs for each', node: call.arguments.includes(fn as never) ? fn : call, file: place.file }
    : undefined
}

const routes = /^(get|post|put|patch|delete|head|options|all|route|command)$/
const handlers =
  /^(createServer|createSecureServer|serve|setInterval|subscribe|use|handle|onMessage|onRequest|onCall|process|consume|schedule|registerCommand|each|eachMessage|procedure|query|mutation)$/
/** A clock's signals, and the ends of things, come once as a rule. */
const lasts = /^(SIG\w+|error|abort|pagehide|unload|beforeunload|before-quit|window-all-closed)$/

/** It calls what it is given again and again: a handler of requests, of messages, of ticks. */
function callsAgain(call: CallNode | NewNode): boolean {
  const callee = strip(call.callee)
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
  if (name === undefined) return false
  const first = call.arguments[0] as Node | undefined
  if (/^(on|addListener|addEventListener|prependListener)$/.test(name)) {
    const event = literalText(first)
    return event !== undefined && !lasts.test(event) && (event === 'connection' || !isLifecycle(event))
  }
  if (routes.test(name)) return first !== undefined && !isFunction(strip(first)) && call.arguments.length > 1
  if (/^use(Layout|Insertion)?Effect$/.test(name)) return call.arguments.length === 1
  return handlers.test(name)
}

/**
 * The call meets the target that an earlier one met: it is made on the same object, or on one that stays.
 *
 * @returns None if it does not; else the names of the object, if that is another name than `this`.
 */
function meetsSame(
  call: CallNode,
  file: SourceFile,
  fn: FunctionNode,
  isNamed: boolean,
  pass: FilePass,
): readonly Node[] | undefined {
  const cls = classOf(fn)
  if (isNamed || !cls) return []
  const callee = strip(call.callee)
  if (callee.type !== 'MemberExpression') return undefined
  if (strip(callee.object).type === 'ThisExpression') return classOf(callee) === cls ? [] : undefined
  const { life } = lifeOf(callee.object, call, file, { inf: pass.inf, callers: pass.callers })
  return life === 'process' || life === 'outer' ? [...declarationsIn(callee.object, file)] : undefined
}

const begins =
  /^_?(init|initiali[sz]e|setup|start|open|connect|reconnect|launch|boot|bootstrap|spawn|create|mount|activate|configure|ready|warmup|listen|attach|bind|register|subscribe|install|main)(?![a-z])/

/**
 * The function sends something to the target and adds a listener of this very run for the answer: whoever asks twice
 * has two. One that begins the target's life by its name asks once.
 */
function asking(site: Site, pass: FilePass): FunctionNode | undefined {
  const { file, handMade, sites, inf } = pass
  const fn = ownerFunction(site.node)
  if (!fn || isConstructor(fn) || handedTo(fn) || begins.test(functionName(fn)?.replace(/^#/, '') ?? 'main'))
    return undefined
  if (asksFirst(site.node, fn, file)) return undefined
  if (handMade.get(site.node)?.send && handMade.get(site.node)?.owner === fn) return fn
  const listener = listenersOf(site)
    .map(l => functionMeant(l, file, inf)?.fn)
    .find(l => l !== undefined && contains(fn, l))
  if (!listener || !mentionsOwn(listener, fn, listener, file)) return undefined
  const asked = sites.find(
    s =>
      /^(send|broadcast|ackSend)$/.test(s.row.role) &&
      contains(fn, s.node) &&
      !contains(listener, s.node) &&
      samePeer(site, s, file) &&
      mentionsOwn(s.node, fn, undefined, file),
  )
  return asked && fn
}

/** Mentions a parameter or a variable of a run of the function. */
function mentionsOwn(node: Node, fn: FunctionNode, inner: FunctionNode | undefined, file: SourceFile): boolean {
  let found = false
  walk(node, n => {
    const b = bindingOf(n, file)
    found ||= b !== undefined && contains(fn, b.id) && !(inner && contains(inner, b.id))
    return !found
  })
  return found
}

function* declarationsIn(node: Node, file: SourceFile): Iterable<Node> {
  const found: Node[] = []
  walk(node, n => {
    const b = bindingOf(n, file)
    if (b) found.push(b.id)
    return !isFunction(n)
  })
  yield* found
}
