/**
 * A message whose delivery the sending code does not confirm.
 *
 * 1. To oneself: kept. `x ?? self` may be to oneself and is never rewritten.
 * 2. Confirmed: an error callback that looks at its error, an awaited acknowledgement, a tested return with an `error`
 *    listener, a `try` around a send that throws when its peer is dead.
 * 3. A part of a call made by hand: the call's.
 * 4. All else is raw. A dead peer either loses the message or, for child processes without callback and `error`
 *    listener, ends the sender.
 */
import type { FilePass, Rule, Verdict } from '../../src/audit/rule.js'
import type { Severity } from '../../src/result.js'
import { type Node, unwrapUp } from '../../src/sites/ast.js'
import type { Evidence } from '../../src/sites/evidence.js'
import type { Site } from '../../src/sites/find.js'
import { confirmation, crashesSender } from './confirmation.js'
import { fixOf } from './fix.js'
import { type Guard, guardOf } from './guards.js'
import { broadcastLoop, type Loop } from './loops.js'
import { type Addressee, addresseeOf } from './self.js'
import type { RawSendShape } from './settings.js'
import { answered, directionOf, isCommand, isPing, isRelay } from './shape.js'
import { isFallback, timerShape } from './timing.js'

const sends = new Set(['send', 'broadcast', 'ackSend', 'selfSend'])

export const rawSend: Rule = { name: 'raw-send', judge }

function judge(site: Site, pass: FilePass): Verdict | undefined {
  const { row } = site
  if (row.role === 'call') return unanswered(site, pass)
  if (!sends.has(row.role) || site.node.type === 'AssignmentExpression') return undefined
  const addressee = addresseeOf(site, pass)
  if (addressee === 'self') return { kind: 'self-send', reason: 'goes to the sender itself', fix: { verdict: 'keep' } }
  if (pass.handMade.get(site.node)?.send === site) return undefined
  // what looks like a send to oneself and is none goes upward: `globalThis.postMessage` of a worker
  const isUp = addressee === 'parent' || (row.role === 'selfSend' && addressee === 'other')
  const direction = isUp ? 'reply-to-parent' : directionOf(site, pass)
  const confirmed = confirmation(site, pass)
  if (confirmed) return { kind: 'supervised-send', subKind: direction, shape: direction, ...confirmed }

  const loop = broadcastLoop(site, pass)
  const shape = shapeOf(site, addressee, direction, loop, pass)
  const crashes = crashesSender(site, pass)
  const found = guardOf(site, pass)
  // what comes as an event is not thrown
  const guard = crashes && found?.kind === 'caught' ? undefined : found
  const milder = Number(direction !== undefined) + Number(guard !== undefined) + Number(shape === 'dynamic-self')
  return {
    kind: pass.inTest ? 'test-send' : 'raw-send',
    subKind: direction,
    shape,
    reason: reasonOf(site, crashes, guard),
    evidence: evidenceOf(site, guard, direction, pass),
    severity: milden(crashes ? 'error' : 'warning', milder),
    advice: advice(shape),
    fix: fixOf(site, shape, loop, pass),
  }
}

/** What makes it milder. */
function evidenceOf(
  site: Site,
  guard: Guard | undefined,
  direction: ReturnType<typeof directionOf>,
  pass: FilePass,
): Evidence[] {
  const { file } = site
  const asked = direction === 'reply-to-requester' ? answered(site, pass) : undefined
  return [
    ...(guard ? [{ what: guard.kind === 'tested' ? 'the liveness test' : 'the `try`', node: guard.at, file }] : []),
    ...(asked ? [{ what: 'the listener that it answers', node: asked.node, file }] : []),
  ]
}

/** A call whose promise nobody looks at: it tells, and neither an answer nor a failure is heard. */
function unanswered(site: Site, pass: FilePass): Verdict | undefined {
  const { row, node } = site
  if (row.msg === undefined || row.lifecycle || !row.returns?.startsWith('Promise')) return undefined
  if (node.type !== 'CallExpression' || pass.handMade.has(node) || !isDropped(node)) return undefined
  return {
    kind: pass.inTest ? 'test-send' : 'raw-send',
    subKind: directionOf(site, pass),
    shape: 'unawaited' satisfies RawSendShape,
    reason: 'its promise is dropped: nobody hears whether it arrived, or that it failed',
    severity: row.direction === undefined ? 'warning' : 'info',
    advice: 'await it, or handle its rejection',
    fix: { verdict: 'review', reason: 'whether its answer matters has to be known' },
  }
}

/** A statement of its own, `void` or not. */
function isDropped(call: Node): boolean {
  const p = unwrapUp(call).parent as Node | undefined
  if (p?.type === 'UnaryExpression' && p.operator === 'void') return isDropped(p)
  return p?.type === 'ExpressionStatement'
}

/** One noun a send, the most telling one. */
function shapeOf(
  site: Site,
  addressee: Addressee,
  direction: ReturnType<typeof directionOf>,
  loop: Loop | undefined,
  pass: FilePass,
): RawSendShape {
  if (addressee === 'maybe') return 'dynamic-self'
  if (direction) return direction
  if (site.row.role === 'broadcast' || loop) return 'broadcast'
  const timed = timerShape(site, pass)
  if (timed) return timed
  if (isFallback(site, pass)) return 'fallback'
  if (isRelay(site, pass)) return 'relay'
  if (isPing(site, pass)) return 'ping'
  return isCommand(site, pass) ? 'agent' : 'signal'
}

function reasonOf({ row }: Site, crashes: boolean, guard: Guard | undefined): string {
  const loss = crashes
    ? 'nothing confirms that the message arrives; if the recipient is gone, the failed send is an uncaught `error` that ends the sender'
    : `nothing confirms that the message arrives${row.dead && !row.dead.includes('uncaught') ? `; when the recipient is gone: ${row.dead}` : ''}`
  if (guard?.kind === 'tested') return `${loss}; it is sent only to a live recipient, so that a loss is silent now`
  if (guard?.kind === 'caught') return `${loss}; what is thrown is caught, so that a loss is silent now`
  return loss
}

const steps: Severity[] = ['error', 'warning', 'info']
const milden = (severity: Severity, by: number): Severity => steps[Math.min(2, steps.indexOf(severity) + by)]!

function advice(shape: RawSendShape): string {
  switch (shape) {
    case 'broadcast':
      return 'send to all of them with postBroadcast or broadcastSupervised'
    case 'reply-to-parent':
    case 'reply-to-requester':
      return 'reply with postSupervised, so that a lost answer is logged or becomes a dead letter'
    case 'ping':
      return 'ask with TimeoutConfig.call, which hears the end of the recipient and a missing answer'
    case 'dynamic-self':
      return 'decide once who the recipient is: a send to oneself needs no supervision, one to another does'
    default:
      return 'send with postSupervised or sendSupervised, so that a lost message is logged or becomes a dead letter'
  }
}
