/** What the codemod may do with a raw send: `auto` only where the rewrite keeps all that the call did. */
import type { FilePass, Verdict } from '../../src/audit/rule.js'
import { isFunction, type Node, strip } from '../../src/sites/ast.js'
import type { Site } from '../../src/sites/find.js'
import type { KnownRow } from '../../src/sites/library.js'
import { isAnswer } from './answer.js'
import { callbackOf } from './confirmation.js'
import { type Loop, loopHinders } from './loops.js'
import { isPing, isPong } from './shape.js'
import { valueUsed } from './value.js'

/** Transports that the runtime has an adapter for; of browsers' messaging a part. */
const adapted: Readonly<Record<string, RegExp>> = {
  'node:worker_threads': /./,
  'node:child_process': /./,
  'node:cluster': /./,
  'web-messaging': /^(Worker|MessagePort|BroadcastChannel|DedicatedWorkerGlobalScope)#/,
  'xstate@5': /./,
  nact: /./,
  ws: /./,
}

/** Why the runtime has no way to this recipient; none if it has. */
export function withoutAdapter(row: Pick<KnownRow, 'dialect' | 'sym'>): string | undefined {
  if (adapted[row.dialect]?.test(row.sym)) return undefined
  return `no adapter for ${row.dialect in adapted ? row.sym.split('#')[0] : row.dialect}`
}

const review = (reason: string): Verdict['fix'] => ({ verdict: 'review', reason })

export function fixOf(site: Site, shape: string, loop: Loop | undefined, pass: FilePass): Verdict['fix'] {
  const { row, node } = site
  if (shape === 'dynamic-self') return { verdict: 'keep', reason: 'the recipient may be the sender itself' }
  if (pass.inTest) return { verdict: 'keep', reason: 'test code' }
  if (row.note?.startsWith('Declarative'))
    return review('declarative: the call makes an action and sends nothing itself')
  if (!site.target) return review('the recipient is not written at the call')
  const missing = withoutAdapter(row)
  if (row.role === 'broadcast' && (missing || !isChannel(row)))
    return review('its recipients are not known here; only concrete ones can be supervised')
  if (missing) return review(missing)
  if (valueUsed(site)) return review('its value is used')
  const callback = callbackOf(site, row.callback, pass)
  if (callback && callback !== 'handed on' && isFunction(callback) && !isEmpty(callback))
    return review('its callback does something else than to look at the error')
  if (node.type === 'CallExpression' && extraArguments(site, callback !== undefined))
    return review('it takes more than a message')
  if (shape === 'relay') return review('it forwards what somebody else sent, who should learn of a loss')
  // also one that a timer sends, or that is a reply
  if (isPing(site, pass)) return review('an answer is expected: a call with a bound may be meant')
  if (isPong(site, pass)) return review('it answers a sign of life, and is worth nothing once it is late')
  if (shape.startsWith('reply-to-') && isAnswer(site, pass)) return review(answers)
  const hinder = loop && loopHinders(loop, site, pass)
  if (hinder) return review(hinder)
  return row.transfer !== undefined && node.type === 'CallExpression' && node.arguments.length > row.transfer
    ? { verdict: 'auto', reason: 'with a transfer list it is sent once, without retries' }
    : { verdict: 'auto' }
}

const answers =
  'it answers a request: whoever asked may have to make it a call with a bound, which learns of a missing answer'

/** A `BroadcastChannel` is one recipient to the runtime, which can tell the hand-over and no more. */
export const isChannel = (row: Pick<KnownRow, 'sym'>): boolean => row.sym === 'BroadcastChannel#postMessage'

const isEmpty = (fn: Node): boolean => isFunction(fn) && fn.body?.type === 'BlockStatement' && fn.body.body.length === 0

/** Handles, options or a second payload, which a supervised send has no place for. */
function extraArguments({ node, row }: Site, hasCallback: boolean): boolean {
  if (node.type !== 'CallExpression') return false
  const known = (row.transfer ?? row.msg ?? 0) + 1
  const given = node.arguments.length - (hasCallback ? 1 : 0)
  const second = node.arguments[1] && strip(node.arguments[1] as Node)
  // `postMessage(m, { transfer })` is a transfer list as well
  return given > known || (row.transfer === undefined && second?.type === 'ObjectExpression' && row.from !== 'nact')
}
