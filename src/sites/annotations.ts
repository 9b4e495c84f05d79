/** Meaning of a written type. */
import { ancestors, classOf, type Node, type SourceFile } from './ast.js'
import type { Inference } from './infer.js'
import { declaredType, importedAnnotation, importedType, namedAnnotation } from './modules.js'
import { propertyType } from './properties.js'
import { scopeAround } from './scope.js'
import { used } from './told.js'
import { plain, type Ty, union, unknown } from './ty.js'

const lists = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'Iterable',
  'IterableIterator',
  'Iterator',
  'AsyncIterable',
  'Generator',
  'AsyncGenerator',
  'WeakSet',
])
const maps = new Map([
  ['Map', 1],
  ['ReadonlyMap', 1],
  ['WeakMap', 1],
  ['Record', 1],
])
/** React's refs: what they hold is their `current`. */
const boxes = new Set(['Ref', 'MutableRefObject', 'RefObject', 'ShallowRef'])
const through = new Set([
  'Partial',
  'Required',
  'Readonly',
  'NonNullable',
  'Pick',
  'Omit',
  'Exclude',
  'Extract',
  'Mutable',
  'WeakRef',
])

/** A list or a map of the language, by its name and its type arguments. */
export function collectionNamed(name: string, args: readonly Ty[]): Ty | undefined {
  const none = (): Ty => unknown('a type without argument')
  if (lists.has(name)) return { k: 'list', of: args[0] ?? none() }
  const at = maps.get(name)
  return at === undefined ? undefined : { k: 'map', of: args[at] ?? none() }
}

export function annotationType(inf: Inference, node: Node, file: SourceFile): Ty {
  return inf.annotation(node, () => meaning(inf, node, file))
}

function meaning(inf: Inference, node: Node, file: SourceFile): Ty {
  switch (node.type) {
    case 'TSTypeReference':
      return reference(inf, node.typeName as Node, node.typeArguments?.params ?? [], file)
    case 'TSExpressionWithTypeArguments' as never:
    case 'TSInterfaceHeritage':
    case 'TSClassImplements': {
      const n = node as unknown as { expression: Node; typeArguments: { params: Node[] } | null }
      return reference(inf, n.expression, n.typeArguments?.params ?? [], file)
    }
    case 'TSUnionType':
      return union(node.types.map(t => annotationType(inf, t, file)))
    case 'TSIntersectionType': {
      const all = node.types.map(t => annotationType(inf, t, file))
      const useful = all.filter(t => t.k !== 'plain')
      return all.find(t => t.k === 'lib') ?? (useful.length > 1 ? { k: 'joint', of: useful } : (useful[0] ?? all[0]!))
    }
    case 'TSArrayType':
      return { k: 'list', of: annotationType(inf, node.elementType, file) }
    case 'TSTupleType':
      return { k: 'list', of: union(node.elementTypes.map(t => annotationType(inf, t as Node, file))) }
    case 'TSNamedTupleMember':
      return annotationType(inf, node.elementType as Node, file)
    case 'TSOptionalType':
    case 'TSRestType':
      return annotationType(inf, node.typeAnnotation as Node, file)
    case 'TSTypeOperator':
    case 'TSParenthesizedType':
      return node.type === 'TSTypeOperator' && node.operator === 'keyof'
        ? plain
        : annotationType(inf, node.typeAnnotation, file)
    case 'TSTypeLiteral': {
      // `{ [id: string]: Worker }` is a record
      const only = node.members.length === 1 ? node.members[0] : undefined
      if (only?.type === 'TSIndexSignature')
        return { k: 'map', of: annotationType(inf, only.typeAnnotation.typeAnnotation, file) }
      return { k: 'shape', decl: node, file }
    }
    case 'TSMappedType':
      return node.typeAnnotation
        ? { k: 'map', of: annotationType(inf, node.typeAnnotation, file) }
        : unknown('a computed type')
    case 'TSFunctionType':
    case 'TSConstructorType':
      return { k: 'shape', decl: node, file }
    case 'TSTypeQuery': {
      if (node.exprName.type === 'TSImportType')
        return node.exprName.qualifier
          ? unknown('a qualified import type')
          : importedType(inf, file, node.exprName.source.value, '*')
      return entity(inf, node.exprName as Node, file)
    }
    case 'TSThisType': {
      const cls = classOf(node)
      return cls ? { k: 'instance', decl: cls, file } : unknown('this type')
    }
    case 'TSIndexedAccessType': {
      const object = annotationType(inf, node.objectType, file)
      const key = node.indexType
      if (key.type === 'TSLiteralType' && key.literal.type === 'Literal' && typeof key.literal.value === 'string')
        return propertyType(inf, object, key.literal.value)
      return object.k === 'list' || object.k === 'map' ? object.of : unknown('an indexed type')
    }
    case 'TSImportType': {
      const q = node.qualifier
      if (!q) return unknown('a module type')
      return q.type === 'Identifier'
        ? importedAnnotation(inf, file, node.source.value, q.name)
        : unknown('a qualified import type')
    }
    case 'TSAnyKeyword':
      return unknown('its type is any')
    case 'TSUnknownKeyword':
      return unknown('its type is unknown')
    case 'TSConditionalType':
    case 'TSInferType':
      return unknown('a computed type')
    default:
      return plain
  }
}

function reference(inf: Inference, name: Node, args: readonly Node[], file: SourceFile): Ty {
  const arg = (i: number): Ty => (args[i] ? annotationType(inf, args[i]!, file) : unknown('a type without argument'))
  if (name.type === 'Identifier') {
    const parameter = typeParameter(name)
    if (parameter)
      return parameter.constraint
        ? { ...annotationType(inf, parameter.constraint, file), parameter: parameter as Node }
        : unknown(`its type is the parameter ${name.name}`, parameter as Node)
    const scoped = scopeAround(file.scopeOf, name)?.type(name.name)
    if (scoped)
      return used(
        scoped.kind === 'import'
          ? (namedAnnotation(inf, name.name, file) ?? unknown('an import'))
          : declaredType(inf, scoped.node, file),
        args.map((_, i) => arg(i)),
      )
    const collection = collectionNamed(
      name.name,
      args.map((_, i) => arg(i)),
    )
    if (collection) return collection
    if (name.name === 'Promise' || name.name === 'PromiseLike') return { k: 'promise', of: arg(0) }
    if (name.name === 'Awaited') {
      const ty = arg(0)
      return ty.k === 'promise' ? ty.of : ty
    }
    if (name.name === 'InstanceType') return inf.instanceOf(arg(0))
    if (name.name === 'ReturnType') {
      const ty = arg(0)
      return ty.k === 'function'
        ? inf.returnType(ty.node, ty.file)
        : ty.k === 'member' && ty.member.returns
          ? inf.memberType({ type: ty.member.returns }, ty.path)
          : unknown('a return type')
    }
    if (boxes.has(name.name)) return { k: 'map', of: arg(0) }
    if (through.has(name.name)) return arg(0)
    const global = inf.library.globals.get(name.name)
    if (global?.constructs) return inf.instanceOf(inf.memberType(global, name.name))
    if (inf.library.knows(`lib.dom#${name.name}`)) return { k: 'lib', name: `lib.dom#${name.name}` }
    if (name.name === 'Electron') return { k: 'module', module: 'electron' }
    return unknown(`the type \`${name.name}\` is not declared in this file`)
  }
  if (name.type === 'TSQualifiedName' || name.type === 'MemberExpression') {
    const last = name.type === 'TSQualifiedName' ? name.right.name : ''
    if (boxes.has(last) && args[0]) return { k: 'map', of: arg(0) }
    const left = (name.type === 'TSQualifiedName' ? name.left : name.object) as Node
    const right =
      name.type === 'TSQualifiedName' ? name.right.name : name.property.type === 'Identifier' ? name.property.name : ''
    if (left.type === 'Identifier' && left.name === 'NodeJS')
      return right === 'Process' ? { k: 'lib', name: 'process#Process' } : plain
    if (left.type === 'Identifier' && left.name === 'Electron') return { k: 'lib', name: `electron#${right}` }
    const binding = left.type === 'Identifier' ? scopeAround(file.scopeOf, left)?.type(left.name) : undefined
    if (binding?.kind === 'import') {
      const spec = binding.node
      const declaration = spec.parent as Node | undefined
      if (declaration?.type === 'ImportDeclaration') {
        const qualified = importedAnnotation(inf, file, declaration.source.value, right)
        if (qualified.k !== 'unknown') return qualified
      }
    }
    const value = entity(inf, left, file)
    const member = propertyType(inf, value, right)
    return member.k === 'unknown' ? unknown('a qualified type') : inf.instanceOf(member)
  }
  return unknown('a type name')
}

/** `typeof a.b.c` */
function entity(inf: Inference, node: Node, file: SourceFile): Ty {
  if (node.type === 'Identifier') return inf.nameType(node.name, node, file)
  if (node.type === 'TSQualifiedName') return propertyType(inf, entity(inf, node.left as Node, file), node.right.name)
  return inf.typeOf(node, file)
}

function typeParameter(name: Extract<Node, { type: 'Identifier' }>): { constraint?: Node | null } | undefined {
  for (const a of ancestors(name)) {
    const declared = (
      a as { typeParameters?: { params: { name: { name: string }; constraint?: Node | null }[] } | null }
    ).typeParameters
    const found = declared?.params?.find(p => p.name?.name === name.name)
    if (found) return found
  }
  return undefined
}
