/** Ways out of a promise that leave a listener where it is. */
import {
  ancestors,
  contains,
  type FunctionNode,
  functionOf,
  isFunction,
  literalText,
  memberName,
  type Node,
  type SourceFile,
  strip,
  unwrapUp,
  walk,
} from '../ast.js'
import { dominates, functionName, handedTo, isTransparent, makesPromise } from '../flow.js'
import { initOf } from '../mentions.js'
import { scopeAround } from '../scope.js'

/**
 * A timer or a signal that settles the promise around the registration without any of its releases: whoever comes too
 * late leaves the listener.
 */
export function unreleasedPath(registration: Node, releases: readonly Node[], file: SourceFile): Node | undefined {
  return earlyReturn(registration, releases, file) ?? lateSettling(registration, releases, file)
}

/**
 * A `return`, a `throw` or a wait that may be rejected between the registration and the releases, all of one function,
 * and none of them in `finally`.
 */
function earlyReturn(registration: Node, releases: readonly Node[], file: SourceFile): Node | undefined {
  const fn = functionOf(registration)
  const after = releases.filter(r => r.start > registration.start)
  if (!fn?.body || after.length === 0 || after.length < releases.length) return undefined
  const success = after.map(r => onSuccess(r, fn))
  if (success.every(s => s !== undefined)) return success[0]
  if (after.some(r => functionOf(r) !== fn || isInFinally(r))) return undefined
  const last = Math.max(...after.map(r => r.start))
  let found: Node | undefined
  walk(fn.body, n => {
    if (isFunction(n)) return false
    if (n.type === 'ReturnStatement' || n.type === 'ThrowStatement' || mayReject(n, file)) {
      const isBetween = n.start > registration.end && n.start < last && dominates(registration, n, [])
      // behind a release that has run, or one in its own argument
      const isReleased = after.some(r => (r.start < n.start && dominates(r, n, [])) || contains(n, r))
      const isCaught = n.type !== 'ReturnStatement' && isInTry(n)
      if (isBetween && !isReleased && !isCaught) found ??= n
    }
    return true
  })
  return found
}

/** A wait for more than that time passes, or a loop that waits for each turn. */
function mayReject(n: Node, file: SourceFile): boolean {
  if (n.type === 'ForOfStatement') return n.await
  return n.type === 'AwaitExpression' && isFallible(strip(n.argument), file)
}

function isFallible(awaited: Node, file: SourceFile): boolean {
  if (awaited.type === 'Identifier') {
    const init = initOf(awaited, file)
    return init !== undefined && init.type !== 'Identifier' && isFallible(init, file)
  }
  if (awaited.type === 'NewExpression') {
    const executor = makesPromise(awaited) ? (awaited.arguments[0] as Node | undefined) : undefined
    return executor !== undefined && isFunction(executor) && executor.params.length > 1
  }
  if (awaited.type !== 'CallExpression') return false
  const callee = strip(awaited.callee)
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
  return !/^(setTimeout|setImmediate|sleep|delay|wait|nextTick|allSettled|catch)$/i.test(name ?? '')
}

/** `.then(() => off())` of the same function, where nothing is said of failure. */
function onSuccess(release: Node, fn: FunctionNode): Node | undefined {
  const handler = functionOf(release)
  const call = handler && functionOf(handler) === fn ? handedTo(handler) : undefined
  if (call?.type !== 'CallExpression' || call.arguments.length !== 1) return undefined
  const callee = strip(call.callee)
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'then') return undefined
  const before = strip(callee.object)
  const isCaught = before.type === 'CallExpression' && memberName(strip(before.callee)) === 'catch'
  return isCaught ? undefined : call
}

function isInFinally(node: Node): boolean {
  for (const a of ancestors(node)) {
    if (a.type === 'TryStatement' && a.finalizer && contains(a.finalizer, node)) return true
    if (isFunction(a)) return false
  }
  return false
}

function isInTry(node: Node): boolean {
  for (const a of ancestors(node)) {
    if (a.type === 'TryStatement' && a.handler && contains(a.block, node)) return true
    if (isFunction(a)) return false
  }
  return false
}

function lateSettling(registration: Node, releases: readonly Node[], file: SourceFile): Node | undefined {
  const executor = executorAround(registration)
  const body = executor?.body
  if (!executor || !body || releases.length === 0 || !releases.every(r => contains(body, r))) return undefined
  for (const p of executor.params) {
    if (p.type !== 'Identifier') continue
    for (const use of file.identifiers.get(p.name) ?? []) {
      if (!contains(body, use) || scopeAround(file.scopeOf, use)?.value(p.name)?.id !== p) continue
      const way = outermost(use, executor)
      if (way === undefined) {
        if (isTimed(unwrapUp(use).parent as Node | undefined, use)) return use
      } else if (!isListener(way, registration, file) && isTimedFunction(way, file)) {
        if (!releasedIn(way, releases, file, 0)) return use
      }
    }
  }
  return undefined
}

/** What is registered itself: a signal aborts once, and has no use for its listener afterwards. */
function isListener(fn: FunctionNode, registration: Node, file: SourceFile): boolean {
  if (registration.type !== 'CallExpression') return false
  return registration.arguments.some(argument => {
    const n = strip(argument as Node)
    return n === fn || (n.type === 'Identifier' && means(n, n.name, fn, file))
  })
}

/** The function of the `new Promise(…)` around, with nothing but callbacks that run at once in between. */
function executorAround(node: Node): FunctionNode | undefined {
  for (let fn = functionOf(node); fn; fn = functionOf(fn)) {
    if (!isTransparent(fn)) return undefined
    if ((unwrapUp(fn).parent as Node | undefined)?.type === 'NewExpression') return fn
  }
  return undefined
}

/** The outermost function in the executor that a node stands in. */
function outermost(node: Node, executor: FunctionNode): FunctionNode | undefined {
  let found: FunctionNode | undefined
  for (let fn = functionOf(node); fn && fn !== executor; fn = functionOf(fn)) found = fn
  return found
}

/** Handed to a timer, or to a signal. */
function isTimed(call: Node | undefined, handed: Node): boolean {
  if (call?.type !== 'CallExpression' || !call.arguments.includes(unwrapUp(handed) as never)) return false
  const callee = strip(call.callee)
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
  if (name === 'setTimeout') return true
  return /^(on|once|addEventListener)$/.test(name ?? '') && literalText(call.arguments[0] as Node) === 'abort'
}

function isTimedFunction(fn: FunctionNode, file: SourceFile): boolean {
  if (isTimed(handedTo(fn), fn)) return true
  const name = functionName(fn)
  return (
    name !== undefined &&
    (file.identifiers.get(name) ?? []).some(
      use => means(use, name, fn, file) && isTimed(unwrapUp(use).parent as Node | undefined, use),
    )
  )
}

function means(use: Node, name: string, fn: FunctionNode, file: SourceFile): boolean {
  const b = scopeAround(file.scopeOf, use)?.value(name)
  return b?.node === fn || (b?.node.type === 'VariableDeclarator' && b.node.init !== null && strip(b.node.init) === fn)
}

/** In the function itself, or in one that it calls, two levels down. */
function releasedIn(fn: FunctionNode, releases: readonly Node[], file: SourceFile, depth: number): boolean {
  if (releases.some(r => contains(fn, r))) return true
  if (depth > 2 || !fn.body) return false
  let found = false
  walk(fn.body, n => {
    if (found || n.type !== 'CallExpression') return !found
    const callee = strip(n.callee)
    const b = callee.type === 'Identifier' ? scopeAround(file.scopeOf, callee)?.value(callee.name) : undefined
    if (b === undefined || b.kind === 'parameter') return true
    const called = b.node.type === 'VariableDeclarator' && b.node.init ? strip(b.node.init) : b.node
    // what is not seen may do it
    found = !isFunction(called) || releasedIn(called, releases, file, depth + 1)
    return !found
  })
  return found
}
