/** A wait that its library cannot bound, given up by the runtime: `TimeoutConfig.call(key, () => wait)`. */
import type { ImportNeed } from '../../src/migrate/fix.js'
import { runtime, type Task } from '../codemod.js'
import { j, nameNode, nodeOf, printed, type Syntax } from '../tree.js'
import type { CallSite } from './call-site.js'
import { insert, suspends, type Text } from './insert.js'
import { keyOf, literalMs } from './timing.js'

export interface Wrapped {
  readonly edits: readonly Text[]
  readonly imports: readonly ImportNeed[]
}

export function wrapped(site: CallSite, task: Task): Wrapped | string {
  const { path, call, row } = site
  if (row.returns !== undefined && !row.returns.startsWith('Promise')) return 'nothing can end a wait that blocks'
  if (suspends(call)) return 'its arguments wait for something else, which would be timed as well'
  if (isChain(call) && nodeOf(path.parent).type !== 'AwaitExpression') return 'it is a part of an optional chain'
  return around(call, keyOf(site), undefined, task)
}

/** `TimeoutConfig.call(key, name => node)`, without touching the node. */
export function around(node: Syntax, key: string, name: string | undefined, task: Task): Wrapped {
  const need = task.names.need(runtime, 'TimeoutConfig')
  const member = j.memberExpression(nameNode(need.local), j.identifier('call'))
  const call = printed(j.callExpression(member, [j.stringLiteral(key)]), [], task.style.quote)
  const literal = literalMs(task)
  const options = literal === undefined ? '' : `, { timeout: ${literal} }`
  const edits = [insert(node.start, `${call.slice(0, -1)}, ${name ?? '()'} => `), insert(node.end, `${options})`)]
  return { edits, imports: [need] }
}

function isChain(node: Syntax): boolean {
  if (/^Optional/.test(node.type)) return true
  const inner = (node.callee ?? node.object) as Syntax | undefined
  return inner !== undefined && isChain(inner)
}
