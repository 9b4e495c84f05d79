/** Type of a parameter that has no annotation, from where its function is handed to. */
import { annotationType } from './annotations.js'
import {
  type FunctionNode,
  isFunction,
  literalText,
  memberName,
  type Node,
  type SourceFile,
  strip,
  unwrapUp,
} from './ast.js'
import { givenAround, withGiven } from './given.js'
import type { Inference } from './infer.js'
import { filled } from './told.js'
import { isSignature, parseTypeText, type Ty, unknown } from './ty.js'

const each = new Set([
  'forEach',
  'map',
  'filter',
  'find',
  'some',
  'every',
  'flatMap',
  'findLast',
  'findIndex',
  'reduce',
])

export function contextualType(inf: Inference, fn: FunctionNode, index: number, file: SourceFile): Ty {
  const outer = unwrapUp(fn)
  const parent = outer.parent as Node | undefined
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && parent.id.typeAnnotation) {
    const props = index === 0 ? componentProps(parent.id.typeAnnotation.typeAnnotation) : undefined
    if (props) return annotationType(inf, props, file)
  }
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && parent.id.typeAnnotation)
    return parameterOf(inf, annotationType(inf, parent.id.typeAnnotation.typeAnnotation, file), index)
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') {
    const at = parent.arguments.indexOf(outer as never)
    if (at >= 0) return fromCall(inf, parent, at, index, file)
  }
  return fromObject(inf, outer, index, file)
}

function fromCall(
  inf: Inference,
  call: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
  at: number,
  index: number,
  file: SourceFile,
): Ty {
  const callee = strip(call.callee)
  if (callee.type === 'MemberExpression') {
    const name = memberName(callee) ?? ''
    const on = inf.typeOf(callee.object, file)
    if ((on.k === 'list' || on.k === 'map') && each.has(name)) {
      if (name === 'reduce') return index === 1 ? on.of : unknown('an accumulator')
      return index === 0 ? on.of : unknown('an index')
    }
    if (on.k === 'promise' && name === 'then' && index === 0) return on.of
  }
  const target = inf.typeOf(callee, file)
  if (target.k === 'member') {
    const event = literalText(call.arguments[0] as Node | undefined)
    const text =
      (event !== undefined ? target.member.events?.[event]?.[index] : undefined) ??
      target.member.events?.['*']?.[index] ??
      target.member.callbacks?.[at]?.[index]
    if (text !== undefined)
      return withGiven(parseTypeText(text, target.self), givenAround(inf, call.arguments[at] as Node, file))
    return unknown(`a parameter that ${target.path} hands over`)
  }
  const taken = parametersOf(target)?.[at]
  const id = taken?.type === 'TSParameterProperty' ? (taken.parameter as Node) : taken
  const annotation = id && 'typeAnnotation' in id ? (id.typeAnnotation as { typeAnnotation: Node } | null) : null
  if (annotation && (target.k === 'function' || target.k === 'shape'))
    return parameterOf(inf, filled(annotationType(inf, annotation.typeAnnotation, target.file), target.told), index)
  return target.k === 'unknown' ? target : unknown('a parameter without a type')
}

/** A function that is a property, at any depth, of an object given to a library: `createMachine({ actions: { x({ self }) {} } })`. */
function fromObject(inf: Inference, fn: Node, index: number, file: SourceFile): Ty {
  let top: Node = fn
  for (
    let p = top.parent as Node | undefined;
    p && (p.type === 'Property' || p.type === 'ObjectExpression' || p.type === 'ArrayExpression');
    p = p.parent as Node | undefined
  )
    top = p
  if (top === fn) return unknown('a parameter without a type')
  const call = unwrapUp(top).parent as Node | undefined
  if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return unknown('a parameter without a type')
  const at = call.arguments.indexOf(unwrapUp(top) as never)
  const target = inf.typeOf(strip(call.callee), file)
  if (target.k === 'member') {
    const text = target.member.deepCallbacks?.[at]?.[index]
    if (text !== undefined) return withGiven(parseTypeText(text, target.self), givenAround(inf, unwrapUp(top), file))
  }
  return unknown('a parameter without a type')
}

/** `Props` of `React.FC<Props>`. */
function componentProps(type: Node): Node | undefined {
  if (type.type !== 'TSTypeReference') return undefined
  const name =
    type.typeName.type === 'TSQualifiedName'
      ? type.typeName.right.name
      : type.typeName.type === 'Identifier'
        ? type.typeName.name
        : ''
  return /^(FC|VFC|FunctionComponent|VoidFunctionComponent)$/.test(name) ? type.typeArguments?.params[0] : undefined
}

function parameterOf(inf: Inference, ty: Ty, index: number): Ty {
  const p = ty.k === 'shape' ? parametersOf(ty)?.[index] : undefined
  const annotation = p && 'typeAnnotation' in p ? (p.typeAnnotation as { typeAnnotation: Node } | null) : null
  return ty.k === 'shape' && annotation
    ? filled(annotationType(inf, annotation.typeAnnotation, ty.file), ty.told)
    : unknown('a parameter without a type')
}

/** Of a function, or of what only says what one takes. */
function parametersOf(ty: Ty): readonly Node[] | undefined {
  if (ty.k === 'function') return isFunction(ty.node) ? (ty.node.params as Node[]) : undefined
  return ty.k === 'shape' && isSignature(ty.decl) ? (ty.decl.params as Node[]) : undefined
}
