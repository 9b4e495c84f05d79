/** What kind of collection an expression is, as far as its file says. */
import { j, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'

export type Collection = 'array' | 'set' | 'map'

const kinds: Readonly<Record<string, Collection>> = {
  Array: 'array',
  ReadonlyArray: 'array',
  Set: 'set',
  ReadonlySet: 'set',
  WeakSet: 'set',
  Map: 'map',
  ReadonlyMap: 'map',
}

/** By its own form, else by its declaration: an annotation, or what it is made of. */
export function collectionOf(node: Syntax, tree: Tree): Collection | undefined {
  const n = unwrapped(node)
  const own = made(n)
  if (own) return own
  const isField = n.type === 'MemberExpression' && (n.object as Syntax).type === 'ThisExpression'
  const name = isField ? sourceOf(tree, n.property as Syntax) : n.type === 'Identifier' ? (n.name as string) : undefined
  if (name === undefined) return undefined
  const found = new Set<Collection | undefined>()
  if (isField) {
    const field = (p: { node: unknown }): void => {
      const { key, typeAnnotation, value } = p.node as Record<'key' | 'typeAnnotation' | 'value', Syntax | null>
      if (key && sourceOf(tree, key) === name) found.add(annotated(typeAnnotation) ?? (value ? made(value) : undefined))
    }
    tree.root.find(j.ClassProperty).forEach(field)
    tree.root.find(j.ClassPrivateProperty).forEach(field)
    tree.root.find(j.TSParameterProperty).forEach(p => {
      const parameter = p.node.parameter as unknown as Syntax
      if (parameter.name === name) found.add(annotated(parameter.typeAnnotation as Syntax | undefined))
    })
  } else {
    tree.root.find(j.Identifier, { name }).forEach(p => {
      const id = p.node as unknown as Syntax
      const holder = p.parent.node as Syntax
      // another variable of this name, which may be anything
      if (isUntypedParameter(id, holder)) found.add(undefined)
      else if (holder.type === 'VariableDeclarator' && holder.id === (id as unknown))
        found.add(
          annotated(id.typeAnnotation as Syntax | undefined) ?? (holder.init ? made(holder.init as Syntax) : undefined),
        )
      else if (id.typeAnnotation) found.add(annotated(id.typeAnnotation as Syntax))
    })
  }
  return found.size === 1 ? [...found][0] : undefined
}

const isUntypedParameter = (id: Syntax, { type, params }: Syntax): boolean =>
  /Function|Method/.test(type) && !id.typeAnnotation && ((params as Syntax[] | undefined)?.includes(id) ?? false)

function made(node: Syntax): Collection | undefined {
  const n = unwrapped(node)
  if (n.type === 'ArrayExpression') return 'array'
  if (n.type === 'NewExpression') return kinds[((n.callee as Syntax).name as string | undefined) ?? '']
  if (n.type !== 'CallExpression') return undefined
  const callee = unwrapped(n.callee as Syntax)
  const name = (callee.property as Syntax | undefined)?.name as string | undefined
  const owner = (callee.object as Syntax | undefined)?.name
  if (owner === 'Array' || (owner === 'Object' && /^(values|keys|entries)$/.test(name ?? ''))) return 'array'
  return name !== undefined && /^(map|filter|slice|flatMap|concat|toSorted|toReversed)$/.test(name)
    ? 'array'
    : undefined
}

function annotated(annotation: Syntax | null | undefined): Collection | undefined {
  let type = annotation?.typeAnnotation as Syntax | undefined
  while (type?.type === 'TSTypeOperator' || type?.type === 'TSParenthesizedType') type = type.typeAnnotation as Syntax
  if (type?.type === 'TSArrayType' || type?.type === 'TSTupleType') return 'array'
  return type?.type === 'TSTypeReference'
    ? kinds[((type.typeName as Syntax).name as string | undefined) ?? '']
    : undefined
}
