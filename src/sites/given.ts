/** Types that a call tells a library: `setup({ types: { context: {} as C } })`, `fromCallback<Event, Input>(…)`. */
import { annotationType } from './annotations.js'
import { type CallNode, type ClassNode, type NewNode, type Node, type SourceFile, strip } from './ast.js'
import type { Inference } from './infer.js'
import { propertyType } from './properties.js'
import type { Given, Ty } from './ty.js'

/** What the result of a call, and the parameters of its callbacks, know; inherited from the receiver if the call says nothing. */
export function givenBy(inf: Inference, target: Ty, call: CallNode | NewNode, file: SourceFile): Given | undefined {
  if (target.k !== 'member') return undefined
  const inherited = target.self?.k === 'lib' ? target.self.given : undefined
  const wanted = target.member.given
  if (!wanted) return inherited
  const given: Given = { ...inherited }
  const first = call.arguments[0] as Node | undefined
  for (const [property, places] of Object.entries(wanted))
    for (const place of places) {
      const found = at(inf, place, call, first, file)
      if (!found || found.k === 'unknown' || found.k === 'plain') continue
      given[property] = found
      break
    }
  return Object.keys(given).length > 0 ? given : undefined
}

/** What a class tells the library's class that it extends by its type arguments: `class Chat extends Component<Props>`. */
export function givenToBase(inf: Inference, base: Ty, cls: ClassNode, file: SourceFile): Given | undefined {
  const args = cls.superTypeArguments?.params
  if (!args || base.k !== 'member' || !base.member.given) return undefined
  const given: Given = {}
  for (const [property, places] of Object.entries(base.member.given))
    for (const place of places)
      if (typeof place === 'number' && args[place]) given[property] ??= annotationType(inf, args[place], file)
  return given
}

function at(
  inf: Inference,
  place: string | number,
  call: CallNode | NewNode,
  first: Node | undefined,
  file: SourceFile,
): Ty | undefined {
  if (typeof place === 'number') {
    const argument = call.typeArguments?.params[place]
    return argument && annotationType(inf, argument, file)
  }
  if (!first) return undefined
  let ty: Ty = inf.typeOf(first, file)
  for (const name of place.split('.')) {
    if (ty.k !== 'object' && ty.k !== 'shape') return undefined
    ty = propertyType(inf, ty, name)
  }
  return ty.k === 'function' ? inf.returnType(ty.node, ty.file) : ty
}

/** What the calls around a node, in whose arguments it stands, were given: `assign(…)` inside `setup({ … })`. */
export function givenAround(inf: Inference, node: Node, file: SourceFile): Given | undefined {
  for (let n = node, p = n.parent as Node | undefined; p; n = p, p = n.parent as Node | undefined) {
    if (p.type !== 'CallExpression' || !p.arguments.includes(n as never)) continue
    const target = inf.typeOf(strip(p.callee), file)
    const given = givenBy(inf, target, p, file)
    if (given) return given
  }
  return undefined
}

/** The same type, knowing what was given. */
export const withGiven = (ty: Ty, given: Given | undefined): Ty => (given && ty.k === 'lib' ? { ...ty, given } : ty)
