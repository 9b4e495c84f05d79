/** What stands for the type parameters of a class, an interface or an alias where it is used: `Pool<Worker>`. */
import type { Node } from './ast.js'
import { type Told, type Ty, union } from './ty.js'

type Parameters = Extract<Node, { type: 'TSTypeParameterDeclaration' }>

/** By the arguments of the use; none: the declaration takes none, or is given none. */
export function toldBy(list: Parameters | null | undefined, args: readonly Ty[]): Told | undefined {
  if (!list || args.length === 0) return undefined
  return new Map(list.params.flatMap((p, i): [Node, Ty][] => (args[i] ? [[p as Node, args[i]]] : [])))
}

/** A type as it is where it is used with these arguments. */
export function used(ty: Ty, args: readonly Ty[]): Ty {
  const told = args.length > 0 ? toldBy(parametersOf(ty), args) : undefined
  if (!told) return ty
  return ty.k === 'instance' || (ty.k === 'shape' && isNamed(ty.decl)) ? { ...ty, told } : filled(ty, told)
}

/** Type parameters of the declaration that a type is a use of. */
function parametersOf(ty: Ty): Parameters | undefined {
  if (ty.parameter) return ofAlias(ty.parameter)
  switch (ty.k) {
    case 'instance':
      return ty.decl.typeParameters ?? undefined
    case 'shape':
      return isNamed(ty.decl) ? (ty.decl.typeParameters ?? undefined) : ofAlias(ty.decl)
    case 'list':
    case 'map':
    case 'promise':
      return parametersOf(ty.of)
    case 'tuple':
    case 'union':
    case 'joint':
      return ty.of.map(parametersOf).find(list => list !== undefined)
    default:
      return undefined
  }
}

function ofAlias(node: Node): Parameters | undefined {
  for (let n: Node | undefined = node; n; n = n.parent as Node | undefined)
    if (n.type === 'TSTypeAliasDeclaration') return n.typeParameters ?? undefined
    else if (isNamed(n) || n.type === 'ClassDeclaration' || n.type === 'Program') return undefined
  return undefined
}

const isNamed = (n: Node): n is Extract<Node, { type: 'TSInterfaceDeclaration' }> => n.type === 'TSInterfaceDeclaration'

/** A written type with what stands for its type parameters. */
export function filled(ty: Ty, told: Told | undefined): Ty {
  if (!told) return ty
  const meant = ty.parameter && told.get(ty.parameter)
  // a library's type that all arguments have to be says more than an argument that is not seen
  if (meant) return meant.k === 'unknown' && !meant.parameter && ty.k === 'lib' ? ty : meant
  switch (ty.k) {
    case 'list':
    case 'map':
    case 'promise': {
      const of = filled(ty.of, told)
      return of === ty.of ? ty : { ...ty, of }
    }
    case 'tuple':
    case 'joint':
      return { ...ty, of: ty.of.map(t => filled(t, told)) }
    case 'union': {
      const of = ty.of.map(t => filled(t, told))
      return of.every((t, i) => t === ty.of[i]) ? ty : union(of)
    }
    case 'instance':
      return ty.told ? { ...ty, told: through(ty.told, told) } : ty
    case 'shape':
      if (isNamed(ty.decl)) return ty.told ? { ...ty, told: through(ty.told, told) } : ty
      return { ...ty, told: new Map([...told, ...through(ty.told ?? new Map(), told)]) }
    case 'function':
      return { ...ty, told: new Map([...told, ...through(ty.told ?? new Map(), told)]) }
    default:
      return ty
  }
}

const through = (inner: Told, told: Told): Told => new Map([...inner].map(([p, ty]) => [p, filled(ty, told)]))
