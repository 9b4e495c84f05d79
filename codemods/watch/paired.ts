/** A watcher of a peer's end that something takes away by hand: both become `monitor` and `demonitor`, or neither. */
import { runtime, type Task } from '../codemod.js'
import { placeOf } from '../send/place.js'
import { before, field, type Text } from '../text.js'
import { j, nameNode, nodeOf, type Path, printed, type Syntax, sourceOf, unwrapped } from '../tree.js'
import { endDifference, fieldText, holder, keeping, monitorCall } from './form.js'
import type { Owner } from './owner.js'
import { inChain, type Registration, statementOf } from './registration.js'

/** Calls that take this listener away again; empty for one written at the call, which nobody can name. */
export function removalsOf(r: Registration, { tree }: Task): Path[] {
  const listener = unwrapped(r.listener)
  if (/^(ArrowFunction|Function)Expression$/.test(listener.type)) return []
  const found: Path[] = []
  tree.root.find(j.CallExpression).forEach(path => {
    const call = nodeOf(path)
    const callee = unwrapped(call.callee as Syntax)
    if (!/MemberExpression$/.test(callee.type)) return
    if (!/^(off|removeListener)$/.test(String((callee.property as Syntax).name))) return
    const [event, given] = call.arguments as (Syntax | undefined)[]
    if (!given || sourceOf(tree, unwrapped(given)) !== sourceOf(tree, listener)) return
    if (event?.type !== 'StringLiteral' || event.value === r.eventName) found.push(path)
  })
  return found
}

export interface Paired {
  readonly edits: readonly Text[]
  readonly imports: ReturnType<Task['names']['need']>[]
  readonly difference: string
}

/** The edits of both sides, or why they can't be made. */
export function paired(r: Registration, removals: readonly Path[], down: string, task: Task): Paired | string {
  const { tree, style } = task
  if (inChain(r)) return 'it is one of several calls in a chain, and something takes it away by hand'
  const statement = statementOf(r)
  if (!statement) return 'its value is used, or it stands where no other statement may'
  for (const path of removals) {
    const call = nodeOf(path)
    const target = unwrapped(call.callee as Syntax).object as Syntax
    if (sourceOf(tree, target) !== sourceOf(tree, r.target)) return 'what takes it away names its target in another way'
    const place = placeOf(path)
    if (!place || place.kind === 'operand') return 'the value of what takes it away is used'
    if (nodeOf(path.parent as Path).type === 'MemberExpression')
      return 'what takes it away is one of several calls in a chain'
  }
  const owner = around(r, removals)
  if (!owner) return 'what takes it away does not see what is declared beside it'
  const monitor = monitorCall(r, down, task)
  if (typeof monitor === 'string') return monitor
  const demonitor = task.names.need(runtime, 'demonitor')
  const h = holder(owner, `${r.eventName}Monitor`, task)
  const release = printed(
    j.callExpression(nameNode(demonitor.local), [j.identifier('__hole0__')]),
    [h.read],
    style.quote,
  )
  const kept = keeping(r.call, h)
  const edits: Text[] = [
    ...before(task, statement, h.restarts ? [release] : []),
    { start: r.call.start, end: r.call.end, text: kept.text + monitor.text },
    ...removals.map(path => ({ start: nodeOf(path).start, end: nodeOf(path).end, text: release })),
  ]
  if (h.isField && owner.kind === 'object') {
    const type = `ReturnType<typeof ${monitor.imports[0]!.local}>`
    edits.push(field(task, owner.body, fieldText({ name: h.name, type }, task)))
  }
  return { edits, imports: [...monitor.imports, demonitor], difference: endDifference }
}

/** The function or the class in which both stand. */
function around(r: Registration, removals: readonly Path[]): Owner | undefined {
  const holds = (node: Syntax): boolean =>
    removals.every(p => nodeOf(p).start >= node.start && nodeOf(p).end <= node.end)
  let isMaker = false
  for (let p = r.path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (/^(BlockStatement|Program)$/.test(node.type)) {
      // of the innermost block alone, whose constants are seen by what is inside
      if (holds(node)) return { kind: 'effect', body: node, within: node }
      for (let q = p; q; q = q.parent as Path)
        if (nodeOf(q).type === 'ClassBody' || nodeOf(q).type === 'Program') {
          p = q
          break
        }
      if (nodeOf(p).type === 'Program') return undefined
      const body = nodeOf(p)
      const maker = (body.body as Syntax[]).find(m => m.kind === 'constructor')
      isMaker = maker !== undefined && maker.start <= r.call.start && maker.end >= r.call.end
      if (!holds(body)) return undefined
      return { kind: 'object', body, once: isMaker, name: 'the class', end: { kind: 'new', key: '' } }
    }
  }
  return undefined
}
