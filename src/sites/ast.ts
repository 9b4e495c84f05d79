/** Parsing one file, and the small questions every later step asks of its tree. */
import type { Class, Comment, Function as FunctionLike, Node, ParseResult, Program } from 'oxc-parser'
import { parseSync, visitorKeys } from 'oxc-parser'
import { lineOf, startsOfLines } from './lines.js'
import { nestsTooDeep } from './nesting.js'
import { type Scope, ScopeBuilder } from './scope.js'

export type { Node } from 'oxc-parser'
export { lineOf } from './lines.js'
export type FunctionNode = FunctionLike | Extract<Node, { type: 'ArrowFunctionExpression' }>
export type ClassNode = Class
export type CallNode = Extract<Node, { type: 'CallExpression' }>
export type NewNode = Extract<Node, { type: 'NewExpression' }>
export type AssignmentNode = Extract<Node, { type: 'AssignmentExpression' }>
export type IdentifierNode = Extract<Node, { type: 'Identifier' }>

/** One parsed file: its tree with parent links, its scopes, and the nodes that sites can be. */
export interface SourceFile {
  path: string
  text: string
  program: Program
  comments: Comment[]
  scope: Scope
  calls: (CallNode | NewNode)[]
  assignments: AssignmentNode[]
  /** As `assignments`, by the name that is assigned: `x` in `x = 1` and in `this.x = 1`. */
  assigned: Map<string, AssignmentNode[]>
  classes: ClassNode[]
  /** Every identifier in expression or pattern position, by name. */
  readonly identifiers: Map<string, IdentifierNode[]>
  scopeOf: Map<Node, Scope>
  readonly lineStarts: number[]
}

export class ParseError extends Error {
  override name = 'ParseError'
}

export const langOf = (path: string): 'ts' | 'tsx' | 'js' | 'jsx' =>
  /\.[mc]?ts$/.test(path) ? 'ts' : path.endsWith('.tsx') ? 'tsx' : 'jsx'

/**
 * Parses `text`, links parents, builds scopes.
 * @throws ParseError with the first syntax error and its line.
 */
export function parseFile(path: string, text: string): SourceFile {
  const lang = langOf(path)
  if (nestsTooDeep(text, lang)) throw new ParseError('nests too deep to be parsed')
  const result = parseSync(path, text, { lang, preserveParens: false })
  const fault = result.errors.find(e => String(e.severity) === 'Error')
  if (fault) {
    const offset = fault.labels[0]?.start ?? 0
    throw new ParseError(`does not parse: line ${lineOf(startsOfLines(text), offset)}: ${fault.message}`)
  }
  const builder = new ScopeBuilder(treeOf(result))
  let lineStarts: number[] | undefined
  let identifiers: SourceFile['identifiers'] | undefined
  const file: SourceFile = {
    path,
    text,
    program: result.program,
    comments: result.comments,
    scope: builder.root,
    calls: [],
    assignments: [],
    assigned: new Map(),
    classes: [],
    get identifiers() {
      identifiers ??= identifiersIn(this.program)
      return identifiers
    },
    scopeOf: builder.scopeOf,
    get lineStarts() {
      lineStarts ??= startsOfLines(text)
      return lineStarts
    },
  }
  link(file, builder)
  return file
}

/** The tree comes over from native code as text that is read here, by recursion. */
function treeOf(result: ParseResult): Program {
  try {
    return result.program
  } catch (error) {
    if (error instanceof RangeError) throw new ParseError('nests too deep to be parsed')
    throw error
  }
}

/** One walk without recursion (files nest deeper than the stack is): parents, scopes, candidates. */
function link(file: SourceFile, builder: ScopeBuilder): void {
  const stack: Node[] = [file.program]
  while (stack.length > 0) {
    const node = stack.pop()!
    builder.enter(node)
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
        file.calls.push(node)
        break
      case 'AssignmentExpression':
        file.assignments.push(node)
        addTo(file.assigned, assignedName(node), node)
        break
      case 'ClassDeclaration':
      case 'ClassExpression':
        file.classes.push(node)
        break
    }
    const keys = visitorKeys[node.type]
    if (!keys) continue
    for (let i = keys.length - 1; i >= 0; i--) {
      const child = (node as unknown as Record<string, unknown>)[keys[i]!]
      if (Array.isArray(child)) {
        for (let j = child.length - 1; j >= 0; j--) if (child[j]) push(child[j] as Node, node, stack)
      } else if (child) push(child as Node, node, stack)
    }
  }
}

function identifiersIn(program: Program): Map<string, IdentifierNode[]> {
  const found = new Map<string, IdentifierNode[]>()
  walk(program, node => {
    if (node.type === 'Identifier') addTo(found, node.name, node as IdentifierNode)
    return true
  })
  return found
}

function addTo<T>(lists: Map<string, T[]>, name: string | undefined, item: T): void {
  if (name === undefined) return
  const known = lists.get(name)
  if (known) known.push(item)
  else lists.set(name, [item])
}

function assignedName(node: AssignmentNode): string | undefined {
  const left = strip(node.left as Node)
  return left.type === 'Identifier' ? left.name : memberName(left)?.replace(/^#/, '')
}

function push(child: Node, parent: Node, stack: Node[]): void {
  ;(child as { parent?: Node }).parent = parent
  stack.push(child)
}

/** 1-based line and column (UTF-16 units) of an offset. */
export function positionOf(file: SourceFile, offset: number): { line: number; column: number } {
  const line = lineOf(file.lineStarts, offset)
  return { line, column: offset - file.lineStarts[line - 1]! + 1 }
}

export const textOf = (file: SourceFile, node: Node): string => file.text.slice(node.start, node.end)

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  )
}

export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression'
}

/** Takes off `!`, casts, `satisfies`, optional-chain wrappers and parentheses. */
export function strip(node: Node): Node {
  let n = node
  for (;;) {
    switch (n.type) {
      case 'ChainExpression':
      case 'TSNonNullExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ParenthesizedExpression':
        n = n.expression
        break
      case 'SequenceExpression':
        n = n.expressions.at(-1)!
        break
      default:
        return n
    }
  }
}

/** Like {@link strip}, but upwards: the outermost wrapper whose value is this node's value. */
export function unwrapUp(node: Node): Node {
  let n = node
  for (;;) {
    const p = n.parent as Node | undefined
    if (!p) return n
    switch (p.type) {
      case 'ChainExpression':
      case 'TSNonNullExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ParenthesizedExpression':
        n = p
        break
      default:
        return n
    }
  }
}

/** Name of a member access, `x.m`, `x['m']` and `x.#m` alike. */
export function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  if (!node.computed) return node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.name
  return literalText(node.property as Node)
}

/** Text of a string literal or of a template without holes. */
export function literalText(node: Node | null | undefined): string | undefined {
  if (!node) return undefined
  const n = strip(node)
  if (n.type === 'Literal' && typeof n.value === 'string') return n.value
  if (n.type === 'TemplateLiteral' && n.expressions.length === 0) return n.quasis[0]?.value.cooked ?? undefined
  return undefined
}

/** Name of a property, method or field key. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (!computed && key.type === 'Identifier') return key.name
  if (key.type === 'Literal') return String(key.value)
  if (computed && key.type === 'MemberExpression') {
    const object = strip(key.object)
    if (object.type === 'Identifier' && object.name === 'Symbol') return `Symbol.${memberName(key)}`
  }
  return undefined
}

export function* ancestors(node: Node): Generator<Node> {
  for (let n = node.parent as Node | undefined; n; n = n.parent as Node | undefined) yield n
}

/** The innermost function around a node, not the node itself; none at module level. */
export function functionOf(node: Node): FunctionNode | undefined {
  for (const a of ancestors(node)) if (isFunction(a)) return a
  return undefined
}

/** The class whose member (method, field, constructor) the node stands in, `this` being its instance. */
export function classOf(node: Node): ClassNode | undefined {
  let inMember = false
  for (const a of ancestors(node)) {
    if (a.type === 'MethodDefinition' || a.type === 'PropertyDefinition' || a.type === 'AccessorProperty')
      inMember = true
    if (a.type === 'StaticBlock') inMember = true
    if (isClass(a) && inMember) return a
    if (a.type === 'FunctionDeclaration') return undefined
    if (a.type === 'FunctionExpression') {
      const p = a.parent as Node | undefined
      if (p?.type !== 'MethodDefinition') return undefined
    }
  }
  return undefined
}

/** Index of the first, of what is in the order of the text, that begins at or after an offset. */
export function firstFrom(inOrder: readonly { start: number }[], offset: number): number {
  let low = 0
  let high = inOrder.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (inOrder[middle]!.start < offset) low = middle + 1
    else high = middle
  }
  return low
}

export const contains = (outer: Node, inner: Node): boolean => outer.start <= inner.start && inner.end <= outer.end

/** Walks a subtree; `visit` returns false to leave a node's children out. */
export function walk(root: Node, visit: (node: Node) => boolean | undefined): void {
  const stack: Node[] = [root]
  while (stack.length > 0) {
    const node = stack.pop()!
    if (visit(node) === false) continue
    const keys = visitorKeys[node.type]
    if (!keys) continue
    for (let i = keys.length - 1; i >= 0; i--) {
      const child = (node as unknown as Record<string, unknown>)[keys[i]!]
      if (Array.isArray(child)) {
        for (let j = child.length - 1; j >= 0; j--) if (child[j]) stack.push(child[j] as Node)
      } else if (child) stack.push(child as Node)
    }
  }
}
