/** Whether somebody takes what a send returns. */
import { type FunctionNode, memberName, type Node, strip, unwrapUp } from '../../src/sites/ast.js'
import type { Site } from '../../src/sites/find.js'
import { handedTo, isPromiseClass, makesPromise } from '../../src/sites/flow.js'
import { calleeName } from '../../src/sites/timers.js'

type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>

/** Have no use for what their callback returns. */
const heedless =
  /^(forEach|setTimeout|setInterval|setImmediate|queueMicrotask|nextTick|requestAnimationFrame|on|once|addListener|prependListener|prependOnceListener|addEventListener|subscribe|finally)$/

/** Give on what their callback returns, and do nothing else with it. */
const givingOn = /^(then|catch|map|flatMap)$/

/** A variable, a test, `return`, a function that somebody else may take the value from. */
export function valueUsed({ node, row }: Site): boolean {
  const isVoid = row.returns === undefined || row.returns === 'void'
  return isTaken(node, isVoid)
}

/** What returns nothing gives nothing to take, unless it is one of two: `ready && worker.postMessage(m)`. */

function isTaken(node: Node, isVoid: boolean): boolean {
  const outer = unwrapUp(node)
  const p = outer.parent as Node | undefined
  switch (p?.type) {
    case undefined:
    case 'ExpressionStatement':
      return false
    case 'UnaryExpression':
      return p.operator !== 'void'
    // `peer.connected && peer.send(m)` as a statement
    case 'LogicalExpression':
      return p.right !== outer || isTaken(p, false)
    case 'ConditionalExpression':
      return p.test === outer || isTaken(p, false)
    case 'ArrowFunctionExpression':
      return p.body !== outer || (!isVoid && isTakenFrom(p))
    default:
      return true
  }
}

function isTakenFrom(fn: FunctionNode): boolean {
  const call = handedTo(fn)
  if (!call) return !isHandler(fn)
  if (makesPromise(call)) return false
  const name = calleeName(call) ?? ''
  if (heedless.test(name)) return false
  return !givingOn.test(name) || !isDropped(call)
}

/** `onClick={() => …}` */
function isHandler(fn: FunctionNode): boolean {
  const container = unwrapUp(fn).parent as Node
  const attribute = container.type === 'JSXExpressionContainer' ? (container.parent as Node) : undefined
  return (
    attribute?.type === 'JSXAttribute' &&
    attribute.name.type === 'JSXIdentifier' &&
    /^on[A-Z]/.test(attribute.name.name)
  )
}

/** What the call gives goes nowhere: a statement, waited for or not; of a chain its end. */
function isDropped(call: Call): boolean {
  const outer = unwrapUp(call)
  const p = outer.parent as Node | undefined
  if (!p || p.type === 'ExpressionStatement') return true
  if (p.type === 'AwaitExpression') return (unwrapUp(p).parent as Node).type === 'ExpressionStatement'
  if (p.type === 'UnaryExpression') return p.operator === 'void'
  if (p.type === 'CallExpression') {
    // `Promise.all(list.map(…))`
    const callee = strip(p.callee)
    return callee.type === 'MemberExpression' && isPromiseClass(strip(callee.object)) && isDropped(p)
  }
  const chained = p.type === 'MemberExpression' ? (unwrapUp(p).parent as Node | undefined) : undefined
  return (
    chained?.type === 'CallExpression' &&
    strip(chained.callee) === p &&
    /^(catch|finally)$/.test(memberName(p) ?? '') &&
    isDropped(chained)
  )
}
