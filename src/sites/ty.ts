/** The little that the in-file resolver knows of types: enough to say which library's object a receiver is. */
import type { ClassNode, FunctionNode, Node, SourceFile } from './ast.js'
import type { Member } from './dialect.js'

/** What a library's object was told of types by the call that made it: `context` of an XState machine. */
export interface Given {
  [property: string]: Ty
}

/** What stands for type parameters, by their declarations. */
export type Told = ReadonlyMap<Node, Ty>

/** `parameter`: the type parameter that it is written as, for whoever says what stands for it; without that, its bound. */
export type Ty = Kind & { parameter?: Node }

type Kind =
  /** An object of a library's type: `worker_threads#Worker`. */
  | { k: 'lib'; name: string; given?: Given }
  /** A library's function, class or value, under the name it has in the tables. */
  | { k: 'member'; member: Member; path: string; self?: Ty }
  | { k: 'module'; module: string; file?: SourceFile }
  | { k: 'instance'; decl: ClassNode; file: SourceFile; told?: Told }
  | { k: 'class'; decl: ClassNode; file: SourceFile }
  | { k: 'shape'; decl: Node; file: SourceFile; told?: Told }
  | { k: 'object'; node: Extract<Node, { type: 'ObjectExpression' }>; file: SourceFile }
  | { k: 'function'; node: FunctionNode; file: SourceFile; told?: Told }
  | { k: 'list'; of: Ty }
  | { k: 'map'; of: Ty }
  | { k: 'tuple'; of: Ty[] }
  | { k: 'promise'; of: Ty }
  | { k: 'union'; of: Ty[] }
  /** All of these at once: an intersection without a library's type. */
  | { k: 'joint'; of: Ty[] }
  /** Known, and no peer: a string, a number, a literal, `void`. */
  | { k: 'plain'; text?: string }
  | { k: 'unknown'; why: string }

/** What says what a function takes and gives, without a body. */
export const isSignature = (
  n: Node,
): n is Extract<
  Node,
  { type: 'TSFunctionType' | 'TSMethodSignature' | 'TSDeclareFunction' | 'TSEmptyBodyFunctionExpression' }
> => /^TS(FunctionType|MethodSignature|DeclareFunction|EmptyBodyFunctionExpression)$/.test(n.type)

export const plain: Ty = { k: 'plain' }
export const unknown = (why: string, parameter?: Node): Ty => ({ k: 'unknown', why, parameter })

export function union(parts: Ty[]): Ty {
  const flat = parts.flatMap(p => (p.k === 'union' ? p.of : [p]))
  const useful = gathered(flat.filter(p => p.k !== 'plain'))
  if (useful.length === 0) return plain
  const unique = new Map<unknown, Ty>()
  for (const p of useful) {
    const key = identityOf(p)
    if (!unique.has(key)) unique.set(key, p)
    if (unique.size === most) break
  }
  const of = [...unique.values()]
  return of.length === 1 ? of[0]! : { k: 'union', of }
}

/** Lists are one list of what either holds, and so are maps; `{}` beside a map is one without entries: `peers ?? []`, `byId ?? {}`. */
function gathered(of: Ty[]): Ty[] {
  let out = of
  for (const k of ['list', 'map'] as const) {
    const alike = out.filter((p): p is Extract<Ty, { k: typeof k }> => p.k === k)
    if (alike.length < 2) continue
    const one: Ty = { k, of: union(alike.map(p => p.of)) }
    out = [one, ...out.filter(p => p.k !== k)]
  }
  return out.some(p => p.k === 'map') ? out.filter(p => p.k !== 'object' || p.node.properties.length > 0) : out
}

/** A table of thousands of handlers is told apart by no more than this many. */
const most = 200

/** What equal types have in common; of what is unknown the first reason will do. */
function identityOf(ty: Ty): unknown {
  switch (ty.k) {
    case 'lib':
      return ty.given ? ty : ty.name
    case 'instance':
    case 'shape':
      return ty.decl
    case 'class':
      return ty.decl.body
    case 'unknown':
      return ty.k
    default:
      return ty
  }
}

export const parts = (ty: Ty): Ty[] => (ty.k === 'union' ? ty.of : [ty])

const plainNames = new Set([
  'string',
  'number',
  'boolean',
  'bigint',
  'symbol',
  'void',
  'undefined',
  'null',
  'object',
  'never',
  'unknown',
])
const cache = new Map<string, Ty>()

/** Reads a type as dialects write it. @throws Error when the text is no such type: a fault of the table. */
export function parseTypeText(text: string, self?: Ty): Ty {
  if (text === 'this') return self ?? unknown('type of this')
  const known = cache.get(text)
  if (known) return known
  const ty = parse(text.trim(), self)
  if (!text.includes('this')) cache.set(text, ty)
  return ty
}

function parse(text: string, self?: Ty): Ty {
  const alternatives = splitTop(text, '|')
  if (alternatives.length > 1) return union(alternatives.map(t => parseTypeText(t.trim(), self)))
  if (text.startsWith('[') && text.endsWith(']'))
    return { k: 'tuple', of: splitTop(text.slice(1, -1), ',').map(t => parseTypeText(t.trim(), self)) }
  if (text.endsWith('[]')) return { k: 'list', of: parseTypeText(text.slice(0, -2), self) }
  const generic = /^(Array|ReadonlyArray|Set|Map|Record|Promise|Iterable|AsyncIterable)<(.*)>$/s.exec(text)
  if (generic) {
    const of = parseTypeText(splitTop(generic[2]!, ',').at(-1)!.trim(), self)
    const name = generic[1]!
    return name === 'Promise'
      ? { k: 'promise', of }
      : name === 'Map' || name === 'Record'
        ? { k: 'map', of }
        : { k: 'list', of }
  }
  if (text === 'any') return unknown('its type is any')
  if (plainNames.has(text)) return plain
  // a library's function, as a value: `xstate#Actor.send`
  const held = /^(.+#\w+)\.(\w+)$/.exec(text)
  if (held) return { k: 'member', member: {}, path: text, self: { k: 'lib', name: held[1]! } }
  if (text.includes('#')) return { k: 'lib', name: text.replace(/<.*>$/s, '') }
  throw new Error(`not a type: ${text}`)
}

function splitTop(text: string, separator: string): string[] {
  const out: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === '<') depth++
    else if (c === '>') depth--
    else if (c === separator && depth === 0) {
      out.push(text.slice(from, i))
      from = i + 1
    }
  }
  out.push(text.slice(from))
  return out
}
