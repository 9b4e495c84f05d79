/** Where a call stands: what may be written in its place. */
import { nodeOf, type Path, type Syntax } from '../tree.js'

export type Place =
  /** A statement of its own; `listed`: among others, so that one more may stand before it. */
  | { readonly kind: 'statement'; readonly range: Syntax; readonly statement: Syntax; readonly listed: boolean }
  /** The whole body of an arrow function. */
  | { readonly kind: 'arrow'; readonly range: Syntax }
  /** The end of `a && call`, `a ? call : b`, whose value nobody takes. */
  | { readonly kind: 'operand'; readonly range: Syntax }

const wrappers = /^(TSNonNull|TSAs|TSSatisfies|TSTypeAssertion|Parenthesized)/
const functions =
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/

export function placeOf(path: Path): Place | undefined {
  let at = path
  let isOperand = false
  for (let p = at.parent as Path | null; p; p = at.parent as Path | null) {
    const node = nodeOf(p)
    const child = nodeOf(at)
    if (wrappers.test(node.type)) at = p
    else if (node.type === 'UnaryExpression' && node.operator === 'void') at = p
    else if (node.type === 'LogicalExpression' && node.right === child) [at, isOperand] = [p, true]
    else if (node.type === 'ConditionalExpression' && node.test !== child) [at, isOperand] = [p, true]
    else {
      if (node.type === 'ExpressionStatement') {
        if (isOperand) return { kind: 'operand', range: nodeOf(path) }
        const holder = nodeOf(p.parent as Path)
        const listed = /^(Program|BlockStatement|SwitchCase|StaticBlock|TSModuleBlock)$/.test(holder.type)
        return { kind: 'statement', range: child, statement: node, listed }
      }
      if (node.type !== 'ArrowFunctionExpression' || node.body !== child) return undefined
      return isOperand ? { kind: 'operand', range: nodeOf(path) } : { kind: 'arrow', range: child }
    }
  }
  return undefined
}

/** The innermost function around a node. */
export function functionAround(path: Path): Path | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) if (functions.test(nodeOf(p).type)) return p
  return undefined
}

/**
 * The statement is the last thing that an async function does: nothing in it comes after, so that waiting there changes
 * the order of nothing. Not in a loop, and not before a `finally`.
 */
export function isAsyncTail(path: Path): boolean {
  let at = path
  for (let p = at.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    const child = nodeOf(at)
    if (functions.test(node.type)) return node.async === true && node.generator !== true && node.body === child
    switch (node.type) {
      case 'ExpressionStatement':
        break
      case 'BlockStatement':
        if ((node.body as Syntax[]).at(-1) !== child) return false
        break
      case 'IfStatement':
        if (node.test === child) return false
        break
      case 'CatchClause':
        break
      case 'TryStatement':
        if (node.finalizer) return false
        break
      case 'UnaryExpression':
        if (node.operator !== 'void') return false
        break
      default:
        return false
    }
    at = p
  }
  return false
}
