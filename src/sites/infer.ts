/** Which type an expression has, from imports, annotations, `new`, calls, fields and parameters. Never guesses: what it can't say is `unknown`, with the reason. */

import { annotationType } from './annotations.js'
import {
  type ClassNode,
  classOf,
  type FunctionNode,
  isFunction,
  memberName,
  type Node,
  type SourceFile,
  strip,
  walk,
} from './ast.js'
import { callType } from './calls.js'
import { contextualType } from './contextual.js'
import type { Member } from './dialect.js'
import type { Library } from './library.js'
import { exportedType, importedType } from './modules.js'
import type { Project } from './project.js'
import { propertyType } from './properties.js'
import { type Binding, scopeAround } from './scope.js'
import { parseTypeText, parts, plain, type Ty, union, unknown } from './ty.js'

/** Answers, and what is being answered. */
interface Once<K> {
  known: Map<K, Ty>
  busy: Set<K>
}

const once = <K>(): Once<K> => ({ known: new Map(), busy: new Set() })

/** Questions within questions: about eight frames of the stack each. */
const deepest = 300
const deepChain = 150

export class Inference {
  readonly #expressions: Once<Node> = once()
  readonly #bindings: Once<Binding> = once()
  readonly #annotations: Once<Node> = once()
  readonly #returns: Once<Node> = once()
  readonly #exports: Map<SourceFile, Map<string, Ty | undefined>> = new Map()
  #depth = 0

  constructor(
    readonly library: Library,
    readonly project: Project,
  ) {}

  /** Type of an expression. */
  typeOf(node: Node, file: SourceFile): Ty {
    // `a.b().c()…` may be longer than the stack is deep: from its inner end, each step has its object's type at hand
    if (this.#depth === deepChain && !this.#expressions.known.has(node))
      for (const inner of spine(node).reverse())
        this.#once(this.#expressions, inner, () => this.#expression(inner, file))
    return this.#once(this.#expressions, node, () => this.#expression(node, file))
  }

  /** What is asked for while it is being found out is circular, or so long a way off that the stack would not do. */
  #once<K>({ known, busy }: Once<K>, key: K, find: () => Ty): Ty {
    const found = known.get(key)
    if (found) return found
    if (busy.has(key) || this.#depth >= deepest) return unknown('its definition is circular')
    busy.add(key)
    try {
      const ty = this.nested(find) ?? unknown('its definition is circular')
      known.set(key, ty)
      return ty
    } finally {
      busy.delete(key)
    }
  }

  /** A question within a question; none where they are so many that the stack would not do. */
  nested(find: () => Ty | undefined): Ty | undefined {
    if (this.#depth >= deepest) return undefined
    this.#depth++
    try {
      return find()
    } finally {
      this.#depth--
    }
  }

  /** Meaning of a written type, found out once. */
  annotation(node: Node, find: () => Ty): Ty {
    return this.#once(this.#annotations, node, find)
  }

  #expression(node: Node, file: SourceFile): Ty {
    switch (node.type) {
      case 'Identifier':
        return this.nameType(node.name, node, file)
      case 'ThisExpression':
        return this.thisType(node, file)
      case 'Super': {
        const cls = classOf(node)
        return cls?.superClass
          ? this.instanceOf(this.typeOf(cls.superClass, file))
          : unknown('super of an unknown class')
      }
      case 'MemberExpression': {
        const name = memberName(node)
        const object = this.typeOf(node.object, file)
        if (name === undefined)
          return object.k === 'list' || object.k === 'map' ? object.of : unknown('a computed member')
        return propertyType(this, object, name)
      }
      case 'ChainExpression':
      case 'TSNonNullExpression':
      case 'ParenthesizedExpression':
      case 'TSSatisfiesExpression':
        return this.typeOf(node.expression, file)
      case 'TSAsExpression':
      case 'TSTypeAssertion': {
        const inner = this.typeOf(node.expression, file)
        const type = node.typeAnnotation.type
        const isConst =
          type === 'TSTypeReference' &&
          node.typeAnnotation.typeName.type === 'Identifier' &&
          node.typeAnnotation.typeName.name === 'const'
        if (type === 'TSAnyKeyword' || type === 'TSUnknownKeyword' || isConst) return inner
        return this.#written(annotationType(this, node.typeAnnotation, file), inner)
      }
      case 'TSInstantiationExpression':
        return this.typeOf(node.expression, file)
      case 'SequenceExpression':
        return this.typeOf(node.expressions.at(-1)!, file)
      case 'AwaitExpression': {
        const ty = this.typeOf(node.argument, file)
        return ty.k === 'promise' ? ty.of : ty
      }
      case 'AssignmentExpression':
        return this.typeOf(node.right, file)
      case 'ConditionalExpression':
        return union([this.typeOf(node.consequent, file), this.typeOf(node.alternate, file)])
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.typeOf(node.right, file)
          : union([this.typeOf(node.left, file), this.typeOf(node.right, file)])
      case 'CallExpression':
      case 'NewExpression':
        return callType(this, node, file)
      case 'ImportExpression': {
        const source = strip(node.source)
        if (source.type !== 'Literal' || typeof source.value !== 'string') return unknown('a computed import')
        return { k: 'promise', of: importedType(this, file, source.value, '*') }
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return { k: 'function', node, file }
      case 'ClassExpression':
        return { k: 'class', decl: node, file }
      case 'ObjectExpression':
        return { k: 'object', node, file }
      case 'ArrayExpression':
        return { k: 'list', of: union(node.elements.filter(e => e !== null).map(e => this.#element(e as Node, file))) }
      case 'Literal':
        return typeof node.value === 'string' ? { k: 'plain', text: node.value } : plain
      case 'TemplateLiteral':
      case 'BinaryExpression':
      case 'UnaryExpression':
      case 'UpdateExpression':
        return plain
      case 'MetaProperty':
        return unknown('import.meta')
      default:
        return unknown(`a ${node.type}`)
    }
  }

  /**
   * What a value is under a type that is written for it. A base says less of it than the value itself does
   * (`worker as NodeJS.EventEmitter`); a structural type of the user's own adds to what a library's object is.
   */
  #written(written: Ty, value: Ty): Ty {
    if (written.k === 'unknown') return value
    const all = parts(value)
    if (written.k === 'shape') return union([...all.filter(v => v.k === 'lib'), written])
    if (!all.every(v => v.k === 'lib')) return written
    const isBase =
      written.k === 'plain' || all.every(v => written.k === 'lib' && this.library.isA(v.name, written.name))
    return isBase ? value : written
  }

  #element(node: Node, file: SourceFile): Ty {
    if (node.type !== 'SpreadElement') return this.typeOf(node, file)
    const spread = this.typeOf(node.argument, file)
    return spread.k === 'list' ? spread.of : unknown('a spread')
  }

  thisType(node: Node, file: SourceFile): Ty {
    const cls = classOf(node)
    if (cls) return { k: 'instance', decl: cls, file }
    for (let n = node.parent as Node | undefined; n; n = n.parent as Node | undefined) {
      if (n.type !== 'FunctionExpression') continue
      const owner = n.parent as Node | undefined
      if (owner?.type === 'Property' && owner.parent?.type === 'ObjectExpression')
        return { k: 'object', node: owner.parent, file }
      return unknown('`this` of a plain function')
    }
    return unknown('`this` outside of a class')
  }

  /** Type of what a name means at a place. */
  nameType(name: string, at: Node, file: SourceFile): Ty {
    if (name === 'undefined') return plain
    const binding = scopeAround(file.scopeOf, at)?.value(name)
    const declared = binding && this.bindingType(binding, file)
    if (declared && (declared.k === 'lib' || !isAmbient(binding))) return declared
    const member = this.library.globals.get(name)
    if (member) return this.memberType(member, `lib.dom.${name}`)
    return declared ?? unknown(`\`${name}\` is not declared in this file`)
  }

  bindingType(binding: Binding, file: SourceFile): Ty {
    return this.#once(this.#bindings, binding, () => this.#binding(binding, file))
  }

  #binding(b: Binding, file: SourceFile): Ty {
    const node = b.node
    switch (b.kind) {
      case 'import':
        if (node.type === 'TSImportEqualsDeclaration') {
          const r = node.moduleReference
          return r.type === 'TSExternalModuleReference'
            ? importedType(this, file, r.expression.value, '*')
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
          return importedType(this, file, source, name)
        }
        return unknown('an import')
      case 'variable':
        return this.#variable(b, node as Extract<Node, { type: 'VariableDeclarator' }>, file)
      case 'parameter':
        return this.#parameter(b, file)
      case 'function':
        return isFunction(node) ? { k: 'function', node, file } : unknown('a declared function')
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

  #variable(b: Binding, node: Extract<Node, { type: 'VariableDeclarator' }>, file: SourceFile): Ty {
    let whole: Ty
    const annotation =
      node.id.type === 'Identifier' || node.id.type === 'ObjectPattern' || node.id.type === 'ArrayPattern'
        ? node.id.typeAnnotation
        : null
    const loop = node.parent?.parent as Node | undefined
    if (annotation) {
      whole = annotationType(this, annotation.typeAnnotation, file)
      const isConst = node.parent?.type === 'VariableDeclaration' && node.parent.kind === 'const'
      if (node.init && (whole.k === 'unknown' || (isConst && /^(plain|lib|shape)$/.test(whole.k))))
        whole = this.#written(whole, this.typeOf(node.init, file))
    } else if (node.init) whole = this.typeOf(node.init, file)
    else if (loop?.type === 'ForOfStatement' && loop.left === node.parent) {
      const over = this.typeOf(loop.right, file)
      whole =
        over.k === 'list'
          ? over.of
          : over.k === 'map'
            ? { k: 'list', of: over.of }
            : over.k === 'unknown'
              ? over
              : unknown('an iterated value')
    } else whole = plain
    const ty = this.destructured(node.id, b.id, whole, file)
    if (ty.k !== 'plain' || node.id.type !== 'Identifier' || annotation) return ty
    return this.assignedType(b, file)
  }

  /** Union of all that is assigned to a variable that starts empty. */
  assignedType(b: Binding, file: SourceFile): Ty {
    const found: Ty[] = []
    for (const a of file.assigned.get(b.name) ?? []) {
      if (a.left.type !== 'Identifier' || a.operator === '+=') continue
      if (scopeAround(file.scopeOf, a.left)?.value(b.name) === b) found.push(this.typeOf(a.right, file))
    }
    return found.length > 0 ? union(found) : plain
  }

  #parameter(b: Binding, file: SourceFile): Ty {
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
    let whole = annotation
      ? annotationType(this, annotation.typeAnnotation, file)
      : contextualType(this, fn, index, file)
    if (pattern.type === 'RestElement') whole = annotation ? whole : { k: 'list', of: whole }
    // a structural type of the user's own, filled with a library's object where it is left out
    if (whole.k === 'shape' && fallback) {
      const given = this.typeOf(fallback, file)
      if (given.k === 'lib' && given.name !== 'lib.dom#OwnWindow') whole = union([whole, given])
    }
    if (whole.k === 'unknown' && fallback) whole = this.typeOf(fallback, file)
    return this.destructured(pattern.type === 'RestElement' ? pattern.argument : pattern, b.id, whole, file)
  }

  /** Type of one name of a pattern, given the type of the whole. */
  destructured(pattern: Node, id: Node, whole: Ty, file: SourceFile): Ty {
    if (pattern === id) return whole
    const inside = (n: Node): boolean => n.start <= id.start && id.end <= n.end
    if (pattern.type === 'AssignmentPattern') {
      const ty = this.destructured(pattern.left, id, whole, file)
      return ty.k === 'unknown' && pattern.left === id ? this.typeOf(pattern.right, file) : ty
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
          : this.destructured(p.value, id, propertyType(this, whole, name), file)
      }
    }
    if (pattern.type === 'ArrayPattern') {
      const e = pattern.elements.find(x => x && inside(x as Node)) as Node | undefined
      if (e) {
        const at = pattern.elements.indexOf(e as never)
        if (whole.k === 'tuple')
          return e.type === 'RestElement'
            ? unknown('the rest of a tuple')
            : this.destructured(e, id, whole.of[at] ?? plain, file)
        const of = whole.k === 'list' ? whole.of : whole.k === 'unknown' ? whole : unknown('an element')
        return e.type === 'RestElement' ? whole : this.destructured(e, id, of, file)
      }
    }
    return unknown('a destructured value')
  }

  /** What a table's member is, as a value. */
  memberType(member: Member, path: string, self?: Ty): Ty {
    if (member.type !== undefined && !member.constructs && !member.returns) return parseTypeText(member.type, self)
    return { k: 'member', member, path, self }
  }

  /** Type that `new x()` has, for a class value. */
  instanceOf(ty: Ty): Ty {
    if (ty.k === 'class') return { k: 'instance', decl: ty.decl, file: ty.file }
    if (ty.k === 'member' && ty.member.constructs) return parseTypeText(ty.member.constructs, ty.self)
    if (ty.k === 'union') return union(ty.of.map(t => this.instanceOf(t)))
    return ty.k === 'unknown' ? ty : unknown('what is constructed')
  }

  /** Type of what a file exports under a name; none if it exports no such name. */
  exported(file: SourceFile, name: string): Ty | undefined {
    const known = this.#exports.get(file) ?? new Map<string, Ty | undefined>()
    this.#exports.set(file, known)
    if (!known.has(name)) known.set(name, exportedType(this, file, name))
    return known.get(name)
  }

  /** Types of the expressions a function returns, `async` taken into account. */
  returnType(fn: Node, file: SourceFile): Ty {
    if (!isFunction(fn)) return unknown('a declared function')
    return this.#once(this.#returns, fn, () => this.#returned(fn, file))
  }

  #returned(fn: FunctionNode, file: SourceFile): Ty {
    if (fn.returnType) {
      const declared = annotationType(this, fn.returnType.typeAnnotation, file)
      if (declared.k !== 'unknown') return declared
    }
    const found: Ty[] = []
    if (fn.type === 'ArrowFunctionExpression' && fn.body.type !== 'BlockStatement')
      found.push(this.typeOf(fn.body, file))
    else if (fn.body)
      walk(fn.body, n => {
        if (isFunction(n) || n.type === 'ClassDeclaration' || n.type === 'ClassExpression') return false
        if (n.type === 'ReturnStatement' && n.argument) found.push(this.typeOf(n.argument, file))
        return true
      })
    const of = union(found)
    return fn.async ? { k: 'promise', of: of.k === 'promise' ? of.of : of } : of
  }
}

/** The chain of calls and members that an expression is the outer end of, outermost first. */
function spine(node: Node): Node[] {
  const out: Node[] = []
  for (let n: Node | undefined = node; n; ) {
    out.push(n)
    if (n.type === 'MemberExpression') n = n.object
    else if (n.type === 'CallExpression') n = n.callee
    else if (n.type === 'ChainExpression' || n.type === 'TSNonNullExpression') n = n.expression
    else n = undefined
  }
  return out
}

/** `declare const self: Scope`: it says what is there already, in the user's words. */
const isAmbient = ({ kind, node }: Binding): boolean =>
  kind === 'variable'
    ? (node.parent as Extract<Node, { type: 'VariableDeclaration' }>).declare === true
    : node.type === 'TSDeclareFunction' && node.declare === true

function importedName(node: Extract<Node, { type: 'ImportSpecifier' }>): string {
  return node.imported.type === 'Identifier' ? node.imported.name : node.imported.value
}
