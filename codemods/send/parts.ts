/** A send taken apart: who, what, and what comes with it. */
import { dialects, notBuiltIn } from '../../dialects/index.js'
import type { SiteReport } from '../../src/result.js'
import type { Row } from '../../src/sites/dialect.js'
import { j, nodeOf, type Path, type Syntax, type Tree, unwrapped } from '../tree.js'
import { collectionOf } from './collection.js'

export interface SendParts {
  readonly call: Syntax
  readonly target: Syntax
  readonly message: Syntax
  /** The list of what is moved with the message. */
  readonly transfer?: Syntax
  /** What has to be there for anything to be sent: `peer` in `peer?.send(m)`, `process.send` in `process.send?.(m)`. */
  readonly condition?: Syntax
  /** The recipient is behind another `?.`: `peers?.[id]?.send(m)`. */
  readonly isChained: boolean
}

/** Members and functions that send what they are given, and nothing else: a `ping` of a socket is no message. */
const messengers = new Set(['postMessage', 'send', 'dispatch'])

/** The parts, or why they can't be had. */
export function partsOf(path: Path, site: SiteReport, tree: Tree): SendParts | string {
  const call = nodeOf(path)
  const args = call.arguments as Syntax[]
  if (args.some(a => a.type === 'SpreadElement')) return 'its arguments are spread'
  const callee = unwrapped(call.callee as Syntax)
  const name = ((callee.property as Syntax | undefined) ?? callee).name as string | undefined
  if (name === undefined || !messengers.has(name)) return `\`${name ?? 'it'}\` is no plain send of a message`
  const row = rowOf(site, name)
  if (!row) return notBuiltIn
  const message = args[row.msg ?? 0]
  if (!message) return 'it has no message'
  const isMember = /MemberExpression$/.test(callee.type)
  const target = typeof row.target === 'number' ? args[row.target] : isMember ? (callee.object as Syntax) : undefined
  if (!target) return 'the recipient is not written at the call'
  if (target.type === 'Super') return 'it is sent through `super`'
  const transfer = row.transfer === undefined ? undefined : listOf(args[row.transfer], site, tree)
  if (row.transfer !== undefined && args[row.transfer] && !transfer) return 'what its options hold is not known'
  const condition = call.optional === true ? callee : callee.optional === true ? target : undefined
  const isChained = hasChain(target) || (condition === undefined && /^Optional/.test(call.type))
  return { call, target, message, transfer, condition, isChained }
}

/** The dialect's row for a call of this name. */
export function rowOf(site: SiteReport, name: string | undefined): Row | undefined {
  const rows = dialects.find(d => d.name === site.dialect)?.rows.filter(r => r.role === site.role) ?? []
  const named = rows.filter(r => r.sym === name || r.sym.endsWith(`#${name}`))
  return named.find(r => r.sym === site.symbol) ?? named[0] ?? rows.find(r => r.sym.endsWith('#*'))
}

/**
 * `[a, b]`, `{ transfer: [a, b] }`, or a variable that holds a list. That it does, and not options, is said by its types,
 * which the proof looks at; where there are none, by how it is made.
 */
function listOf(node: Syntax | undefined, { file }: SiteReport, tree: Tree): Syntax | undefined {
  if (!node) return undefined
  const bare = unwrapped(node)
  if (bare.type === 'ArrayExpression') return node
  if (bare.type === 'ObjectExpression') {
    const [only, ...more] = bare.properties as Syntax[]
    const key = only?.key as Syntax | undefined
    return more.length === 0 && key?.name === 'transfer' && only?.computed !== true
      ? (only?.value as Syntax)
      : undefined
  }
  const isTyped = /\.[mc]?tsx?$/.test(file) && bare === node && !isAny(bare, tree)
  return isTyped || collectionOf(bare, tree) === 'array' ? node : undefined
}

/** A name that is declared as `any`. */
export function isAny(node: Syntax, { root }: Tree): boolean {
  if (node.type !== 'Identifier') return false
  return root.find(j.Identifier, { name: node.name as string }).some(p => {
    const annotation = nodeOf(p).typeAnnotation as { typeAnnotation?: Syntax } | undefined
    return annotation?.typeAnnotation?.type === 'TSAnyKeyword'
  })
}

function hasChain(node: Syntax): boolean {
  const n = unwrapped(node)
  if (/^Optional/.test(n.type)) return true
  const inner = (n.object ?? n.callee) as Syntax | undefined
  return inner !== undefined && hasChain(inner)
}
