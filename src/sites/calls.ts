/** Type of a call's or a construction's result. */
import { annotationType } from './annotations.js'
import {
  type CallNode,
  isFunction,
  literalText,
  memberName,
  type NewNode,
  type Node,
  type SourceFile,
  strip,
} from './ast.js'
import { asCollection } from './collections.js'
import type { TypeText } from './dialect.js'
import { instantiated } from './generics.js'
import { givenBy, withGiven } from './given.js'
import type { Inference } from './infer.js'
import { importedType } from './modules.js'
import { filled, used } from './told.js'
import { isSignature, parseTypeText, parts, plain, type Ty, union, unknown } from './ty.js'

const sameList = new Set([
  'filter',
  'slice',
  'concat',
  'reverse',
  'sort',
  'toSorted',
  'toReversed',
  'splice',
  'values',
  'with',
  'add',
  'keys',
])
const oneOf = new Set(['find', 'findLast', 'at', 'pop', 'shift'])

export function callType(inf: Inference, node: CallNode | NewNode, file: SourceFile): Ty {
  const callee = strip(node.callee)
  const args = node.arguments
  if (node.type === 'CallExpression' && isRequire(callee)) {
    const module = literalText(args[0] as Node)
    if (module !== undefined) return importedType(inf, file, module, '*')
  }
  if (callee.type === 'MemberExpression' && node.type === 'CallExpression') {
    const special = methodResult(inf, callee, node, file)
    if (special) return special
  }
  if (node.type === 'NewExpression' && callee.type === 'Identifier') {
    const declared = inf.nameType(callee.name, callee, file)
    if (declared.k === 'unknown') {
      const given = node.typeArguments?.params.at(-1)
      if (['Set', 'WeakSet', 'Array'].includes(callee.name))
        return {
          k: 'list',
          of: given ? annotationType(inf, given, file) : listOf(inf, args[0] as Node | undefined, file),
        }
      if (['Map', 'WeakMap'].includes(callee.name))
        return { k: 'map', of: given ? annotationType(inf, given, file) : plain }
      if (callee.name === 'Promise')
        return { k: 'promise', of: given ? annotationType(inf, given, file) : unknown('what a promise settles with') }
      if (callee.name === 'WeakRef') return args[0] ? inf.typeOf(args[0] as Node, file) : plain
    }
    if (declared.k === 'unknown') return declared
  }
  const target = inf.typeOf(callee, file)
  if (node.type === 'NewExpression')
    return used(
      inf.instanceOf(target),
      (node.typeArguments?.params ?? []).map(a => annotationType(inf, a, file)),
    )
  return resultOf(inf, target, node, file)
}

function resultOf(inf: Inference, target: Ty, node: CallNode, file: SourceFile): Ty {
  switch (target.k) {
    case 'member':
      if (target.member.passes !== undefined) {
        const told = node.typeArguments?.params[0]
        const passed = node.arguments[target.member.passes]
        const known = told && annotationType(inf, told, file)
        return known && known.k !== 'unknown' ? known : passed ? inf.typeOf(passed as Node, file) : plain
      }
      if (target.member.boxes) return { k: 'map', of: content(inf, node, file) }
      if (target.member.pairs) return { k: 'tuple', of: [madeBy(inf, content(inf, node, file)), plain] }
      if (target.member.yields)
        return madeBy(inf, node.arguments[0] ? inf.typeOf(node.arguments[0] as Node, file) : plain)
      if (target.member.literals) {
        const literal = literalOf(target.member.literals, node)
        if (literal !== undefined) return parseTypeText(literal, target.self)
        const told = node.typeArguments?.params[0]
        if (told) {
          const of = annotationType(inf, told, file)
          return target.member.returns?.endsWith('[]') ? { k: 'list', of } : of
        }
      }
      if (target.member.returns !== undefined)
        return withGiven(parseTypeText(target.member.returns, target.self), givenBy(inf, target, node, file))
      if (target.member.constructs !== undefined) return parseTypeText(target.member.constructs, target.self)
      return unknown(`the result of ${target.path} is in no table`)
    case 'function': {
      const made = filled(inf.returnType(target.node, target.file), target.told)
      return isOpen(made) ? (instantiated(inf, target.node, target.file, node, file) ?? made) : made
    }
    case 'shape': {
      const d = target.decl
      if (!isSignature(d) || !d.returnType) return unknown('a call of a typed object')
      const made = filled(annotationType(inf, d.returnType.typeAnnotation, target.file), target.told)
      return isOpen(made) ? (instantiated(inf, d, target.file, node, file) ?? made) : made
    }
    case 'union':
      return union(target.of.map(t => resultOf(inf, t, node, file)))
    case 'lib': {
      const call = inf.library.member(target.name, '()')
      return call?.returns ? parseTypeText(call.returns, target) : unknown(`a call of a ${target.name}`)
    }
    case 'module': {
      const call = inf.library.modules.get(target.module)?.get('default')
      return call?.returns ? parseTypeText(call.returns) : unknown(`a call of the module "${target.module}"`)
    }
    case 'unknown':
      return target
    default:
      return plain
  }
}

/** `require`, and `window.require` of a renderer of Electron. */
function isRequire(callee: Node): boolean {
  if (callee.type === 'Identifier') return callee.name === 'require'
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'require') return false
  const object = strip(callee.object)
  return object.type === 'Identifier' && /^(window|globalThis|self)$/.test(object.name)
}

/** By the text itself, or by the tag that a selector ends with: `#main iframe[src]`. */
function literalOf(literals: Record<string, TypeText>, { arguments: [first] }: CallNode): TypeText | undefined {
  const text = literalText(first as Node | undefined)
  if (text === undefined) return undefined
  return literals[text] ?? literals[/(?:^|[\s>+~])([a-z][\w-]*)[^\s>+~]*$/i.exec(text)?.[1] ?? '']
}

/** Not known, or a promise or a list of what is not known: a type parameter may stand there. */
const isOpen = (ty: Ty): boolean =>
  parts(ty).some(t => t.k === 'unknown' || ((t.k === 'promise' || t.k === 'list' || t.k === 'map') && isOpen(t.of)))

/** What a box or a state holds: its type argument says so, or the value it starts with. All members of a box have that type. */
function content(inf: Inference, node: CallNode, file: SourceFile): Ty {
  const given = node.typeArguments?.params[0]
  const first = node.arguments[0] as Node | undefined
  if (given) return annotationType(inf, given, file)
  return first ? inf.typeOf(first, file) : unknown('what a box holds')
}

/** A library calls the function that it is given, and hands on what that returns. */
const madeBy = (inf: Inference, given: Ty): Ty =>
  given.k === 'function' ? inf.returnType(given.node, given.file) : given

/** Methods of arrays, maps, promises and the like, which no table describes. */
function methodResult(
  inf: Inference,
  callee: Extract<Node, { type: 'MemberExpression' }>,
  node: CallNode,
  file: SourceFile,
): Ty | undefined {
  const name = memberName(callee)
  if (name === undefined) return undefined
  if (name === 'bind') return inf.typeOf(callee.object, file)
  const object = strip(callee.object)
  const first = node.arguments[0] as Node | undefined
  if (object.type === 'Identifier' && first) {
    if (object.name === 'Object' && name === 'values') return listify(inf, inf.typeOf(first, file))
    if (object.name === 'Object' && name === 'entries') {
      const values = listify(inf, inf.typeOf(first, file))
      return values.k === 'list' ? { k: 'list', of: values } : values
    }
    if (object.name === 'Object' && (name === 'assign' || name === 'freeze')) return inf.typeOf(first, file)
    if (object.name === 'Array' && name === 'from') {
      const mapper = node.arguments[1] as Node | undefined
      return mapper && isFunction(strip(mapper))
        ? { k: 'list', of: inf.returnType(strip(mapper), file) }
        : listify(inf, inf.typeOf(first, file))
    }
    if (object.name === 'Promise' && (name === 'all' || name === 'race' || name === 'any' || name === 'resolve')) {
      const ty = inf.typeOf(first, file)
      if (name === 'resolve') return ty.k === 'promise' ? ty : { k: 'promise', of: ty }
      const each = ty.k === 'list' ? (ty.of.k === 'promise' ? ty.of.of : ty.of) : unknown('a race')
      return { k: 'promise', of: name === 'all' ? { k: 'list', of: each } : each }
    }
  }
  const on = asCollection(inf, inf.typeOf(callee.object, file), name)
  if (on.k === 'list') {
    if (sameList.has(name)) return on
    if (oneOf.has(name)) return on.of
    if ((name === 'map' || name === 'flatMap') && first) {
      const mapper = inf.typeOf(first, file)
      const made = mapper.k === 'function' ? inf.returnType(mapper.node, mapper.file) : unknown('what map makes')
      return name === 'flatMap' && made.k === 'list' ? made : { k: 'list', of: made }
    }
    if (name === 'flat') return on.of.k === 'list' ? on.of : on
    if (name === 'entries') return { k: 'list', of: on }
    return plain
  }
  if (on.k === 'map') {
    if (name === 'get') return on.of
    if (name === 'values') return { k: 'list', of: on.of }
    if (name === 'entries') return { k: 'list', of: { k: 'list', of: on.of } }
    if (name === 'set') return on
    return undefined
  }
  if (on.k === 'promise' && (name === 'then' || name === 'catch' || name === 'finally')) {
    const mapped = name === 'then' && first ? inf.typeOf(first, file) : undefined
    return mapped?.k === 'function' ? { k: 'promise', of: inf.returnType(mapped.node, mapped.file) } : on
  }
  if (name === 'deref' || name === 'call' || name === 'apply') return name === 'deref' ? on : undefined
  return undefined
}

const listOf = (inf: Inference, node: Node | undefined, file: SourceFile): Ty =>
  node ? valuesOf(inf, inf.typeOf(node, file)) : plain

/** The values that an object has, or an iterable gives. */
function listify(inf: Inference, ty: Ty): Ty {
  const of = valuesOf(inf, ty)
  return ty.k === 'unknown' ? ty : { k: 'list', of }
}

function valuesOf(inf: Inference, of: Ty): Ty {
  const ty = asCollection(inf, of)
  switch (ty.k) {
    case 'list':
    case 'map':
      return ty.of
    case 'plain':
    case 'unknown':
      return ty
    case 'tuple':
      return union(ty.of)
    case 'union':
      return union(ty.of.map(t => valuesOf(inf, t)))
    case 'object':
      return union(
        ty.node.properties.map(p =>
          p.type === 'SpreadElement' ? valuesOf(inf, inf.typeOf(p.argument, ty.file)) : inf.typeOf(p.value, ty.file),
        ),
      )
    default:
      return unknown('what an object holds')
  }
}
