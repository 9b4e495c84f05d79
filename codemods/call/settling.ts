/** What a listener of a call made by hand does: only one that merely settles the promise has nothing to do after it. */
import { j, nodeOf, type Printable, type Syntax, unwrapped } from '../tree.js'
import type { MadePromise } from './made-promise.js'

const releases = /^(off|removeListener|removeAllListeners|removeEventListener|clearTimeout)$/

/**
 * Nothing is missed if the listener goes with the call: it is `resolve` or `reject` itself, it does nothing but settle,
 * or the executor takes it away by itself. Any other may be meant to hear what comes later.
 */
export function mayGo(listener: Syntax, promise: MadePromise): boolean {
  const n = unwrapped(listener)
  if (n.type !== 'Identifier') return isFunction(n) && merelySettles(n, promise)
  if (isSettler(n, promise) || isTakenAway(n.name as string, promise)) return true
  const declared = functionIn(n.name as string, promise)
  return declared !== undefined && merelySettles(declared, promise)
}

const isFunction = (n: Syntax): boolean => /Function(Expression|Declaration)$/.test(n.type)

const isSettler = ({ name }: Syntax, { resolve, reject }: MadePromise): boolean =>
  name !== undefined && (name === resolve || name === reject)

function isTakenAway(name: string, { executor }: MadePromise): boolean {
  return (
    j(executor as unknown as Printable)
      .find(j.CallExpression)
      .filter(p => {
        const call = nodeOf(p)
        const method = ((call.callee as Syntax).property as Syntax | undefined)?.name
        return releases.test(String(method)) && (call.arguments as Syntax[]).some(a => a.name === name)
      })
      .size() > 0
  )
}

/** A function that the executor declares under this name. */
function functionIn(name: string, { executor }: MadePromise): Syntax | undefined {
  let found: Syntax | undefined
  const within = j(executor as unknown as Printable)
  within.find(j.VariableDeclarator).forEach(p => {
    const { id, init } = nodeOf(p) as Syntax & { id: Syntax; init?: Syntax | null }
    if (id.name === name && init && isFunction(init)) found = init
  })
  within.find(j.FunctionDeclaration).forEach(p => {
    if ((nodeOf(p).id as Syntax | null)?.name === name) found = nodeOf(p)
  })
  return found
}

function merelySettles(fn: Syntax, promise: MadePromise): boolean {
  const expression = (e: Syntax): boolean => {
    const n = unwrapped(e)
    if (n.type === 'ConditionalExpression')
      return expression(n.consequent as Syntax) && expression(n.alternate as Syntax)
    if (n.type === 'LogicalExpression') return expression(n.right as Syntax)
    if (n.type === 'UnaryExpression') return expression(n.argument as Syntax)
    if (!/CallExpression$/.test(n.type)) return false
    const callee = unwrapped(n.callee as Syntax)
    return (
      isSettler(callee, promise) || releases.test(String((callee.property as Syntax | undefined)?.name ?? callee.name))
    )
  }
  const statement = (s: Syntax): boolean => {
    switch (s.type) {
      case 'BlockStatement':
        return (s.body as Syntax[]).every(statement)
      case 'ExpressionStatement':
        return expression(s.expression as Syntax)
      case 'ReturnStatement':
        return !s.argument || expression(s.argument as Syntax)
      case 'IfStatement':
        return statement(s.consequent as Syntax) && (!s.alternate || statement(s.alternate as Syntax))
      default:
        return /^(VariableDeclaration|EmptyStatement|ThrowStatement)$/.test(s.type)
    }
  }
  const body = fn.body as Syntax
  return body.type === 'BlockStatement' ? statement(body) : expression(body)
}
