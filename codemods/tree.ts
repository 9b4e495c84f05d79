/** A file as jscodeshift sees it. Nodes are read and built here; the file itself is never printed. */
import jscodeshift from 'jscodeshift'
// @ts-expect-error the types of jscodeshift leave this module out
import getParser from 'jscodeshift/src/getParser.js'
import type { SiteReport } from '../src/result.js'

/** A node as the parser gives it: with offsets in the text. What it holds depends on its type. */
export interface Syntax {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}
export type Path = jscodeshift.ASTPath
export type Comment = Syntax & { readonly value: string }
export type Printable = jscodeshift.ASTNode

export interface Tree {
  readonly text: string
  readonly root: ReturnType<typeof jscodeshift>
  readonly comments: readonly Comment[]
  readonly lineStarts: readonly number[]
}

export const j: typeof jscodeshift = jscodeshift

/** Those of Babel, which call the nodes alike: jscodeshift's `babel` would call them as ESTree does. */
export const parserOf = (path: string): 'ts' | 'tsx' | 'babylon' =>
  /\.[mc]?ts$/.test(path) ? 'ts' : path.endsWith('.tsx') ? 'tsx' : 'babylon'

/**
 * Parsed by the parser itself and not by recast, which would count offsets in a text without tabs and carriage returns.
 * @throws SyntaxError
 */
export function treeOf(path: string, text: string): Tree {
  const ast = (getParser as (name: string) => { parse(text: string): unknown })(parserOf(path)).parse(text)
  const lineStarts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lineStarts.push(i + 1)
  const comments = (ast as { comments?: Comment[] }).comments ?? []
  return { text, root: remembering(j(ast as jscodeshift.File)), comments, lineStarts }
}

/** No tree is ever changed, so what was looked for once need not be looked for again: each time is a walk of all nodes. */
function remembering(root: Tree['root']): Tree['root'] {
  const look = root.find.bind(root) as (type: Type) => Found
  const known = new Map<Type, Found>()
  const find = (type: Type, filter?: unknown): Found => {
    const all = known.get(type) ?? look(type)
    known.set(type, all)
    return filter === undefined ? all : all.filter(({ node }) => j.match(node as never, filter as never))
  }
  return Object.assign(root, { find })
}

type Found = ReturnType<Tree['root']['find']>
type Type = Parameters<Tree['root']['find']>[0]

export const offsetOf = (tree: Tree, line: number, column: number): number => tree.lineStarts[line - 1]! + column - 1

/** The call of a site: found by where its callee's name begins and where it ends. */
export function callAt(tree: Tree, site: SiteReport): Path | undefined {
  const name = offsetOf(tree, site.line, site.column)
  const end = offsetOf(tree, site.endLine, site.endColumn)
  let found: Path | undefined
  // an optional call is a kind of call
  tree.root.find(j.CallExpression).forEach(path => {
    const call = nodeOf(path)
    const callee = unwrapped(call.callee as Syntax)
    const named = (callee.property as Syntax | undefined) ?? callee
    if (call.end === end && named.start === name) found = path
  })
  return found
}

export const nodeOf = (path: Path): Syntax => path.node as unknown as Syntax

/** Without `!`, casts and parentheses. */
export function unwrapped(node: Syntax): Syntax {
  const inner = /^(TSNonNull|TSAs|TSSatisfies|TSTypeAssertion|Parenthesized)/.test(node.type) && node.expression
  return inner ? unwrapped(inner as Syntax) : node
}

/** As it is written; `(a, b)` with its parentheses, so that it stays one value among others. */
export const sourceOf = (tree: Tree, { type, start, end }: Syntax): string => {
  const text = tree.text.slice(start, end)
  return type === 'SequenceExpression' ? `(${text})` : text
}

const heads = /^(Identifier|ThisExpression|(Optional)?(Member|Call)Expression|TSNonNullExpression|ArrayExpression)$/

/** As `sourceOf`, before a dot. */
export const objectText = (tree: Tree, node: Syntax): string => {
  const text = sourceOf(tree, node)
  return heads.test(node.type) || node.type === 'SequenceExpression' ? text : `(${text})`
}

/** Comments inside a range and outside all of the parts that are kept. */
export function commentsBeside(tree: Tree, range: Pick<Syntax, 'start' | 'end'>, kept: readonly Syntax[]): Comment[] {
  return tree.comments.filter(
    c => c.start >= range.start && c.end <= range.end && !kept.some(k => c.start >= k.start && c.end <= k.end),
  )
}

/**
 * Prints a new node on one line. Parts of the old text stand in it as holes, identifiers that are replaced with that
 * text as it was written: printed anew it would be in another style.
 */
export function printed(node: Printable, holes: readonly string[], quote: "'" | '"'): string {
  const text = j(node).toSource({ quote: quote === "'" ? 'single' : 'double' })
  return text.replace(/\s*\n\s*/g, ' ').replace(/__hole(\d+)__/g, (_, n: string) => holes[Number(n)]!)
}

export const hole = (n: number): jscodeshift.Identifier => j.identifier(`__hole${n}__`)

/** `name`, or `namespace.name`. */
export const nameNode = (local: string): jscodeshift.Identifier | jscodeshift.MemberExpression => {
  const [first, ...rest] = local.split('.')
  return rest.reduce<jscodeshift.Identifier | jscodeshift.MemberExpression>(
    (object, name) => j.memberExpression(object, j.identifier(name)),
    j.identifier(first!),
  )
}
