/** Classes of the program's own that are lists or maps: `class Collection<K, V> extends Map<K, V>`. */
import { annotationType, collectionNamed } from './annotations.js'
import { keyName, type Node, strip } from './ast.js'
import type { Inference } from './infer.js'
import { scopeAround } from './scope.js'
import { filled, toldBy } from './told.js'
import type { Ty } from './ty.js'

type Instance = Extract<Ty, { k: 'instance' }>

/** The class that a class extends, with what it is told. */
export function baseOf(inf: Inference, { decl, file, told }: Instance): Ty | undefined {
  if (!decl.superClass) return undefined
  const base = inf.instanceOf(inf.typeOf(decl.superClass, file))
  if (base.k !== 'instance') return base
  const args = decl.superTypeArguments?.params ?? []
  const given = toldBy(
    base.decl.typeParameters,
    args.map(a => filled(annotationType(inf, a, file), told)),
  )
  return given ? { ...base, told: given } : base
}

/**
 * The list or map that an object is by what its class extends.
 * @param member One that the classes must not have themselves.
 */
export function asCollection(inf: Inference, ty: Ty, member?: string): Ty {
  let t: Ty | undefined = ty
  for (let depth = 0; t?.k === 'instance' && depth < 8; depth++) {
    const { decl, file, told } = t
    if (member !== undefined && decl.body.body.some(m => 'key' in m && keyName(m.key as Node, m.computed) === member))
      return ty
    const base = decl.superClass && strip(decl.superClass)
    if (base?.type === 'Identifier' && !scopeAround(file.scopeOf, base)?.value(base.name)) {
      const args = (decl.superTypeArguments?.params ?? []).map(a => annotationType(inf, a, file))
      const made = collectionNamed(base.name, args)
      return made ? filled(made, told) : ty
    }
    t = baseOf(inf, t)
  }
  return ty
}
