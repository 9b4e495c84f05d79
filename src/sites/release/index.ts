/** What takes a watcher away again: the matching `off`, the handle, a signal, or the end of the target itself. */
import {
  ancestors,
  functionOf,
  isFunction,
  literalText,
  memberName,
  type Node,
  type SourceFile,
  strip,
} from '../ast.js'
import type { Callers } from '../callers.js'
import type { Site } from '../find.js'
import { ownerFunction } from '../flow.js'
import { scopeAround } from '../scope.js'
import { keyOf, keysOf } from '../target.js'
import { type Reach, reachOf } from './reach.js'
import { memberCalls } from './uses.js'

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

const pairs = new Set(['off', 'removeListener', 'removeEventListener', 'offAny', 'offAnyOutgoing', 'unsubscribe'])
const alls = new Set(['removeAllListeners', 'removeHandler'])
const registers = ['on', 'once', 'addListener', 'addEventListener', 'prependListener', 'prependOnceListener']

/** Looks for what releases a registration on `target`. */
export function findRelease(site: Site, file: SourceFile, callers: Callers): Found {
  const { row, node, target } = site
  const found: Found = { all: [] }
  if (node.type === 'AssignmentExpression' || target === undefined) return found
  const keys = keysOf(target, file)
  const event = row.event === undefined ? undefined : (node.arguments[row.event] as Node | undefined)
  const listener = node.arguments[row.listener ?? 1] as Node | undefined
  for (const name of row.released ?? []) {
    for (const call of memberCalls(file, name)) {
      if (call === node) continue
      const callee = strip(call.callee) as Extract<Node, { type: 'MemberExpression' }>
      const on = keyOf(callee.object, file)
      const key = keys.find(k => sameObject(on, k))
      if (key === undefined) continue
      const reach = reachOf(call, node, file, callers)
      const how = pairs.has(name) ? 'pair' : alls.has(name) ? 'all' : 'stop'
      if (how === 'stop') {
        if (stopsTarget(call, node)) keep(found, { node: call, how, reach })
        continue
      }
      const [first, second] = call.arguments as Node[]
      if (how === 'all') {
        if (first === undefined || sameEvent(first, event, file)) keep(found, { node: call, how, reach })
        continue
      }
      if (row.event === undefined) {
        if (first === undefined || sameListener(first, listener, file)) keep(found, { node: call, how, reach })
        continue
      }
      if (first === undefined) keep(found, { node: call, how: 'all', reach })
      else if (
        sameEvent(first, event, file) ||
        (mayBeSame(first, event) && second !== undefined && sameListener(second, listener, file))
      ) {
        if (second === undefined || sameListener(second, listener, file)) keep(found, { node: call, how, reach })
        else if (listener && isPassedOn(second, call, file) && isPassedOn(listener, node, file)) {
          if (throughBridge(call)) found.mismatch ??= { node: call, why: bridged }
          else keep(found, { node: call, how: 'delegated', reach })
        } else if (!isRegistered(second, event, key, file))
          found.mismatch ??= { node: call, why: 'it gets another function, so it removes nothing' }
      } else if (
        second !== undefined &&
        listener !== undefined &&
        !isFunction(strip(listener)) &&
        sameListener(second, listener, file) &&
        literalText(first) !== undefined &&
        literalText(event) !== undefined &&
        onlyRegistration(literalText(first)!, key, site, file)
      )
        found.mismatch ??= { node: call, why: `it names \`${literalText(first)}\`, so it removes nothing` }
    }
  }
  return found
}

/** Prefers what runs over what does not. */
function keep(found: Found, release: Release): void {
  if (release.reach !== 'never') found.all.push(release.node)
  const rank = { runs: 2, before: 1, never: 0 }
  if (!found.release || rank[release.reach] > rank[found.release.reach]) found.release = release
}

/** Nothing else in the file registers that event on the target, so its release was meant for this one. */
function onlyRegistration(event: string, key: string, site: Site, file: SourceFile): boolean {
  for (const name of registers)
    for (const c of memberCalls(file, name)) {
      if (c === site.node) continue
      const callee = strip(c.callee) as Extract<Node, { type: 'MemberExpression' }>
      if (literalText(c.arguments[0] as Node) === event && keyOf(callee.object, file) === key) return false
    }
  return true
}

const sameObject = (a: string, b: string): boolean =>
  a === b ||
  a.replace(/^global:(window|self|globalThis)\.?/, 'global:') ===
    b.replace(/^global:(window|self|globalThis)\.?/, 'global:')

/** Events that are not both literals may be the same; then the listener decides. */
const mayBeSame = (a: Node, b: Node | undefined): boolean =>
  b !== undefined && (literalText(a) === undefined || literalText(b) === undefined)

function sameEvent(a: Node, b: Node | undefined, file: SourceFile): boolean {
  if (!b) return false
  const text = literalText(a)
  return text !== undefined ? text === literalText(b) : keyOf(a, file) === keyOf(b, file)
}

function sameListener(a: Node, b: Node | undefined, file: SourceFile): boolean {
  if (!b) return false
  if (strip(a) === strip(b)) return true
  return keyOf(a, file) === keyOf(b, file)
}

/** `close()` right where the listener is added would not be its release but its opposite: it has to come after. */
const stopsTarget = (call: Node, registration: Node): boolean =>
  call.start > registration.start || functionOf(call) !== functionOf(registration)

/** A function that its function is given: whoever adds through the one takes away through the other. */
function isPassedOn(listener: Node, call: Node, file: SourceFile): boolean {
  const n = strip(listener)
  const b = n.type === 'Identifier' ? scopeAround(file.scopeOf, n)?.value(n.name) : undefined
  return b?.kind === 'parameter' && b.node === ownerFunction(call)
}

const bridged = 'each function that comes through `contextBridge` is another one, so it removes nothing'
function throughBridge(node: Node): boolean {
  for (const a of ancestors(node))
    if (a.type === 'CallExpression' && memberName(strip(a.callee))?.startsWith('exposeIn')) return true
  return false
}

/** The release is that of another registration. */
function isRegistered(listener: Node, event: Node | undefined, key: string, file: SourceFile): boolean {
  for (const name of registers)
    for (const c of memberCalls(file, name)) {
      const callee = strip(c.callee) as Extract<Node, { type: 'MemberExpression' }>
      const [first, second] = c.arguments as Node[]
      if (first && second && sameListener(listener, second, file) && sameEvent(first, event, file))
        if (sameObject(keyOf(callee.object, file), key)) return true
    }
  return false
}
