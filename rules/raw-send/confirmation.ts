/** What tells the sending code whether its message went out. */
import type { FilePass } from '../../src/audit/rule.js'
import { bindingOf, peerKeys } from '../../src/sites/aliases.js'
import { literalText, memberName, type Node, strip, unwrapUp } from '../../src/sites/ast.js'
import { callbackAt, isNoop, readsFirst } from '../../src/sites/callback.js'
import type { Evidence } from '../../src/sites/evidence.js'
import type { Site } from '../../src/sites/find.js'
import { keyOf } from '../../src/sites/target.js'
import { tryAround } from './guards.js'

const handed = new Set(['handed-over', 'received', 'processed', 'broker'])

export interface Confirmation {
  reason: string
  evidence: readonly Evidence[]
}

/** Why the send counts as confirmed; none if it does not. */
export function confirmation(site: Site, pass: FilePass): Confirmation | undefined {
  const { row, node } = site
  if (node.type === 'AssignmentExpression') return undefined
  const { file } = pass
  const last = node.arguments.at(-1) as Node | undefined
  const by = (reason: string, what: string, at: Node): Confirmation => ({
    reason,
    evidence: [{ what, node: at, file }],
  })
  const callback = callbackOf(site, row.callback, pass)
  if (callback === 'handed on') return by('its callback is handed on to whoever asked', 'the callback', last ?? node)
  if (callback && readsFirst(callback, file)) return by('its callback looks at the error', 'the callback', last ?? node)
  if (callbackOf(site, row.ackCallback, pass))
    return by('the recipient acknowledges it', 'the callback that gets the acknowledgement', last ?? node)
  if (row.returns === 'Observable' && handed.has(row.ack ?? '') && isHandled(node))
    return by('whoever subscribes hears of its failure', 'who takes what it returns', unwrapUp(node).parent as Node)
  if (row.returns?.startsWith('Promise') && (row.role === 'ackSend' || handed.has(row.ack ?? '')) && isHandled(node))
    return by('its promise says whether it was accepted', 'who takes the promise', unwrapUp(node).parent as Node)
  if (row.returns === 'boolean' && row.dead?.startsWith('false') && isChecked(node, pass)) {
    const listener = errorListener(site, pass)
    if (listener) return by('its return is tested and `error` is listened to', 'the listener to `error`', listener)
  }
  const around = row.dead?.startsWith('throws') ? tryAround(node) : undefined
  return around && by('a dead peer throws, and it is caught', 'the `try` that catches', around)
}

/** The callback at a position (-1: the last argument, after the message). */
export function callbackOf(site: Site, position: number | undefined, pass: FilePass): Node | 'handed on' | undefined {
  const { row, node } = site
  if (position === undefined || node.type === 'AssignmentExpression') return undefined
  const args = node.arguments as Node[]
  const at = position < 0 ? args.length - 1 : position
  if (position < 0 && at <= (row.msg ?? row.topic ?? 0)) return undefined
  return callbackAt(args[at], pass.inf, pass.file)
}

/** Somebody waits for the promise or takes its rejection. */
function isHandled(node: Node): boolean {
  const outer = unwrapUp(node)
  const p = outer.parent as Node | undefined
  return p !== undefined && p.type !== 'ExpressionStatement' && !(p.type === 'UnaryExpression' && p.operator === 'void')
}

/** The boolean decides something: in a test, or through the variable that holds it. */
function isChecked(node: Node, pass: FilePass): boolean {
  const outer = unwrapUp(node)
  const p = outer.parent as Node | undefined
  if (!p) return false
  if (inTest(outer, p)) return true
  if (p.type !== 'VariableDeclarator' || p.id.type !== 'Identifier') return false
  const id = p.id
  return (pass.file.identifiers.get(id.name) ?? []).some(
    i => i !== id && bindingOf(i, pass.file)?.id === id && inTest(i, i.parent as Node),
  )
}

const inTest = (n: Node, p: Node): boolean =>
  ((p.type === 'IfStatement' || p.type === 'WhileStatement' || p.type === 'ConditionalExpression') && p.test === n) ||
  (p.type === 'UnaryExpression' && p.operator === '!') ||
  (p.type === 'BinaryExpression' && /^[!=]==?$/.test(p.operator)) ||
  (p.type === 'LogicalExpression' && p.left === n)

/** The file listens to the peer's `error`, so that a failed send is not an uncaught exception. */
function errorListener(site: Site, pass: FilePass): Node | undefined {
  const { file } = pass
  if (!site.target) return undefined
  const keys = peerKeys(site.target, file)
  return file.calls.find(c => {
    const callee = strip(c.callee)
    if (
      callee.type !== 'MemberExpression' ||
      !/^(on|once|addListener|prepend(Once)?Listener)$/.test(memberName(callee) ?? '')
    )
      return false
    if (literalText(c.arguments[0] as Node | undefined) !== 'error') return false
    for (let head = strip(callee.object); ; ) {
      if (keys.has(keyOf(head, file)) || declares(head, keys, pass)) return true
      const inner = head.type === 'CallExpression' ? strip(head.callee) : undefined
      if (inner?.type !== 'MemberExpression') return false
      head = strip(inner.object)
    }
  })
}

/** `const child = fork(…).on('error', …)`: the chain is what the name was made of. */
function declares(head: Node, keys: Set<string>, pass: FilePass): boolean {
  let n = unwrapUp(head)
  for (let p = n.parent as Node | undefined; p; p = n.parent as Node | undefined) {
    if (p.type === 'MemberExpression' && p.object === n) n = unwrapUp(p)
    else if (p.type === 'CallExpression' && p.callee === n) n = unwrapUp(p)
    else if (p.type === 'VariableDeclarator' && p.id.type === 'Identifier') return keys.has(keyOf(p.id, pass.file))
    else if (p.type === 'AssignmentExpression') return keys.has(keyOf(p.left as Node, pass.file))
    else return false
  }
  return false
}

/** A failed send without a callback is an `error` event, which ends the sender if nobody listens. */
export function crashesSender(site: Site, pass: FilePass): boolean {
  const { row } = site
  if (row.dead?.includes('uncaught') !== true) return false
  if (callbackOf(site, row.callback, pass) !== undefined || errorListener(site, pass)) return false
  const last = site.node.type === 'AssignmentExpression' ? undefined : (site.node.arguments.at(-1) as Node | undefined)
  return !last || !isNoop(last)
}
