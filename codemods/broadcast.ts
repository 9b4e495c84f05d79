/**
 * `for (const w of workers) w.postMessage(m)` and `workers.forEach(w => w.postMessage(m))` →
 * `broadcastSupervised(workers, m, { strategy })`.
 *
 * 1. The loop's body is the send alone, to the element itself, and every recipient gets the same message; the rule has
 *    looked that neither the message depends on the element nor a transfer list goes along.
 * 2. What is gone through is an array, or is made one: `[...set]`, `[...map.values()]`.
 * 3. A consensus (`vote`, `consensus`, `commit`, `elect`, `quorum` in the message or the enclosing function's name) is
 *    `all_or_nothing`; everything else `best_effort`.
 *
 * Safety. The recipients get the same message in the same order, each as by `postSupervised` (see raw-send, whose
 * conditions hold here as well). What differs: a recipient that is in the list twice gets it once, and the message is
 * made once instead of once for each. That is argued only for messages without calls: others are for review. A
 * consensus that can't reach everybody reaches nobody, which is meant, and for review.
 */
import type { Fix } from '../src/migrate/fix.js'
import type { Finding } from '../src/result.js'
import { type Alone, alone } from './alone.js'
import { type Codemod, oneByOne, runtime, type Task } from './codemod.js'
import { hazardOf, safetyOf } from './send/hazards.js'
import { leavesOf } from './send/leaves.js'
import { partsOf } from './send/parts.js'
import { functionAround, isAsyncTail } from './send/place.js'
import { callAt, hole, j, nameNode, nodeOf, type Path, printed, type Syntax, sourceOf, type Tree } from './tree.js'

export const broadcast: Codemod = {
  name: 'broadcast',
  rule: 'raw-send',
  takes: finding => finding.fix.verdict === 'auto' && finding.shape === 'broadcast',
  fixes: task => oneByOne(task, fixOf),
}

const transform: Alone = alone(broadcast)
export default transform

interface Loop {
  readonly path: Path
  /** What is replaced, without the semicolon behind it. */
  readonly range: { readonly start: number; readonly end: number }
  readonly over: Syntax
  readonly element: Syntax
  readonly isForEach: boolean
}

function fixOf(finding: Finding, task: Task): Fix | string {
  const { tree, style } = task
  const site = task.sites.find(s => s.id === finding.siteId)
  const path = site && callAt(tree, site)
  if (!site || !path) return 'the call was not found in the file'
  const parts = partsOf(path, site)
  if (typeof parts === 'string') return parts
  if (parts.condition) return 'some recipients may be missing'
  const loop = loopAround(path)
  if (typeof loop === 'string') return loop
  const recipients = recipientsOf(loop, parts.target, tree)
  if (recipients === undefined) return 'its recipients are not the elements of the loop, or parts of them'
  const commented = tree.comments.some(c => c.start >= loop.range.start && c.end <= loop.range.end)
  if (commented) return 'the loop has comments, which have no place in one call'

  const need = task.names.need(runtime, 'broadcastSupervised')
  const strategy = isConsensus(path, sourceOf(tree, parts.message)) ? 'all_or_nothing' : 'best_effort'
  const options = j.objectExpression([j.objectProperty(j.identifier('strategy'), j.stringLiteral(strategy))])
  const call = j.callExpression(nameNode(need.local), [hole(0), hole(1), options])
  const waits = isAsyncTail(loop.path)
  const text = printed(waits ? j.awaitExpression(call) : call, [recipients, sourceOf(tree, parts.message)], style.quote)
  const reason =
    hazardOf(path, parts.target, site, tree) ??
    (strategy === 'all_or_nothing' ? 'a consensus that cannot reach everybody reaches nobody' : undefined) ??
    (hasCalls(parts.message) ? 'the message is made once, no longer once for each recipient' : undefined) ??
    endsElements(loop, tree)
  const semicolon = !loop.isForEach && style.semicolons ? ';' : ''
  return {
    id: finding.id,
    findings: [finding.id],
    rule: 'raw-send',
    codemod: 'broadcast',
    dialect: site.dialect,
    file: task.file,
    line: site.line,
    column: site.column,
    safety: safetyOf(site, reason),
    reason,
    difference: `one broadcast (${strategy}) a moment later; a recipient named twice gets it once, and losses are logged`,
    edits: [{ file: task.file, ...loop.range, text: `${waits ? '' : 'void '}${text}${semicolon}` }],
    imports: [need],
    primitive: leavesOf(parts.message),
    peer: sourceOf(tree, parts.target),
  }
}

/** The loop, or the call of `forEach`, whose only statement a send is. */
function loopAround(path: Path): Loop | string {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (node.type === 'ForOfStatement') {
      const left = node.left as Syntax
      const declared = left.type === 'VariableDeclaration' ? (left.declarations as Syntax[])[0]!.id : undefined
      if (!declared || node.await === true) return 'the loop declares no element'
      return { path: p, range: range(node), over: node.right as Syntax, element: declared as Syntax, isForEach: false }
    }
    if (/^(For|While|DoWhile)/.test(node.type)) return 'the loop is not one over a list of recipients'
    if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') return forEachOf(p)
    if (!/^(ExpressionStatement|BlockStatement|UnaryExpression)$/.test(node.type)) return 'the loop does more than send'
  }
  return 'there is no loop around it'
}

function forEachOf(fn: Path): Loop | string {
  const call = fn.parent && nodeOf(fn.parent as Path).type === 'CallExpression' ? (fn.parent as Path) : undefined
  const holder = call?.parent as Path | undefined
  if (!call || !holder) return 'the loop is made by another function'
  const callee = nodeOf(call).callee as Syntax
  const name = (callee.property as Syntax | undefined)?.name
  const params = nodeOf(fn).params as Syntax[]
  if (name !== 'forEach' || (nodeOf(call).arguments as Syntax[]).length !== 1 || params.length !== 1)
    return 'it is not a plain `forEach`'
  if (nodeOf(holder).type !== 'ExpressionStatement') return 'its value is used'
  return {
    path: holder,
    range: range(nodeOf(call)),
    over: callee.object as Syntax,
    element: params[0]!,
    isForEach: true,
  }
}

const range = ({ start, end }: Syntax): { start: number; end: number } => ({ start, end })

/** The list of recipients: what is gone through, or the same part of each of its elements. */
function recipientsOf({ over, element, isForEach }: Loop, target: Syntax, tree: Tree): string | undefined {
  const list = sourceOf(tree, over)
  if (element.type === 'Identifier' && target.type === 'Identifier' && element.name === target.name)
    return over.type === 'ArrayExpression' ? list : `[...${list}]`
  if (element.type === 'ObjectPattern' && target.type === 'Identifier')
    return mapped(element, target, tree, list, isForEach)
  if (element.type !== 'Identifier' || target.type !== 'MemberExpression') return undefined
  const owner = target.object as Syntax
  if (owner.type !== 'Identifier' || owner.name !== element.name || target.computed === true) return undefined
  const source = isForEach ? list : `Array.from(${list}`
  const each = `${sourceOf(tree, element)} => ${sourceOf(tree, target)}`
  return isForEach ? `${source}.map(${each})` : `${source}, ${each})`
}

/** `({ port }) => port.postMessage(m)`: the same property of each. */
function mapped(element: Syntax, target: Syntax, tree: Tree, list: string, isForEach: boolean): string | undefined {
  const properties = element.properties as Syntax[]
  const used = properties.find(p => (p.value as Syntax | undefined)?.name === target.name)
  if (!used || properties.length !== 1) return undefined
  const each = `(${sourceOf(tree, element)}) => ${sourceOf(tree, target)}`
  return isForEach ? `${list}.map(${each})` : `Array.from(${list}, ${each})`
}

const consensus = /consensus|quorum|\bvot(e|ing)|\belect|\bcommit\b/i

function isConsensus(path: Path, message: string): boolean {
  const around = functionAround(path)
  for (let p: Path | undefined = around; p; p = functionAround(p)) {
    const { id, key } = nodeOf(p) as { id?: Syntax | null; key?: Syntax }
    const name = (id?.name ?? key?.name) as string | undefined
    if (name !== undefined && consensus.test(name)) return true
  }
  return consensus.test(message)
}

/** Something in the message may do more than to read. */
function hasCalls(message: Syntax): boolean {
  return (
    j(message as never)
      .find(j.CallExpression)
      .size() > 0 || /^(New|Await|Call|OptionalCall)/.test(message.type)
  )
}

/** A later loop of the function over the same list that ends its elements. */
function endsElements({ path, over, range: { end } }: Loop, tree: Tree): string | undefined {
  const around = functionAround(path)
  const list = sourceOf(tree, over)
  let found: string | undefined
  const scope = around ? j(around) : tree.root
  scope.find(j.CallExpression).forEach(p => {
    const call = nodeOf(p)
    const name = ((call.callee as Syntax).property as Syntax | undefined)?.name as string | undefined
    if (call.start < end || name === undefined || !/^(close|disconnect|terminate|kill|stop|end)$/.test(name)) return
    for (let q = p.parent as Path | null; q && q !== around; q = q.parent as Path | null)
      if (nodeOf(q).type === 'ForOfStatement' && sourceOf(tree, nodeOf(q).right as Syntax) === list)
        found ??= `\`${name}\` soon after may come before the write`
  })
  return found
}
