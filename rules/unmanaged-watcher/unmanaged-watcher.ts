import type { FilePass, Rule, Verdict } from '../../src/audit/rule.js'
import { rootOf } from '../../src/sites/aliases.js'
import { contains, functionOf, memberName, type Node, positionOf, type SourceFile, strip } from '../../src/sites/ast.js'
import type { Callers } from '../../src/sites/callers.js'
import type { Evidence } from '../../src/sites/evidence.js'
import type { Site } from '../../src/sites/find.js'
import { handedTo, inLoop, ownerFunction } from '../../src/sites/flow.js'
import { guardsOf } from '../../src/sites/guards.js'
import { inLoopOver, type Life, lifeOf } from '../../src/sites/life/index.js'
import { howOften, whatRunsOnce } from '../../src/sites/once.js'
import {
  findRelease,
  handleReleased,
  isOneShot,
  type Release,
  signalOption,
  unreleasedPath,
} from '../../src/sites/release/index.js'
import { type Binding, scopeAround } from '../../src/sites/scope.js'
import { keyOf } from '../../src/sites/target.js'
import { addedAgain } from './again.js'
import { lifecycleMonitor } from './lifecycle-monitor.js'
import { endsHere, neverEnded } from './never-ended.js'
import type { UnmanagedWatcherShape } from './settings.js'

const managed = (reason: string, subKind: string, ...evidence: (Evidence | undefined)[]): Verdict => ({
  kind: 'managed-watcher',
  reason,
  evidence: evidence.filter(e => e !== undefined),
  subKind,
  fix: { verdict: 'keep' },
})

/**
 * A watcher that can be registered again and again on a target that stays, or on targets that are made again and again
 * and never end. Something has to grow; what grows stands in the reason.
 *
 * The order of the tests is that of the dialects' rule 9.1; the first that holds decides.
 */
export const unmanagedWatcher: Rule = {
  name: 'unmanaged-watcher',
  judge(site, pass) {
    if (site.row.role !== 'watch') return undefined
    const verdict = judged(site, pass)
    if (!pass.rules['unmanaged-watcher'].options.lifecycleMonitors || verdict?.kind !== 'managed-watcher')
      return verdict
    return lifecycleMonitor(site, pass) ?? verdict
  },
}

function judged(site: Site, pass: FilePass): Verdict | undefined {
  const { node, row } = site
  if (node.type === 'AssignmentExpression') return slot(site, node.right, pass)
  const signal = signalOption(site, pass.file)
  if (signal) return managed('a signal takes it away', '2', at('the signal', signal, pass))
  if (row.from === 'events' && row.name === 'on' && row.target === 0)
    return managed('the iterator takes its listeners away when the loop over it ends', '2')
  return released(site, pass) ?? lived(site, pass)
}

/** A slot holds one listener: a second assignment replaces the first. */
function slot(site: Site, value: Node, pass: FilePass): Verdict | undefined {
  const v = strip(value)
  if ((v.type === 'Literal' && v.value === null) || (v.type === 'Identifier' && v.name === 'undefined'))
    return undefined
  const made = site.target && lifeOf(site.target, site.node, pass.file, { inf: pass.inf, callers: pass.callers })
  const grows = made && (made.life === 'local' || made.life === 'own') ? neverEnded(site, made, pass) : undefined
  return grows ?? managed('a slot holds one listener: a second assignment replaces the first', '8')
}

/** Rules 3 and 4: something takes it away again. */
function released(site: Site, pass: FilePass): Verdict | undefined {
  const { file, callers } = pass
  if (site.row.handle) {
    const handle = handleReleased(site, file)
    if (handle.released) return managed(handle.how, '4', handle.at && at('what takes its handle', handle.at, pass))
    if (handle.inVain) return partial(site, pass, handle.how, at('where its handle goes', handle.inVain, pass))
  }
  const { release, mismatch, all } = findRelease(site, file, callers)
  if (release && release.reach !== 'never') {
    const line = lineOf(release.node, pass)
    const off = at(release.how === 'stop' ? 'what ends the target' : 'the release', release.node, pass)
    const path = unreleasedPath(site.node, all, file)
    const left = path && partial(site, pass, leaves(path, lineOf(path, pass)), at('the way out', path, pass), off)
    if (left) return left
    const late = tooLate(site, pass, release, all)
    if (late) return late
    if (release.how === 'delegated')
      return managed(`whoever hands the listener over takes it away in line ${line}`, '3', off)
    if (release.reach === 'before') return managed(`line ${line} takes the former listener away first`, '3', off)
    return managed(release.how === 'stop' ? `line ${line} ends the target` : `line ${line} takes it away`, '3', off)
  }
  if (release)
    return partial(
      site,
      pass,
      `the release in line ${lineOf(release.node, pass)} is never run`,
      at('the release that nothing runs', release.node, pass),
    )
  if (mismatch && lived(site, pass, true).kind === 'unmanaged-watcher')
    return unmanaged(
      site,
      'wrong-key',
      `line ${lineOf(mismatch.node, pass)} is meant to take it away, but ${mismatch.why}`,
      at('the release that removes nothing', mismatch.node, pass),
    )
  return undefined
}

/** The end of the target, and of all its listeners, in another function: no release where more come before it. */
function tooLate(site: Site, pass: FilePass, { how, node }: Release, all: Node[]): Verdict | undefined {
  const fn = ownerFunction(site.node)
  if ((how !== 'stop' && how !== 'all') || !fn || all.some(r => contains(fn, r))) return undefined
  // an answer takes a one-shot with it; what tells of the end does not come before it
  if (isOneShot(site, pass.file) && !isTerminal(site)) return undefined
  const grows = lived(site, pass)
  const why = grows.kind === 'unmanaged-watcher' ? addedAgain(site, pass) : undefined
  if (!why) return undefined
  const line = lineOf(node, pass)
  return {
    ...grows,
    reason: `${grows.reason} before line ${line} ${how === 'stop' ? 'ends the target' : 'takes all away'}`,
    evidence: [why, at(how === 'stop' ? 'what ends the target' : 'the release', node, pass), ...(grows.evidence ?? [])],
  }
}

const leaves = ({ type }: Node, line: number): string =>
  type === 'AwaitExpression' || type === 'ForOfStatement' || type === 'CallExpression'
    ? `if what line ${line} waits for fails, the listener stays`
    : `the way out in line ${line} leaves the listener`

function partial(site: Site, pass: FilePass, why: string, ...evidence: Evidence[]): Verdict | undefined {
  if (lived(site, pass, true).kind !== 'unmanaged-watcher') return undefined
  return { ...unmanaged(site, 'partial', why, ...evidence), severity: 'info' }
}

/**
 * Rules 5 to 9: how long the target lives, and how often the registration runs.
 *
 * @param isTakenAway Something is meant to take the listener away: whoever wrote it knows that more may come.
 */
function lived(site: Site, pass: FilePass, isTakenAway = false): Verdict {
  const { file, callers, inf } = pass
  const { row, node, target } = site
  const isSignal = row.dialect === 'abort-signal'
  const life: Life = target
    ? row.singleton && !isParameter(target, pass)
      ? { life: 'process', why: 'it exists once in the process' }
      : lifeOf(target, node, file, { inf, callers, parameterIsOuter: isSignal })
    : { life: 'process', why: 'it exists once in the process' }
  const oneShot = isOneShot(site, file)
  const made = life.origin ?? (target && declarationOf(target, pass))
  const origin = made && at('where its target comes from', made, pass)
  if (life.life === 'local' || life.life === 'own' || life.life === 'fresh') {
    if (!inLoopOver(node, life.origin, eventVariable(site, pass)))
      return (
        neverEnded(site, life, pass) ?? managed(`one registration per target: ${life.why}`, `5-${life.life}`, origin)
      )
    return unmanaged(site, 'never-stopped', 'a loop registers it again on the same target', origin)
  }
  if (site.type === 'socket.io#Socket' && target && isParameter(target, pass))
    return managed('a server’s socket comes once per connection, and goes with it', '5-fresh')
  const fn = ownerFunction(node)
  const keys = fn ? guardsOf(node, fn, file).keys : []
  const known = (what: Node | undefined): Node | undefined =>
    what && keys.find(k => keyOf(k, file) === keyOf(what, file))
  const remembered = known(target)
  if (remembered)
    return managed(
      'a set remembers whom it listens to: one registration per target',
      '5-own',
      at('the test of the set', remembered, pass),
    )
  const heard = life.life === 'process' ? known(eventArgument(site)) : undefined
  if (heard)
    return managed(
      'a set remembers which events it listens to: one registration each',
      '6',
      at('the test of the set', heard, pass),
    )
  const often = howOften(node, file, callers)
  if (often === 'once')
    return managed('it is registered once in the life of the program', '6', whatRunsOnce(node, file, callers))
  const passing = fn && namesEventBy(site, pass) ? callers.of(fn, file) : []
  if (passing.length > 0 && passing.every(c => c.isCall && isOnlyCall(c.node, c.file, callers)))
    return managed('each caller names an event of its own, and calls once in the life of the program', '6')
  // an answer ends the call, and leaves the caller's signal with the listener
  if (oneShot && !isSignal && pass.handMade.has(node))
    return managed(
      'it is a part of the call made by hand, and goes with the answer',
      '7',
      at('the promise of that call', pass.handMade.get(node)!.promise, pass),
    )
  const end = endsHere(site, pass)
  if (end) return managed(end.why, '5-ends', at('what ends it', end.at, pass))
  if (isSameAgain(site, pass)) return managed('the same function is added to the same target only once', '3')
  if (often === 'unseen' && !isSignal && !isTakenAway)
    return {
      kind: 'undecided',
      reason: `whether \`${row.name}\` runs again is not seen: no caller of what sets it up is`,
      evidence: fn && [at('what nobody is seen to call', fn, pass)].filter(e => e !== undefined),
    }
  if (row.exclusive && fn && (callers.of(fn, file).length === 0 || namesEventBy(site, pass)))
    return managed('a second one for the same event would throw: there is one at most', '8')
  if (life.life === 'unknown') {
    return {
      kind: 'undecided',
      reason: `how long \`${row.name}\`’s target lives is not seen: ${life.why}`,
      evidence: origin && [origin],
    }
  }
  if (oneShot) {
    const weak = unmanaged(
      site,
      'never-stopped',
      `one more listener with each run until \`${site.event ?? 'the event'}\` fires: ${life.why}`,
      origin,
    )
    return { ...weak, severity: 'info', subKind: '7-weak' }
  }
  return unmanaged(
    site,
    'never-stopped',
    `one more listener with each run, and ${life.why}; nothing takes it away`,
    fn && at('what runs again', fn, pass),
    origin,
  )
}

/** `addEventListener` with a function that exists once for its target: the second time it adds nothing. */
function isSameAgain({ node, row, target }: Site, { file }: FilePass): boolean {
  if (row.name !== 'addEventListener' || node.type === 'AssignmentExpression') return false
  const listener = node.arguments[row.listener ?? 1] as Node | undefined
  const n = listener && strip(listener)
  if (n?.type === 'Identifier') {
    const b = scopeAround(file.scopeOf, n)?.value(n.name)
    return (
      b !== undefined && b.scope === file.scope && (b.kind === 'function' || b.kind === 'import' || isConst(b.node))
    )
  }
  const isOwn = (x: Node | undefined): boolean =>
    x?.type === 'MemberExpression' && strip(x.object).type === 'ThisExpression' && memberName(x) !== undefined
  return isOwn(n) && target !== undefined && isOwn(strip(target))
}

const isConst = (declarator: Node): boolean =>
  declarator.type === 'VariableDeclarator' &&
  (declarator.parent as Extract<Node, { type: 'VariableDeclaration' }>).kind === 'const'

/** The variable of a loop over event names: each turn registers another event. */
function eventVariable(site: Site, { file }: FilePass): Node | undefined {
  const event = eventArgument(site)
  const n = event && strip(event)
  return n?.type === 'Identifier' ? scopeAround(file.scopeOf, n)?.value(n.name)?.id : undefined
}

const isOnlyCall = (call: Node, file: SourceFile, callers: Callers): boolean =>
  !inLoop(call, functionOf(call)) && howOften(call, file, callers) === 'once'

/** The event is what the function is told: each of its callers names another one. */
function namesEventBy(site: Site, pass: FilePass): boolean {
  const event = eventArgument(site)
  return event !== undefined && isParameter(event, pass)
}

const eventArgument = ({ node, row }: Site): Node | undefined =>
  node.type === 'AssignmentExpression' || row.event === undefined
    ? undefined
    : (node.arguments[row.event] as Node | undefined)

/** A parameter, and what is a part of it, is whatever the callers hand over, also where its type exists once. */
const isParameter = (target: Node, pass: FilePass): boolean => bindingBehind(target, pass)?.kind === 'parameter'

const declarationOf = (target: Node, pass: FilePass): Node | undefined => bindingBehind(target, pass)?.id

function bindingBehind(target: Node, { file }: FilePass): Binding | undefined {
  const n = rootOf(target)
  return n.type === 'Identifier' ? scopeAround(file.scopeOf, n)?.value(n.name) : undefined
}

function unmanaged(
  site: Site,
  shape: UnmanagedWatcherShape,
  reason: string,
  ...evidence: (Evidence | undefined)[]
): Verdict {
  const fn = ownerFunction(site.node)
  const often = (fn !== undefined && handedTo(fn) !== undefined) || inLoop(site.node, functionOf(site.node))
  return {
    kind: 'unmanaged-watcher',
    shape,
    subKind: '9',
    reason,
    evidence: evidence.filter(e => e !== undefined),
    severity: often ? 'error' : 'warning',
    advice: advice(site),
    fix: { verdict: 'review', reason: 'where its owner ends has to be known' },
  }
}

function advice(site: Site): string {
  if (site.row.dialect === 'abort-signal')
    return 'remove the listener in `finally`, or give it `{ once: true, signal }` of its own'
  if (isTerminal(site))
    return 'watch it with `monitor(target, { tag, onDown })` and release the monitor where its owner ends'
  return 'take it away where its owner ends: `off` with the same function, a signal, or a disposer'
}

const isTerminal = ({ event, row }: Site): boolean => event !== undefined && (row.terminal ?? []).includes(event)

const at = (what: string, node: Node, { file }: FilePass): Evidence => ({ what, node, file })

const lineOf = (node: Node, pass: FilePass): number => positionOf(pass.file, node.start).line
