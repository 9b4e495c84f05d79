/**
 * Calls made by hand: a message is sent, and a promise of the same function settles when the answer comes, by a
 * listener on the same peer or through a stored `resolve`. The send and its promise are one call.
 */
import {
  ancestors,
  contains,
  type FunctionNode,
  functionOf,
  isFunction,
  memberName,
  type Node,
  type SourceFile,
  strip,
  unwrapUp,
  walk,
} from './ast.js'
import type { Site } from './find.js'
import { ownerFunction } from './flow.js'
import type { Inference } from './infer.js'
import { keyOf } from './target.js'

export interface HandMade {
  /** `new Promise(…)`, `Promise.withResolvers()`, or what makes a deferred. */
  promise: Node
  /** The function that sends and hands the promise out. */
  owner: FunctionNode
  send: Site
  /** Listeners of the same function that settle it. */
  watches: Site[]
}

const sendRoles = new Set(['send', 'broadcast', 'ackSend'])

/** All calls made by hand in one file, by each of their parts. */
export function handMadeCalls(file: SourceFile, sites: Site[], inf: Inference): Map<Node, HandMade> {
  const out = new Map<Node, HandMade>()
  const promises = promisesOf(file)
  if (promises.length === 0) return out
  for (const send of sites) {
    if (!sendRoles.has(send.row.role) || send.node.type === 'AssignmentExpression') continue
    if (send.row.note?.startsWith('Declarative')) continue
    const owner = ownerFunction(send.node)
    if (!owner) continue
    const inside = promises.filter(p => contains(owner, p.node) && ownerFunction(p.node) === owner)
    // the innermost executor around the send, else a promise made beside it
    const around = inside.filter(p => p.executor && contains(p.executor, send.node)).at(-1)
    const found = around
      ? waited(around, send, sites, inf, file)
      : inside.map(p => waited(p, send, sites, inf, file)).find(Boolean)
    if (!found) continue
    const call: HandMade = { promise: found.promise, owner, send, watches: found.watches }
    for (const part of [send.node, found.promise, ...found.watches.map(w => w.node)])
      if (!out.has(part)) out.set(part, call)
  }
  return out
}

interface Made {
  node: Node
  executor?: FunctionNode
  /** Names that settle it: `resolve`, `reject`, or the variable that holds the deferred. */
  settlers: Set<string>
}

function promisesOf(file: SourceFile): Made[] {
  const out: Made[] = []
  for (const call of file.calls) {
    const callee = strip(call.callee)
    if (call.type === 'NewExpression' && callee.type === 'Identifier' && callee.name === 'Promise') {
      const first = call.arguments[0] as Node | undefined
      const executor = first && strip(first)
      if (!isFunction(executor)) continue
      out.push({
        node: call,
        executor,
        settlers: new Set([...namesOf(executor.params as Node[]), ...escapes(executor)]),
      })
    } else if (isDeferred(call, callee)) {
      const p = unwrapUp(call).parent as Node | undefined
      if (p?.type === 'VariableDeclarator') out.push({ node: call, settlers: new Set(namesOf([p.id])) })
    }
  }
  return out
}

/** `Promise.withResolvers()`, `new Deferred()`, `createDeferred()`, `pDefer()`. */
function isDeferred(call: Node, callee: Node): boolean {
  if (callee.type === 'MemberExpression') return memberName(callee) === 'withResolvers'
  return (
    callee.type === 'Identifier' &&
    /(^|[a-z])(Deferred|Defer)|^(deferred|defer)$|withResolvers/.test(callee.name) &&
    call.type !== 'AssignmentExpression'
  )
}

function namesOf(patterns: Node[]): string[] {
  const out: string[] = []
  for (const p of patterns)
    walk(p, n => {
      if (n.type === 'Identifier') out.push(n.name)
      return n.type !== 'TSTypeAnnotation'
    })
  return out
}

/** `outer = resolve` in the executor: the names by which code outside of it settles the promise. */
function escapes(executor: FunctionNode): string[] {
  const params = new Set(namesOf(executor.params as Node[]))
  const out: string[] = []
  if (!executor.body) return out
  walk(executor.body, n => {
    if (n.type === 'AssignmentExpression' && n.left.type === 'Identifier') {
      const right = strip(n.right)
      if (right.type === 'Identifier' && params.has(right.name)) out.push(n.left.name)
    }
    return true
  })
  return out
}

/** Whether an answer, and not the send's own callback, settles the promise. */
function waited(
  made: Made,
  send: Site,
  sites: Site[],
  inf: Inference,
  file: SourceFile,
): { promise: Node; watches: Site[] } | undefined {
  const owner = ownerFunction(send.node)
  const key = send.target && keyOf(send.target, file)
  const watches = sites.filter(
    w =>
      w.row.role === 'watch' &&
      ownerFunction(w.node) === owner &&
      (made.executor
        ? contains(made.executor, w.node) || touches(listenerOf(w, inf, file), made.settlers)
        : touches(listenerOf(w, inf, file), made.settlers)),
  )
  const answers = watches.filter(
    w => isAnswer(w) && (key === undefined || w.target === undefined || samePeer(w, send, key, file)),
  )
  if (answers.length > 0 && handedOut(made.node, owner)) return { promise: made.node, watches }
  if (stored(made, send) && handedOut(made.node, owner)) return { promise: made.node, watches }
  return undefined
}

const isAnswer = (w: Site): boolean =>
  w.event === undefined || !/^(exit|error|close|disconnect|messageerror|online|spawn|open|listening)$/.test(w.event)

function samePeer(w: Site, send: Site, key: string, file: SourceFile): boolean {
  if (w.target === undefined) return true
  if (keyOf(w.target, file) === key) return true
  // a reply port made for this message: `const { port1, port2 } = new MessageChannel(); w.postMessage(m, [port2])`
  if (send.node.type === 'AssignmentExpression') return false
  const root = rootName(w.target)
  if (root === undefined) return false
  let names = false
  for (const arg of send.node.arguments)
    walk(arg as Node, n => {
      if (n.type === 'Identifier' && (n.name === root || n.name === partner(root))) names = true
      return true
    })
  return names
}

const partner = (name: string): string | undefined =>
  name.endsWith('1') ? `${name.slice(0, -1)}2` : name.endsWith('2') ? `${name.slice(0, -1)}1` : undefined

function rootName(node: Node): string | undefined {
  let n = strip(node)
  while (n.type === 'MemberExpression') n = strip(n.object)
  return n.type === 'Identifier' ? n.name : undefined
}

export function listenerOf(site: Site, inf: Inference, file: SourceFile): FunctionNode | undefined {
  const { node, row } = site
  const written =
    node.type === 'AssignmentExpression' ? node.right : (node.arguments[row.listener ?? 1] as Node | undefined)
  if (!written) return undefined
  const n = strip(written)
  if (isFunction(n)) return n
  const ty = n.type === 'Identifier' || n.type === 'MemberExpression' ? inf.typeOf(n, file) : undefined
  return ty?.k === 'function' ? ty.node : undefined
}

function touches(fn: Node | undefined, names: Set<string>): boolean {
  if (!fn) return false
  let found = false
  walk(fn, n => {
    if (n.type === 'Identifier' && names.has(n.name)) found = true
    return !found
  })
  return found
}

/** A settler goes somewhere where the answer's handler finds it: a map, a field, another function. */
function stored(made: Made, send: Site): boolean {
  const root = made.executor?.body ?? ownerFunction(send.node)?.body
  if (!root) return false
  const scope = made.executor
    ? [made.executor.body!, ownerFunction(made.node)?.body].filter(n => n !== undefined && n !== null)
    : [root]
  let found = false
  for (const area of scope)
    walk(area, n => {
      if (found) return false
      if (n.type !== 'Identifier' || !made.settlers.has(n.name)) return true
      const whole = unwrapUp(n)
      const p = whole.parent as Node | undefined
      if (!p) return true
      if (p.type === 'CallExpression' && strip(p.callee) === whole) {
        // `resolve(x)` in the send's own callback tells of the send, not of an answer
        const fn = functionOf(n)
        if (fn && fn !== made.executor && !contains(send.node, n) && isRegistered(fn, made)) found = true
        return true
      }
      if (contains(send.node, n)) return true
      if (p.type === 'AssignmentExpression' && p.right === whole && p.left.type === 'MemberExpression') found = true
      if (p.type === 'Property' && p.value === whole) found = !isLocalObject(p)
      if (p.type === 'ArrayExpression') found = true
      if (p.type === 'CallExpression' && p.arguments.includes(whole as never) && !isTimer(strip(p.callee))) found = true
      return true
    })
  return found
}

/** Functions that something else will call: not a timer's, not a promise's reaction. */
function isRegistered(fn: FunctionNode, made: Made): boolean {
  const p = unwrapUp(fn).parent as Node | undefined
  if (p?.type === 'AssignmentExpression' && p.left.type === 'MemberExpression') return true
  if (p?.type !== 'CallExpression' || !p.arguments.includes(fn as never)) return false
  const callee = strip(p.callee)
  if (isTimer(callee)) return false
  const name = memberName(callee)
  if (name !== undefined && /^(then|catch|finally|forEach|map|send|postMessage|write|end)$/.test(name)) return false
  return made.executor !== undefined
}

const isTimer = (callee: Node): boolean =>
  /^(setTimeout|setImmediate|setInterval|queueMicrotask|nextTick)$/.test(
    callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? ''),
  )

function isLocalObject(property: Node): boolean {
  const object = property.parent as Node | undefined
  return (object && (unwrapUp(object).parent as Node | undefined)?.type === 'ReturnStatement') === true
}

/** Returned, awaited, chained or given to somebody: someone waits for it. */
function handedOut(promise: Node, owner: FunctionNode | undefined): boolean {
  const whole = unwrapUp(promise)
  const p = whole.parent as Node | undefined
  if (!p) return false
  if (p.type === 'ExpressionStatement') return false
  if (p.type !== 'VariableDeclarator') return true
  const names = new Set(namesOf([p.id]))
  let used = false
  if (owner?.body)
    walk(owner.body, n => {
      if (n.type === 'Identifier' && names.has(n.name) && !contains(p, n)) {
        for (const a of [n, ...ancestors(n)]) {
          if (a.type === 'ReturnStatement' || a.type === 'AwaitExpression') used = true
          if (a.type === 'AssignmentExpression' || isFunction(a)) break
        }
      }
      return !used
    })
  return used
}
