/** Which type an expression has, from imports, annotations, `new`, calls, fields and parameters. Never guesses: what it can't say is `unknown`, with the reason. */

import { annotationType } from './annotations.js'
import {
  classOf,
  contains,
  type FunctionNode,
  isFunction,
  memberName,
  type Node,
  type SourceFile,
  strip,
  walk,
} from './ast.js'
import { isAmbient, typeOfBinding } from './bindings.js'
import { callType } from './calls.js'
import type { Member } from './dialect.js'
import type { Library } from './library.js'
import { exportedType, importedType } from './modules.js'
import type { Project } from './project.js'
import { propertyType } from './properties.js'
import { type Binding, scopeAround } from './scope.js'
import { parseTypeText, plain, type Ty, union, unknown } from './ty.js'
import { writtenType } from './written.js'

const listening = /^(addEventListener|addListener|on|once|prependListener|prependOnceListener)$/

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
        return writtenType(this.library, annotationType(this, node.typeAnnotation, file), inner)
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
      // `ws.on('message', function () { this.send(…) })`: emitters and event targets call listeners on themselves
      const listens = owner?.type === 'CallExpression' && owner.arguments[1] === n ? strip(owner.callee) : undefined
      if (listens?.type === 'MemberExpression' && listening.test(memberName(listens) ?? ''))
        return this.typeOf(listens.object, file)
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
    return this.#once(this.#bindings, binding, () => typeOfBinding(this, binding, file))
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
      if (declared.k !== 'unknown' || isMember(fn, declared.parameter)) return declared
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

/** A method's result of the type that its class is told, and not by its own call. */
const isMember = (fn: FunctionNode, parameter: Node | undefined): boolean =>
  parameter !== undefined && fn.parent?.type === 'MethodDefinition' && !contains(fn, parameter)

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
