import type { FilePass, Rule, Verdict } from '../../src/audit/rule.js'
import { isFunction, memberName, type Node, strip, walk } from '../../src/sites/ast.js'
import { type Consumption, consumptionOf } from '../../src/sites/consumption.js'
import type { Evidence } from '../../src/sites/evidence.js'
import { type Site, sitesIn } from '../../src/sites/find.js'
import { ownerFunction } from '../../src/sites/flow.js'
import type { HandMade } from '../../src/sites/hand-made.js'
import { lifeOf } from '../../src/sites/life/index.js'
import { bindingOf, functionMeant } from '../../src/sites/mentions.js'
import { isAnswer, isLifecycle, isPeer, isStart } from '../../src/sites/peers.js'
import { isOneShot, signalOption } from '../../src/sites/release/index.js'
import { calleeName } from '../../src/sites/timers.js'
import { adviceFor, fixFor } from './advice.js'
import { type Bound, isBound, timed, unbounded } from './bound.js'
import { chainBound, configBound, ownBound } from './options.js'
import type { UntimedCallShape } from './settings.js'
import { settledInTime } from './settled.js'
import { onTheWay } from './way.js'

/**
 * A wait for a peer's answer that nothing ends: a dead or busy peer never answers, and the caller hangs for ever.
 *
 * Only waited calls count: a result that is dropped is no call. What bounds it is asked in the order of the dialects'
 * rule 9.2: its own timeout or signal, what it is wrapped in, how its receiver was made, the library's default, and at
 * last whether every visible caller times it.
 */
export const untimedCall: Rule = {
  name: 'untimed-call',
  judge(site, pass) {
    const hand = pass.handMade.get(site.node)
    if (hand) return hand.primary === site ? byHand(site, hand, pass) : undefined
    const { row, node } = site
    if (node.type === 'AssignmentExpression') return undefined
    const asks = row.role === 'call' || (row.role === 'ackSend' && row.timeout !== undefined)
    // with a callback it waits for one answer, without one it gives a stream
    if (row.role === 'call' && row.ackCallback !== undefined) return acknowledged(site, node, pass)
    if (asks) return library(site, node, consumptionOf(node, pass), pass)
    return row.ackCallback !== undefined && (row.role === 'send' || row.role === 'broadcast')
      ? acknowledged(site, node, pass)
      : undefined
  },
}

type Call = Extract<Site['node'], { type: 'CallExpression' | 'NewExpression' }>

/** A library's call, waited for. */
function library(site: Site, node: Call, consumption: Consumption, pass: FilePass): Verdict | undefined {
  const { row } = site
  const blocks = row.returns !== undefined && !row.returns.startsWith('Promise')
  if (!consumption.waited && !blocks) return undefined
  const isOnce = row.from === 'events' && row.name === 'once'
  if (isOnce && (!isPeer(site) || /^(abort|SIG[A-Z]+|beforeExit)$/.test(site.event ?? ''))) return undefined
  const found = boundOf(site, node, consumption, pass)
  const bound = isBound(found) ? found : (libraryDefault(site, found, pass) ?? found ?? unbounded(why(site)))
  const verdict = verdictOf(site, bound)
  if (!isOnce || !isLifecycle(site.event) || verdict.kind !== 'untimed-call') return verdict
  return lifecycle(site, { ...verdict, fix: fixFor(site, bound, 'lifecycle') }, pass)
}

/** Rules 9.2-1 to 9.2-4: the call's own bound, its chain, its receiver. */
function boundOf(site: Site, node: Call, consumption: Consumption, pass: FilePass): Bound | undefined {
  const all = [ownBound(site, node, pass.inf), chainBound(site), configBound(site, pass.inf)]
  return (
    all.find(isBound) ??
    onTheWay(consumption, listens(site, pass), pass) ??
    all.find(b => b?.kind === 'infinite') ??
    all.find(b => b !== undefined)
  )
}

/** Rule 9.2-5. All but the mildest preset ask for a bound that stands in the code. */
function libraryDefault(site: Site, found: Bound | undefined, pass: FilePass): Bound | undefined {
  const { row } = site
  const own = row.bounded === true || typeof row.timeout?.default === 'number'
  if (!own || found?.kind === 'infinite') return undefined
  if (!pass.rules['untimed-call'].options.libraryDefaults) return unbounded('only the library’s own default bounds it')
  const ms = row.timeout?.default
  return timed(ms ? `the library’s default of ${ms} ms bounds it` : 'the library bounds it itself')
}

/** An emit with an acknowledgement is a call: its callback waits. */
function acknowledged(site: Site, node: Call, pass: FilePass): Verdict | undefined {
  const callback = ackCallback(site, node, pass)
  if (!callback) return undefined
  const cleared = isFunction(callback) ? callNamed(callback, /^clearTimeout$/) : undefined
  const bound =
    boundOf(site, node, consumptionOf(node, pass), pass) ??
    (cleared
      ? timed('its callback clears the timer that would have given up', {
          what: 'the timer is cleared',
          node: cleared,
          file: pass.file,
        })
      : unbounded(why(site)))
  return verdictOf(site, bound)
}

function ackCallback(site: Site, node: Call, pass: FilePass): Node | undefined {
  const at = node.arguments.length - 1
  const last = node.arguments[at] as Node | undefined
  if (!last || at <= (site.row.topic ?? 0)) return undefined
  const n = strip(last)
  if (isFunction(n)) return n
  const meant = functionMeant(n, pass.file, pass.inf)
  if (meant) return meant.fn
  if (n.type !== 'Identifier') return undefined
  const b = bindingOf(n, pass.file)
  return b?.kind === 'parameter' && /^(cb|callback|ack|done|respond|resolve)$/i.test(n.name) ? n : undefined
}

function callNamed(fn: Node, name: RegExp): Node | undefined {
  let found: Node | undefined
  walk(fn, n => {
    if (n.type === 'CallExpression' && name.test(calleeName(n) ?? '')) found ??= n
    return !found
  })
  return found
}

/** A call made by hand: a send and its promise, or a promise that only listens. */
function byHand(site: Site, hand: HandMade, pass: FilePass): Verdict | undefined {
  if (site.row.role === 'call') {
    const { node } = site
    return node.type === 'AssignmentExpression' ? undefined : library(site, node, hand.consumption, pass)
  }
  const local = !hand.send && endsByItself(site, pass)
  // a peer of one's own ends by itself, but whether it ever opens, or answers before, is another matter
  if (local && !((isStart(site) || isAnswer(site)) && downArms(hand).length === 0)) return undefined
  const { node } = site
  const own = node.type === 'AssignmentExpression' || !hand.send ? undefined : boundOfSend(site, node, pass)
  const settled = hand.made && settledInTime(hand.made, hand.watches, pass)
  const bound = [own, settled].find(isBound) ?? onTheWay(hand.consumption, listensByHand(hand, pass), pass) ?? settled
  const arms = downArms(hand)
  if (bound && isBound(bound)) {
    // what is left to say of a listener that stays is the watchers' rule's
    if (!hand.send && !isOneShot(site, pass.file)) return undefined
    const note = arms.length === 0 && hand.send && !own ? '; nothing tells of the peer’s end before that' : ''
    const evidence = [...(bound.evidence ?? []), ...partsOf(hand, site, pass)]
    return verdictOf(site, { ...bound, reason: bound.reason + note, evidence }, shapeOf(site, hand))
  }
  const half = arms.length > 0 ? `; half of a bound is there: ${arms.map(e => `\`${e}\``).join(', ')} settles it` : ''
  const what = hand.send
    ? 'no timer settles the promise of its answer'
    : 'no timer settles the promise that waits for it'
  const verdict = verdictOf(site, bound ?? unbounded(what), shapeOf(site, hand))
  const mild = arms.length > 0 || site.row.direction === 'up'
  const evidence = [...(verdict.evidence ?? []), ...partsOf(hand, site, pass)]
  const result: Verdict = { ...verdict, reason: verdict.reason + half, evidence, severity: mild ? 'warning' : 'error' }
  if (local && isStart(site))
    return { ...result, severity: 'info', reason: `${result.reason}, and neither does its failure` }
  return !hand.send && isLifecycle(site.event) ? late(site, result, hand.owner) : result
}

/** What makes up the call: its promise, and what settles it. */
function partsOf({ promise, send, watches }: HandMade, site: Site, { file }: FilePass): Evidence[] {
  const parts: Evidence[] = [{ what: 'the promise that waits', node: promise, file }]
  if (send && send !== site) parts.push({ what: 'the send', node: send.node, file })
  for (const w of watches)
    if (w !== site)
      parts.push({ what: `the listener to \`${w.event ?? w.row.name}\` that settles it`, node: w.node, file })
  return parts.filter(p => p.node !== site.node)
}

function boundOfSend(site: Site, node: Call, pass: FilePass): Bound | undefined {
  if (site.row.ackCallback === undefined) return undefined
  return [chainBound(site), configBound(site, pass.inf), ownBound(site, node, pass.inf)].find(isBound)
}

/** Its end or failure settles the promise too: half of what a call needs. */
const downArms = (hand: HandMade): string[] => [
  ...new Set(
    hand.watches
      .filter(w => w !== hand.primary && /^(exit|error|close|disconnect|messageerror)$/.test(w.event ?? ''))
      .map(w => w.event!),
  ),
]

function shapeOf(site: Site, hand: HandMade): UntimedCallShape {
  if (!hand.send) return isLifecycle(site.event) ? 'lifecycle' : 'hand-made'
  return isPing(hand.send) ? 'ping' : 'hand-made'
}

function isPing({ node, row }: Site): boolean {
  if (node.type === 'AssignmentExpression') return false
  const from = Math.min(row.msg ?? 0, row.topic ?? row.msg ?? 0)
  let found = false
  for (const arg of node.arguments.slice(from))
    walk(arg as Node, n => {
      if (n.type === 'Literal' && typeof n.value === 'string' && /^(ping|heartbeat|health[-_ ]?check)$/i.test(n.value))
        found = true
      return !found && !isFunction(n)
    })
  return found
}

/** A peer made by the same function is waited for until it ends by itself. */
function endsByItself(site: Site, pass: FilePass): boolean {
  if (!site.target) return false
  const { life } = lifeOf(site.target, site.node, pass.file, { inf: pass.inf, callers: pass.callers })
  return life === 'local' || life === 'own' || (life === 'fresh' && isLifecycle(site.event))
}

/** `once(server, 'listening')` on what has just been made is nearly sure to come; elsewhere it may have come already. */
function lifecycle(site: Site, verdict: Verdict, pass: FilePass): Verdict {
  if (endsByItself(site, pass)) {
    const reason = `${verdict.reason}, but its target has just been made here`
    return { ...verdict, shape: 'lifecycle', severity: 'info', reason, fix: { verdict: 'keep', reason } }
  }
  return late(site, { ...verdict, shape: 'lifecycle' }, ownerFunction(site.node))
}

/** A watcher that comes after the event waits for ever, unless its function has asked first. */
function late(site: Site, verdict: Verdict, owner: Node | undefined): Verdict {
  const asked = owner !== undefined && asksForLife(owner)
  const reason = asked
    ? verdict.reason
    : `${verdict.reason}; if \`${site.event}\` has already come, it never comes again`
  return { ...verdict, severity: 'warning', reason }
}

const liveness =
  /^(has)?(process)?(exit(ed|code)|signalcode|readystate|(is)?(connected|destroyed|closed|dead|running|alive)|killed|threadid)$/i

function asksForLife(fn: Node): boolean {
  let found = false
  walk(fn, n => {
    if (n.type === 'MemberExpression' && liveness.test(memberName(n) ?? '')) found = true
    return !found
  })
  return found
}

function verdictOf(site: Site, bound: Bound, shape?: UntimedCallShape): Verdict {
  if (bound.kind === 'timed' || bound.kind === 'delegated')
    return {
      kind: 'timed-call',
      subKind: bound.kind === 'delegated' ? 'delegated' : undefined,
      shape: bound.abandoned ? 'abandoned-waiter' : shape,
      reason: bound.reason,
      evidence: bound.evidence,
      severity: 'info',
      advice: bound.abandoned ? 'end the wait itself, with a signal, so that its listeners go' : undefined,
      fix: { verdict: 'keep' },
    }
  return {
    kind: 'untimed-call',
    subKind: bound.kind === 'infinite' ? 'infinite' : 'untimed',
    shape: shape ?? 'untimed',
    reason: bound.reason,
    evidence: bound.evidence,
    severity: 'error',
    advice: adviceFor(site, bound),
    fix: fixFor(site, bound, shape),
  }
}

const why = (site: Site): string => {
  const dead = site.row.dead ? `; when the peer is gone: ${site.row.dead}` : ''
  return `nothing bounds the wait for its answer${dead}`
}

/** The wait registers listeners that stay behind when a race gives it up. */
function listens(site: Site, pass: FilePass): boolean {
  const { row } = site
  if (signalOption(site, pass.file)) return false
  return row.name === 'once' || row.name === 'waitFor' || row.name === 'toPromise'
}

function listensByHand(hand: HandMade, pass: FilePass): boolean {
  if (hand.watches.length === 0) return false
  const { owner } = hand
  const sites = owner ? sitesIn(pass.sites, owner) : pass.sites
  return !sites.some(s => s.row.role === 'unwatch' || s.row.role === 'stop')
}
