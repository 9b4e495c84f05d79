import type { FilePass, Verdict } from '../../src/audit/rule.js'
import { ancestors, functionOf, isFunction, type Node, strip, textOf, unwrapUp, walk } from '../../src/sites/ast.js'
import type { Site } from '../../src/sites/find.js'
import { handedTo } from '../../src/sites/flow.js'
import { keyOf } from '../../src/sites/target.js'

const sends = new Set(['send', 'broadcast', 'ackSend', 'selfSend'])
const selfTypes = /#(Self|OwnWindow)$/
const upTypes = /#(ParentPort|WorkerSelf)$/

/** A message whose delivery the sending code does not confirm. */
export function rawSend(site: Site, pass: FilePass): Verdict | undefined {
  const { row } = site
  if (!sends.has(row.role) || site.node.type === 'AssignmentExpression') return undefined
  // the site that waits for its answer carries the verdict of both
  if (pass.handMade.get(site.node)?.send === site) return undefined
  if (row.role === 'selfSend' || (site.type !== undefined && selfTypes.test(site.type)))
    return { kind: 'self-send', reason: 'goes to the sender itself', fix: { verdict: 'keep' } }
  const confirmed = confirmation(site, pass)
  if (confirmed) return { kind: 'supervised-send', reason: confirmed }
  const direction = directionOf(site, pass)
  const broadcast = row.role === 'broadcast' || loops(site)
  const shape = broadcast ? 'broadcast' : (direction ?? 'signal')
  const dead = row.dead ? `; when the recipient is gone: ${row.dead}` : ''
  const guarded = isGuarded(site)
  const reason = `nothing confirms that the message arrives${dead}${guarded ? '; it is guarded or caught, so a loss is silent' : ''}`
  const mild = pass.inTest || direction !== undefined || guarded
  return {
    kind: pass.inTest ? 'test-send' : 'raw-send',
    subKind: direction,
    shape,
    reason,
    severity: pass.inTest ? 'info' : mild ? 'info' : 'warning',
    advice: advice(shape),
    fix: site.target
      ? { verdict: broadcast ? 'review' : 'auto', reason: broadcast ? 'a loop or a set of recipients' : undefined }
      : { verdict: 'review', reason: 'the recipient is not written at the call' },
  }
}

function advice(shape: string): string {
  if (shape === 'broadcast') return 'send to each recipient with SupervisedSend.broadcast'
  if (shape.startsWith('reply')) return 'reply with SupervisedSend, so that an unheard answer becomes a dead letter'
  return 'send with SupervisedSend.send, so that a lost message becomes a dead letter'
}

/** Why the send counts as confirmed; none if it does not. */
function confirmation(site: Site, pass: FilePass): string | undefined {
  const { row, node } = site
  if (node.type === 'AssignmentExpression') return undefined
  const args = node.arguments as Node[]
  const callback = row.callback === undefined ? undefined : functionAt(args, row.callback, pass, site)
  if (callback === 'passed on') return 'its callback is handed on to whoever asked'
  if (callback && isFunction(callback) && usesFirst(callback, pass)) return 'its callback looks at the error'
  const ack = row.ackCallback === undefined ? undefined : functionAt(args, row.ackCallback, pass, site)
  if (ack) return 'the recipient acknowledges it'
  const outer = unwrapUp(node)
  const parent = outer.parent as Node | undefined
  if (row.role === 'ackSend' && parent?.type !== 'ExpressionStatement') return 'its result says whether it was accepted'
  if (
    row.returns === 'boolean' &&
    parent &&
    tested(outer, parent) &&
    pass.sites.some(s => s.row.role === 'watch' && s.event === 'error' && sameTarget(s, site, pass))
  )
    return 'its return is tested and `error` is listened to'
  const throws = row.dead?.startsWith('throws')
  if (throws && inTry(node)) return 'a dead peer throws, and it is caught'
  return undefined
}

function functionAt(args: Node[], position: number, pass: FilePass, site: Site): Node | 'passed on' | undefined {
  const least = (site.row.msg ?? 0) + 1
  const at = position < 0 ? args.length - 1 : position
  if (at < (position < 0 ? least : position)) return undefined
  const arg = args[at]
  if (!arg) return undefined
  const n = strip(arg)
  if (isFunction(n)) return n
  if (n.type !== 'Identifier' && n.type !== 'MemberExpression') return undefined
  const ty = pass.inf.typeOf(n, pass.file)
  if (ty.k === 'function') return ty.node
  return n.type === 'Identifier' && /^(cb|callback|done|next|reject|onError|errback)$/.test(n.name)
    ? 'passed on'
    : undefined
}

function usesFirst(fn: Node, pass: FilePass): boolean {
  if (!isFunction(fn)) return false
  const first = fn.params[0]
  if (first?.type !== 'Identifier' || !fn.body) return false
  const body = fn.body
  return (pass.file.identifiers.get(first.name) ?? []).some(i => i.start >= body.start && i.end <= body.end)
}

const tested = (outer: Node, parent: Node): boolean =>
  (parent.type === 'IfStatement' && parent.test === outer) ||
  parent.type === 'UnaryExpression' ||
  parent.type === 'ConditionalExpression' ||
  parent.type === 'LogicalExpression'

function sameTarget(a: Site, b: Site, pass: FilePass): boolean {
  return a.target !== undefined && b.target !== undefined && keyOf(a.target, pass.file) === keyOf(b.target, pass.file)
}

function inTry(node: Node): boolean {
  let child: Node = node
  for (const a of ancestors(node)) {
    if (a.type === 'TryStatement' && a.block === child && a.handler) return true
    if (isFunction(a)) return false
    child = a
  }
  return false
}

function directionOf(site: Site, pass: FilePass): 'reply-to-parent' | 'reply-to-requester' | undefined {
  if (site.row.direction === 'up' || (site.type !== undefined && upTypes.test(site.type))) return 'reply-to-parent'
  if (site.row.direction === 'reply') return 'reply-to-requester'
  if (!site.target) return undefined
  const target = strip(site.target)
  const fn = functionOf(site.node)
  const call = fn && handedTo(fn)
  if (call?.type === 'CallExpression') {
    const callee = strip(call.callee)
    const heard = pass.sites.find(
      s => s.node === call && s.row.role === 'watch' && /^(message|data|connection)/.test(s.event ?? ''),
    )
    if (
      heard &&
      callee.type === 'MemberExpression' &&
      heard.event !== 'connection' &&
      keyOf(callee.object, pass.file) === keyOf(target, pass.file)
    )
      return 'reply-to-requester'
  }
  return /\b(sender|source|replyTo|reply_to|respondTo)$/.test(textOf(pass.file, target)) ||
    /^(event|e|evt)\.(sender|source|ports\b)/.test(textOf(pass.file, target))
    ? 'reply-to-requester'
    : undefined
}

function loops(site: Site): boolean {
  if (!site.target) return false
  const target = strip(site.target)
  if (target.type !== 'Identifier') return false
  for (const a of ancestors(site.node)) {
    if (a.type === 'ForOfStatement') {
      let named = false
      walk(a.left, n => {
        if (n.type === 'Identifier' && n.name === target.name) named = true
        return true
      })
      return named
    }
    if (isFunction(a)) {
      const call = handedTo(a)
      const callee = call && strip(call.callee)
      const each =
        callee?.type === 'MemberExpression' &&
        !callee.computed &&
        (callee.property as { name: string }).name === 'forEach'
      return each && a.params.some(p => p.type === 'Identifier' && p.name === target.name)
    }
  }
  return false
}

/** Behind a liveness test, or in a try: the loss is milder, and silent. */
function isGuarded(site: Site): boolean {
  for (const a of ancestors(site.node)) {
    if (a.type === 'TryStatement' && a.handler && a.block.start <= site.node.start && site.node.end <= a.block.end)
      return true
    if (a.type === 'IfStatement') {
      let alive = false
      walk(a.test, n => {
        if (
          n.type === 'Identifier' &&
          /^(connected|readyState|isConnected|isDestroyed|killed|exitCode|OPEN|isDead)$/.test(n.name)
        )
          alive = true
        return true
      })
      if (alive) return true
    }
    if (isFunction(a)) return false
  }
  return false
}
