import type { Span } from '../../src/migrate/fix.js'
import type { Syntax } from '../tree.js'

const values = /^(String|Numeric|Boolean|Null|BigInt|Template|Decimal)Literal$|^(Binary|Unary|Update)Expression$/

/**
 * The parts of a message that others may hold as well. A literal is nobody else's; a name, a member or a call's result
 * may be an object that is changed after the send.
 */
export function leavesOf(message: Syntax): Span[] {
  const inner = message.expression as Syntax | undefined
  if (values.test(message.type) || (message.type === 'Identifier' && message.name === 'undefined')) return []
  if (/^(TSNonNull|TSAs|TSSatisfies|TSTypeAssertion|Parenthesized)/.test(message.type) && inner) return leavesOf(inner)
  switch (message.type) {
    case 'ObjectExpression':
      return (message.properties as Syntax[]).flatMap(p =>
        p.type === 'ObjectProperty'
          ? leavesOf(p.value as Syntax)
          : [span(p.type === 'SpreadElement' ? (p.argument as Syntax) : p)],
      )
    case 'ArrayExpression':
      return (message.elements as (Syntax | null)[]).flatMap(e =>
        e === null ? [] : e.type === 'SpreadElement' ? [span(e.argument as Syntax)] : leavesOf(e),
      )
    case 'ConditionalExpression':
      return [...leavesOf(message.consequent as Syntax), ...leavesOf(message.alternate as Syntax)]
    case 'LogicalExpression':
      return [...leavesOf(message.left as Syntax), ...leavesOf(message.right as Syntax)]
    default:
      return [span(message)]
  }
}

const span = ({ start, end }: Syntax): Span => ({ start, end })
