/** What takes a watcher away again: the matching `off`, the handle, a signal, or the end of the target itself. */
import {
  ancestors,
  type CallNode,
  classOf,
  functionOf,
  isFunction,
  literalText,
  memberName,
  type NewNode,
  type Node,
  type SourceFile,
  strip,
} from '../ast.js'
import type { Callers } from '../callers.js'
import type { Site } from '../find.js'
import { keyOf, keysOf } from '../target.js'
import { callsOn, canonical, eventKey, isPassedOn, isRegistered, onlyRegistration, pairs } from './on-object.js'
import { releasesOfKept, releasesOnRecord } from './on-record.js'
import { captures } from './options.js'
import { type Reach, reachOf } from './reach.js'

export { type Handle, handleReleased } from './handle.js'
export { isOneShot, signalOption } from './options.js'
export { unreleasedPath } from './paths.js'
export { memberCalls } from './uses.js'

export interface Release {
  node: Node
  how: 'pair' | 'all' | 'stop' | 'delegated'
  reach: Reach
}

export interface Found {
  release?: Release
  /** Every release that something runs. */
  all: Node[]
  /** A release of the same event that has another listener or another name: it removes nothing. */
  mismatch?: { node: Node; why: string }
}

const alls = new Set(['removeAllListeners', 'removeHandler'])

/** Looks for what releases a registration on `target`. */
export function findRelease(site: Site, file: SourceFile, callers: Callers): Found {
  const { row, node, target } = site
  const found: Found = { all: [] }
  if (node.type === 'AssignmentExpression' || target === undefined) return found
  const keys = keysOf(target, file).map(canonical)
  const event = row.event === undefined ? undefined : (node.arguments[row.event] as Node | undefined)
  const listener = node.arguments[row.listener ?? 1] as Node | undefined
  const isGiven = listener !== undefined && isPassedOn(listener, node, file)
  const mistaken = (call: Node, why: string): void => {
    // another class takes away its own
    const [here, there] = [classOf(node), classOf(call)]
    if (!here || !there || here === there) found.mismatch ??= { node: call, why }
  }
  for (const name of row.released ?? []) {
    const how = pairs.has(name) ? 'pair' : alls.has(name) ? 'all' : 'stop'
    for (const { call, key } of callsOn(file, name, keys, event, listener, node, isGiven)) {
      if (call === node) continue
      const releases = (as: Release['how'] = how): void =>
        keep(found, { node: call, how: as, reach: reachOf(call, node, file, callers) })
      if (how === 'stop') {
        if (stopsTarget(call, node)) releases()
        continue
      }
      const [first, second] = call.arguments as Node[]
      if (how === 'all') {
        if (first === undefined || sameEvent(first, event, file)) releases()
        continue
      }
      if (row.event === undefined) {
        if (first === undefined || sameListener(first, listener, file)) releases()
        continue
      }
      if (first === undefined) releases('all')
      else if (
        sameEvent(first, event, file) ||
        (isGiven && isForwarded(call, file) && event !== undefined && isPassedOn(event, node, file)) ||
        (mayBeSame(first, event) && second !== undefined && sameListener(second, listener, file))
      ) {
        if (otherPhase(call, node, row.options, file))
          mistaken(call, 'it names the other `capture`, so it removes nothing')
        else if (second === undefined || sameListener(second, listener, file)) releases()
        else if (isGiven && isPassedOn(second, call, file)) {
          if (throughBridge(call)) mistaken(call, bridged)
          else releases('delegated')
        } else if (!found.mismatch && !isRegistered(second, first, key, file))
          mistaken(call, 'it gets another function, so it removes nothing')
      } else if (
        second !== undefined &&
        listener !== undefined &&
        !isFunction(strip(listener)) &&
        sameListener(second, listener, file) &&
        literalText(first) !== undefined &&
        literalText(event) !== undefined &&
        onlyRegistration(first, key, node, file)
      )
        mistaken(call, `it names \`${literalText(first)}\`, so it removes nothing`)
    }
  }
  if (!found.release)
    for (const call of [
      ...releasesOnRecord(target, event, listener, node, row.released ?? [], file),
      ...releasesOfKept(target, listener, node, row.released ?? [], file),
    ])
      keep(found, { node: call, how: 'pair', reach: reachOf(call, node, file, callers) })
  return found
}

/** A listener of the capture phase stays when it is taken from the other one. */
function otherPhase(off: CallNode, on: CallNode | NewNode, at: number | undefined, file: SourceFile): boolean {
  if (at === undefined) return false
  const [from, to] = [captures(off, at, file), captures(on, at, file)]
  return from !== undefined && to !== undefined && from !== to
}

/** `off(event, listener)` of a wrapper: both are what it is given. */
const isForwarded = (call: Extract<Node, { type: 'CallExpression' }>, file: SourceFile): boolean =>
  [0, 1].every(i => {
    const argument = call.arguments[i] as Node | undefined
    return argument !== undefined && isPassedOn(argument, call, file)
  })

/** Prefers what runs over what does not, and what takes away this listener over what takes away all, or ends the target. */
function keep(found: Found, release: Release): void {
  if (release.reach !== 'never') found.all.push(release.node)
  const known = found.release
  const rank = { runs: 2, before: 1, never: 0 }
  const by = { pair: 3, delegated: 2, all: 1, stop: 0 }
  if (!known || (rank[release.reach] - rank[known.reach] || by[release.how] - by[known.how]) > 0)
    found.release = release
}

/** Events that are not both literals may be the same; then the listener decides. */
const mayBeSame = (a: Node, b: Node | undefined): boolean =>
  b !== undefined && (literalText(a) === undefined || literalText(b) === undefined)

const sameEvent = (a: Node, b: Node | undefined, file: SourceFile): boolean =>
  b !== undefined && eventKey(a, file) === eventKey(b, file)

function sameListener(a: Node, b: Node | undefined, file: SourceFile): boolean {
  if (!b) return false
  // a listener that goes into a field is taken away under the field's name
  return strip(a) === strip(b) || keysOf(b, file).includes(keyOf(a, file))
}

/** `close()` right where the listener is added would not be its release but its opposite: it has to come after. */
const stopsTarget = (call: Node, registration: Node): boolean =>
  call.start > registration.start || functionOf(call) !== functionOf(registration)

const bridged = 'each function that comes through `contextBridge` is another one, so it removes nothing'
function throughBridge(node: Node): boolean {
  for (const a of ancestors(node))
    if (a.type === 'CallExpression' && memberName(strip(a.callee))?.startsWith('exposeIn')) return true
  return false
}
