/** Which of several rows for one name a call is, and of which event. */
import { literalText, type Node, type SourceFile, strip } from './ast.js'
import type { Site } from './find.js'
import type { Inference } from './infer.js'
import type { KnownRow } from './library.js'

/** Text of a string that a literal, a constant or a member of an enum has. */
export function textValue(node: Node | undefined, inf: Inference, file: SourceFile): string | undefined {
  if (!node) return undefined
  const literal = literalText(node)
  if (literal !== undefined) return literal
  const n = strip(node)
  if (n.type !== 'Identifier' && n.type !== 'MemberExpression') return undefined
  const ty = inf.typeOf(n, file)
  return ty.k === 'plain' ? ty.text : undefined
}

/** Of several rows for one member, the one whose event this is. */
export function choose(rows: KnownRow[], node: Site['node'], inf: Inference, file: SourceFile): KnownRow | undefined {
  const usable = rows.filter(r => !r.local)
  if (usable.length === 0) return undefined
  if (node.type === 'AssignmentExpression') return usable.find(r => r.slot)
  const event =
    usable[0]!.event === undefined
      ? undefined
      : textValue(node.arguments[usable[0]!.event] as Node | undefined, inf, file)
  if (event === undefined) return usable.find(r => !r.namedOnly)
  return usable.find(r => !r.events || r.events.includes(event) || r.events.includes('*'))
}

export function eventOf(row: KnownRow, node: Site['node'], inf: Inference, file: SourceFile): string | undefined {
  if (row.fixedEvent !== undefined) return row.fixedEvent
  if (row.event === undefined || node.type === 'AssignmentExpression') return undefined
  return textValue(node.arguments[row.event] as Node | undefined, inf, file)
}
