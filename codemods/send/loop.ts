/** The loop around a send that is all it does. */
import { j, nodeOf, type Path, type Syntax, type Tree, unwrapped } from '../tree.js'
import { functionAround } from './place.js'

export interface Loop {
  readonly path: Path
  /** What is replaced: the statement, or the call of `forEach` without the semicolon behind it. */
  readonly range: { readonly start: number; readonly end: number }
  /** What is gone through. */
  readonly over: Syntax
  /** What the loop declares for each of its turns. */
  readonly element: Syntax
  /** `in`: keys of an object; `count`: numbers up to the length of a list. */
  readonly kind: 'of' | 'forEach' | 'in' | 'count'
}

/** The loop, or the call of `forEach`, whose only statement a send is; or why there is none. */
export function loopAround(path: Path): Loop | string {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') return statement(p, node)
    if (node.type === 'ForStatement') return counting(p, node)
    if (/^(While|DoWhile)/.test(node.type)) return 'the loop is not one over a list of recipients'
    if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') return forEachOf(p)
    if (!/^(ExpressionStatement|BlockStatement|UnaryExpression|TSNonNull|Parenthesized)/.test(node.type))
      return 'the loop does more than send'
  }
  return 'there is no loop around it'
}

function statement(path: Path, node: Syntax): Loop | string {
  const left = node.left as Syntax
  const element = left.type === 'VariableDeclaration' ? (left.declarations as Syntax[])[0]!.id : undefined
  if (!element || node.await === true) return 'the loop declares no element'
  const kind = node.type === 'ForInStatement' ? 'in' : 'of'
  return { path, range: range(node), over: node.right as Syntax, element: element as Syntax, kind }
}

/** `for (let i = 0; i < list.length; i++)`. */
function counting(path: Path, node: Syntax): Loop | string {
  const no = 'the loop is not one over a list of recipients'
  const declared = (node.init as Syntax | null)?.declarations as Syntax[] | undefined
  const { id, init } = (declared?.[0] ?? {}) as { id?: Syntax; init?: Syntax }
  const test = node.test as Syntax | null
  const update = node.update as Syntax | null
  if (!id || init?.value !== 0 || test?.type !== 'BinaryExpression' || test.operator !== '<') return no
  const isIndex = (n: Syntax): boolean => n.type === 'Identifier' && n.name === id.name
  const length = unwrapped(test.right as Syntax)
  if (!isIndex(test.left as Syntax) || (length.property as Syntax | undefined)?.name !== 'length') return no
  if (update?.type !== 'UpdateExpression' || update.operator !== '++' || !isIndex(update.argument as Syntax)) return no
  return { path, range: range(node), over: length.object as Syntax, element: id, kind: 'count' }
}

function forEachOf(fn: Path): Loop | string {
  const call = fn.parent && nodeOf(fn.parent as Path).type === 'CallExpression' ? (fn.parent as Path) : undefined
  const holder = call?.parent as Path | undefined
  if (!call || !holder) return 'the loop is made by another function'
  const callee = nodeOf(call).callee as Syntax
  const name = (callee.property as Syntax | undefined)?.name
  const params = nodeOf(fn).params as Syntax[]
  const [element] = params
  if (name !== 'forEach' || (nodeOf(call).arguments as Syntax[]).length !== 1 || params.length !== 1 || !element)
    return 'it is not a plain `forEach`'
  if (nodeOf(holder).type !== 'ExpressionStatement') return 'its value is used'
  if (nodeOf(fn).async === true || nodeOf(fn).generator === true) return 'it is not a plain `forEach`'
  return { path: holder, range: range(nodeOf(call)), over: callee.object as Syntax, element, kind: 'forEach' }
}

/** `for (var w of list)`, whose `w` its function speaks of before or behind the loop as well. */
export function outlives({ path, element, range }: Loop, { root }: Tree): boolean {
  const { left, init } = nodeOf(path) as { left?: Syntax; init?: Syntax }
  if ((left ?? init)?.kind !== 'var') return false
  const names = new Set(namesIn(element).map(id => id.name))
  const fn = functionAround(path)
  return (fn ? namesIn(nodeOf(fn)) : namesIn(root.get().node)).some(
    ({ name, start }) => names.has(name) && (start < range.start || range.end <= start),
  )
}

function namesIn(node: Syntax): Syntax[] {
  if (node.type === 'Identifier') return [node]
  return j(node as never)
    .find(j.Identifier)
    .paths()
    .map(nodeOf)
}

const range = ({ start, end }: Syntax): { start: number; end: number } => ({ start, end })
