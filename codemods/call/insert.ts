/** Small edits around and inside a call's arguments: what is not changed keeps its bytes. */
import { j, type Printable, type Syntax, sourceOf, type Tree } from '../tree.js'

export interface Text {
  readonly start: number
  readonly end: number
  readonly text: string
}

export const insert = (at: number, text: string): Text => ({ start: at, end: at, text })
export const replace = ({ start, end }: Syntax, text: string): Text => ({ start, end, text })

/** The end of a node with the parenthesis around it. */
export function outerEnd({ end, extra }: Syntax, { text }: Tree): number {
  const { parenthesized } = (extra ?? {}) as { parenthesized?: boolean }
  return parenthesized ? text.indexOf(')', end) + 1 : end
}

/** `undefined` or `null`, written where nothing is meant. */
export const isNothing = (n: Syntax): boolean =>
  n.type === 'NullLiteral' || (n.type === 'Identifier' && n.name === 'undefined')

/** One more argument; a comma behind the last one stays behind the new one. */
export function appended(call: Syntax, text: string, tree: Tree): Text | string {
  const last = (call.arguments as Syntax[]).at(-1)
  return last ? insert(outerEnd(last, tree), `, ${text}`) : 'it has no arguments'
}

/** `.method(…)` between a member and its object: `a?.b()` becomes `a?.method(…).b()`. */
export function chained(callee: Syntax, text: string, tree: Tree): Text {
  const object = callee.object as Syntax
  const at = outerEnd(object, tree)
  if (callee.optional !== true) return insert(at, `.${text}`)
  const mark = tree.text.indexOf('?.', at)
  const rest = callee.computed === true ? '' : '.'
  return { start: at, end: mark + 2, text: `${tree.text.slice(at, mark)}?.${text}${rest}` }
}

/** An object with one property set beside those it has; `value` gets the text of the value that is there already. */
export function withProperty(
  given: Syntax,
  name: string,
  value: (former?: string) => string,
  tree: Tree,
): Text | string {
  if (isNothing(given)) return replace(given, `{ ${name}: ${value()} }`)
  if (given.type === 'Identifier') return replace(given, `{ ...${sourceOf(tree, given)}, ${name}: ${value()} }`)
  if (given.type !== 'ObjectExpression') return 'its options come from elsewhere'
  const properties = given.properties as Syntax[]
  const own = properties.filter(p => p.type === 'ObjectProperty' && p.computed !== true && keyIs(p, name)).at(-1)
  if (own) {
    const former = own.value as Syntax
    const text = isNothing(former) ? value() : value(sourceOf(tree, former))
    return own.shorthand === true ? replace(own, `${name}: ${text}`) : replace(former, text)
  }
  if (properties.some(p => p.computed === true || p.type !== 'ObjectProperty'))
    return `its options may have a \`${name}\``
  const last = properties.at(-1)
  return last ? insert(last.end, `, ${name}: ${value()}`) : replace(given, `{ ${name}: ${value()} }`)
}

export const keyIs = (property: Syntax, name: string): boolean => {
  const key = property.key as Syntax
  return key.name === name || key.value === name
}

/** Something in it, but not in a function of its own, waits or yields, which a function around it would have to. */
export function suspends(node: Syntax): boolean {
  let found = false
  const root = j(node as unknown as Printable)
  const look = (type: typeof j.AwaitExpression | typeof j.YieldExpression): void => {
    root.find(type as typeof j.AwaitExpression).forEach(p => {
      for (let q = p.parent as typeof p | null; q; q = q.parent as typeof p | null)
        if (/Function|ObjectMethod|ClassMethod/.test((q.node as { type: string }).type)) return
      found = true
    })
  }
  look(j.AwaitExpression)
  look(j.YieldExpression)
  return found
}
