/** Types of what names are bound to: variables, parameters, imports, and the parts that patterns take. */
import { annotationType } from './annotations.js'
import { type ClassNode, isFunction, type Node, type SourceFile } from './ast.js'
import { asCollection } from './collections.js'
import { contextualType } from './contextual.js'
import type { Inference } from './infer.js'
import { importedType } from './modules.js'
import { propertyType } from './properties.js'
import { type Binding, scopeAround } from './scope.js'
import { plain, type Ty, union, unknown } from './ty.js'
import { writtenType } from './written.js'

/** Type of what a binding stands for. */
export function typeOfBinding(inf: Inference, b: Binding, file: SourceFile): Ty {
  const node = b.node
  switch (b.kind) {
    case 'import':
      if (node.type === 'TSImportEqualsDeclaration') {
        const r = node.moduleReference
        return r.type === 'TSExternalModuleReference'
          ? importedType(inf, file, r.expression.value, '*')
          : unknown('an import alias')
      }
      if (
        node.type === 'ImportSpecifier' ||
        node.type === 'ImportDefaultSpecifier' ||
        node.type === 'ImportNamespaceSpecifier'
      ) {
        const source = (node.parent as Extract<Node, { type: 'ImportDeclaration' }>).source.value
        const name =
          node.type === 'ImportNamespaceSpecifier'
            ? '*'
            : node.type === 'ImportDefaultSpecifier'
              ? 'default'
              : importedName(node)
        return importedType(inf, file, source, name)
      }
      return unknown('an import')
    case 'variable':
      return variable(inf, b, node as Extract<Node, { type: 'VariableDeclarator' }>, file)
    case 'parameter':
      return parameter(inf, b, file)
    case 'function':
      return isFunction(node) ? { k: 'function', node, file } : { k: 'shape', decl: node, file }
    case 'class':
      return { k: 'class', decl: node as ClassNode, file }
    case 'enum':
    case 'namespace':
      return { k: 'shape', decl: node, file }
    case 'catch':
      return plain
    default:
      return unknown(`a ${b.kind}`)
  }
}

function variable(
  inf: Inference,
  b: Binding,
  node: Extract<Node, { type: 'VariableDeclarator' }>,
  file: SourceFile,
): Ty {
  let whole: Ty
  const annotation =
    node.id.type === 'Identifier' || node.id.type === 'ObjectPattern' || node.id.type === 'ArrayPattern'
      ? node.id.typeAnnotation
      : null
  const loop = node.parent?.parent as Node | undefined
  if (annotation) {
    whole = annotationType(inf, annotation.typeAnnotation, file)
    const isConst = node.parent?.type === 'VariableDeclaration' && node.parent.kind === 'const'
    if (node.init && (whole.k === 'unknown' || (isConst && /^(plain|lib|shape)$/.test(whole.k))))
      whole = writtenType(inf.library, whole, inf.typeOf(node.init, file))
  } else if (node.init) whole = inf.typeOf(node.init, file)
  else if (loop?.type === 'ForOfStatement' && loop.left === node.parent) {
    const over = asCollection(inf, inf.typeOf(loop.right, file))
    whole =
      over.k === 'list'
        ? over.of
        : over.k === 'map'
          ? { k: 'list', of: over.of }
          : over.k === 'unknown'
            ? over
            : unknown('an iterated value')
  } else whole = plain
  const ty = destructured(inf, node.id, b.id, whole, file)
  if (node.id.type !== 'Identifier') return ty
  // `let io: any`: what is put into it says what its type leaves open
  if (annotation) return annotation.typeAnnotation.type === 'TSAnyKeyword' ? known(assignedType(inf, b, file), ty) : ty
  return ty.k === 'plain' ? assignedType(inf, b, file) : ty
}

const known = (ty: Ty, otherwise: Ty): Ty => (ty.k === 'plain' ? otherwise : ty)

/** Union of all that is assigned to a variable that starts empty. */
function assignedType(inf: Inference, b: Binding, file: SourceFile): Ty {
  const found: Ty[] = []
  for (const a of file.assigned.get(b.name) ?? []) {
    if (a.left.type !== 'Identifier' || a.operator === '+=') continue
    if (scopeAround(file.scopeOf, a.left)?.value(b.name) === b) found.push(inf.typeOf(a.right, file))
  }
  return found.length > 0 ? union(found) : plain
}

function parameter(inf: Inference, b: Binding, file: SourceFile): Ty {
  const fn = b.node
  if (!isFunction(fn)) return unknown('a parameter of a declaration')
  const index = fn.params.findIndex(p => p.start <= b.id.start && b.id.end <= p.end)
  let pattern = fn.params[index] as Node
  if (!pattern) return unknown('a parameter')
  if (pattern.type === 'TSParameterProperty') pattern = pattern.parameter as Node
  let fallback: Node | undefined
  if (pattern.type === 'AssignmentPattern') {
    fallback = pattern.right
    pattern = pattern.left
  }
  const annotation = 'typeAnnotation' in pattern ? (pattern.typeAnnotation as { typeAnnotation: Node } | null) : null
  let whole = annotation ? annotationType(inf, annotation.typeAnnotation, file) : contextualType(inf, fn, index, file)
  if (pattern.type === 'RestElement') whole = annotation ? whole : { k: 'list', of: whole }
  // a structural type of the user's own, filled with a library's object where it is left out
  if (whole.k === 'shape' && fallback) {
    const given = inf.typeOf(fallback, file)
    if (given.k === 'lib' && given.name !== 'lib.dom#OwnWindow') whole = union([whole, given])
  }
  if (whole.k === 'unknown' && fallback) whole = inf.typeOf(fallback, file)
  return destructured(inf, pattern.type === 'RestElement' ? pattern.argument : pattern, b.id, whole, file)
}

/** Type of one name of a pattern, given the type of the whole. */
function destructured(inf: Inference, pattern: Node, id: Node, whole: Ty, file: SourceFile): Ty {
  if (pattern === id) return whole
  const inside = (n: Node): boolean => n.start <= id.start && id.end <= n.end
  if (pattern.type === 'AssignmentPattern') {
    const ty = destructured(inf, pattern.left, id, whole, file)
    return ty.k === 'unknown' && pattern.left === id ? inf.typeOf(pattern.right, file) : ty
  }
  if (pattern.type === 'ObjectPattern') {
    for (const p of pattern.properties) {
      if (!inside(p)) continue
      if (p.type === 'RestElement') return whole
      const name =
        p.key.type === 'Identifier' && !p.computed
          ? p.key.name
          : p.key.type === 'Literal'
            ? String(p.key.value)
            : undefined
      return name === undefined
        ? unknown('a computed key')
        : destructured(inf, p.value, id, propertyType(inf, whole, name), file)
    }
  }
  if (pattern.type === 'ArrayPattern') {
    const e = pattern.elements.find(x => x && inside(x as Node)) as Node | undefined
    if (e) {
      const at = pattern.elements.indexOf(e as never)
      if (whole.k === 'tuple')
        return e.type === 'RestElement'
          ? unknown('the rest of a tuple')
          : destructured(inf, e, id, whole.of[at] ?? plain, file)
      const of = whole.k === 'list' ? whole.of : whole.k === 'unknown' ? whole : unknown('an element')
      return e.type === 'RestElement' ? whole : destructured(inf, e, id, of, file)
    }
  }
  return unknown('a destructured value')
}

/** `declare const self: Scope`: it says what is there already, in the user's words. */
export const isAmbient = ({ kind, node }: Binding): boolean =>
  kind === 'variable'
    ? (node.parent as Extract<Node, { type: 'VariableDeclaration' }>).declare === true
    : node.type === 'TSDeclareFunction' && node.declare === true

function importedName(node: Extract<Node, { type: 'ImportSpecifier' }>): string {
  return node.imported.type === 'Identifier' ? node.imported.name : node.imported.value
}
