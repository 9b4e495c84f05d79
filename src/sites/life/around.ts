/** Objects of functions around the registering one, and of collections. */
import { contains, type FunctionNode, functionOf, memberName, type Node, type SourceFile, strip } from '../ast.js'
import { handedTo, inLoop, ownerFunction } from '../flow.js'
import { freshness } from '../fresh.js'
import { hasOnceOption, hasOwnEvents } from '../once.js'
import { type Binding, scopeAround } from '../scope.js'
import { type Life, outer, type Search } from './common.js'
import { valueAt } from './value.js'

/** Made in a function around the registering one. */
export function captured(
  b: Binding,
  fn: FunctionNode | undefined,
  home: FunctionNode | undefined,
  at: Node,
  file: SourceFile,
  cx: Search,
  depth: number,
): Life {
  if (!fn) return { life: 'process', why: 'it exists once' }
  const anew = madeAnew(b, fn, at, file, cx)
  if (anew) return anew
  if (!runsOncePer(fn, home, file, cx)) return outer(`\`${b.name}\` outlives the function that registers`, b.node)
  const inside = (home?.body ?? undefined) as Node | undefined
  return cx.of(b.id, b.kind === 'parameter' ? (inside ?? at) : b.id, file, cx, depth + 1)
}

/** A variable from outside that this very run has set to a new object. */
export function madeAnew(b: Binding, fn: FunctionNode, at: Node, file: SourceFile, cx: Search): Life | undefined {
  const { values, certain } = valueAt(b, at, file)
  if (!certain || !values.every(v => ownerFunction(v) === fn && freshness(v, file, cx.inf) === 'fresh'))
    return undefined
  return { life: 'own', why: 'it is made anew by the same function', origin: values[0] }
}

/** One run for each run of the function around: called there once, or handed to something that calls once. */
function runsOncePer(
  fn: FunctionNode,
  home: FunctionNode | undefined,
  file: SourceFile,
  cx: Search,
  depth = 0,
): boolean {
  if (depth > 4) return false
  const call = handedTo(fn)
  let from: Node | undefined
  if (call) {
    const callee = strip(call.callee)
    const name = callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? '')
    const event = call.arguments[0] as Node | undefined
    const isOnceEvent =
      /^(on|once|addEventListener|addListener)$/.test(name) &&
      event?.type === 'Literal' &&
      /^(open|online|spawn|listening|ready|exit|close|end|error|disconnect)$/.test(String(event.value)) &&
      !hasOwnEvents(callee, String(event.value), file, cx.inf)
    if (
      !hasOnceOption(call) &&
      !/^(then|catch|finally|setTimeout|setImmediate|nextTick|queueMicrotask|once)$/.test(name) &&
      !isOnceEvent
    )
      return false
    from = call
  } else {
    const all = cx.callers.of(fn, file)
    if (all.length !== 1 || !all[0]?.isCall || all[0].file !== file) return false
    from = all[0].node
  }
  if (inLoop(from, functionOf(from))) return false
  const around = ownerFunction(from)
  return (
    around === home ||
    (around !== undefined &&
      (home === undefined || contains(home, around)) &&
      runsOncePer(around, home, file, cx, depth + 1))
  )
}

/** The collection that a loop variable runs over. */
export function loopElement(b: Binding): Node | undefined {
  const loop = b.node.parent?.parent as Node | undefined
  return (loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement') && loop.left === (b.node.parent as Node)
    ? loop.right
    : undefined
}

/** @param each The declaration of the loop's variable: one run of the loop's body meets one element. */
export function elementOf(collection: Node, each: Node, at: Node, file: SourceFile, cx: Search, depth: number): Life {
  const n = strip(collection)
  if (n.type === 'Identifier') {
    const b = scopeAround(file.scopeOf, n)?.value(n.name)
    if (b?.kind === 'variable' && ownerFunction(b.id) === ownerFunction(at) && b.scope !== file.scope)
      return { life: 'local', why: 'it is one of the peers made in the same function', origin: each }
  }
  if (n.type === 'Identifier' && scopeAround(file.scopeOf, n)?.value(n.name)?.kind === 'parameter') {
    const whole = cx.of(n, at, file, cx, depth + 1)
    if (whole.life === 'unknown') return whole
  }
  if (n.type === 'ArrayExpression' && n.elements[0]) return cx.of(n.elements[0] as Node, at, file, cx, depth + 1)
  return outer('it is one of a collection that outlives the function')
}
