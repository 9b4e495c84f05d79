/** What a variable or a field holds at a place. */
import type { AssignmentNode, Node, SourceFile } from '../ast.js'
import { dominates, ownerFunction } from '../flow.js'
import { assignmentsTo } from '../mentions.js'
import type { Binding } from '../scope.js'

export interface Value {
  /** Expressions that it may hold, the nearest first. */
  values: Node[]
  /** It holds one of these for sure: nothing older is left in it. */
  certain: boolean
}

/** What assignments of the same run leave at a place. */
export function assigned(before: AssignmentNode[], at: Node): Value {
  const values: Node[] = []
  let certain = false
  for (const a of before.toReversed()) {
    values.push(a.right)
    certain ||= dominates(a, at, before)
    if (dominates(a, at, [])) break
  }
  return { values, certain }
}

/** The value that a variable has at a place: assigned before by the same function, or its initialiser. */
export function valueAt(b: Binding, at: Node, file: SourceFile): Value {
  const fn = ownerFunction(at)
  const before = assignmentsTo(b, file).filter(a => a.start < at.start && ownerFunction(a) === fn)
  const found = assigned(before, at)
  if (found.certain || b.node.type !== 'VariableDeclarator') return found
  const init = b.node.init ?? undefined
  const isHere = ownerFunction(b.id) === fn
  if (init && !isNothing(init)) return { values: [...found.values, init], certain: true }
  return isHere ? { values: found.values, certain: found.values.length > 0 } : found
}

const isNothing = (n: Node): boolean =>
  (n.type === 'Literal' && n.value === null) || (n.type === 'Identifier' && n.name === 'undefined')
