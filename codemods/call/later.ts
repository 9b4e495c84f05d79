/** A promise that is kept while something else is waited for: its rejection may come before anybody handles it. */
import { nodeOf, type Path, type Syntax } from '../tree.js'
import { namesIn, waits } from '../watch/names.js'

const early =
  'its promise is kept while something else is waited for: a timeout that comes before it is waited for itself is an unhandled rejection'

/** Why that has to be looked at; none where the promise is waited for, or given on, with what follows. */
export function keptForLater(path: Path): string | undefined {
  let at = path
  while (/^(TS(NonNull|As|Satisfies)Expression|TSTypeAssertion)$/.test(nodeOf(at.parent as Path).type))
    at = at.parent as Path
  const holder = at.parent as Path
  const { type, id, right } = nodeOf(holder) as Syntax & { id?: Syntax; right?: Syntax }
  if (type === 'AssignmentExpression') return right === nodeOf(at) ? early : undefined
  if (type !== 'VariableDeclarator' || id?.type !== 'Identifier') return undefined
  const statement = nodeOf(holder.parent as Path)
  const list = nodeOf(holder.parent.parent as Path).body as Syntax[] | undefined
  const rest = Array.isArray(list) ? list.slice(list.indexOf(statement) + 1) : []
  const next = rest.find(s => waits(s) || namesIn(s).has(id.name as string))
  return next && !namesIn(next).has(id.name as string) ? early : undefined
}
