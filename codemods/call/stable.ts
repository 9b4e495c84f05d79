/** Expressions that mean the same when they are read again: names, members, literals. */
import type { Syntax } from '../tree.js'
import { unwrapped } from '../tree.js'

export function isStable(node: Syntax): boolean {
  const n = unwrapped(node)
  switch (n.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'PrivateName':
      return true
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return isStable(n.object as Syntax) && (n.computed !== true || isStable(n.property as Syntax))
    case 'TemplateLiteral':
      return (n.expressions as Syntax[]).every(isStable)
    default:
      return false
  }
}
