/** Calls by the object that they are made on. Each list is made once a file: thousands of watchers are looked up in it. */
import { literalText, type Node, type SourceFile, strip } from '../ast.js'
import { ownerFunction } from '../flow.js'
import { scopeAround } from '../scope.js'
import { keyOf, keysOf } from '../target.js'
import { add, memberCalls } from './uses.js'

type Call = Extract<Node, { type: 'CallExpression' }>

/** Members that take one listener away. */
export const pairs: ReadonlySet<string> = new Set([
  'off',
  'removeListener',
  'removeEventListener',
  'offAny',
  'offAnyOutgoing',
  'unsubscribe',
])

const registers: readonly string[] = [
  'on',
  'once',
  'addListener',
  'addEventListener',
  'prependListener',
  'prependOnceListener',
]

/** `window.x` and `x` are one object. */
export const canonical = (key: string): string => key.replace(/^global:(window|self|globalThis)\.?/, 'global:')

/** Equal for equal events: by their text, else by what they are called. */
export function eventKey(event: Node, file: SourceFile): string {
  const text = literalText(event)
  return text === undefined ? `name ${keyOf(event, file)}` : `text ${text}`
}

/** The same for events that two functions are given, as `on(event, listener)` and `off(event, listener)` of a wrapper are. */
const passedKey = (event: Node, call: Node, file: SourceFile): string =>
  isPassedOn(event, call, file) ? 'given' : eventKey(event, file)

const objectOf = (call: Call): Node => (strip(call.callee) as Extract<Node, { type: 'MemberExpression' }>).object

interface OnObject {
  /** Those that may concern every watcher of the object. */
  all: Call[]
  /** By the listener that they take away. */
  byListener: Map<string, Call[]>
  /** By event, or that it is given too: those of a listener that their function is given. */
  passed: Map<string, Call[]>
  /** By event: the first whose listener nobody adds. */
  stray: Map<string, Call>
}

const known = new WeakMap<SourceFile, Map<string, Map<string, OnObject>>>()

/**
 * Calls of a member on an object, in the order of the text, that may release a listener or be meant to.
 * @param keys Canonical keys of the object.
 * @param registration Where event and listener stand.
 * @param isGiven The listener is what its function is given.
 */
export function callsOn(
  file: SourceFile,
  name: string,
  keys: readonly string[],
  event: Node | undefined,
  listener: Node | undefined,
  registration: Node,
  isGiven: boolean,
): { call: Call; key: string }[] {
  const names = known.get(file) ?? new Map<string, Map<string, OnObject>>()
  known.set(file, names)
  const objects = names.get(name) ?? group(file, name)
  names.set(name, objects)
  const found = [...new Set(keys)].flatMap(key => {
    const on = objects.get(key)
    if (!on) return []
    const at = event && eventKey(event, file)
    const own = listener ? keysOf(listener, file).flatMap(k => on.byListener.get(k) ?? []) : []
    const given = event && isGiven ? (on.passed.get(passedKey(event, registration, file)) ?? []) : []
    const stray = at === undefined ? undefined : on.stray.get(at)
    return [...new Set([...on.all, ...own, ...given, ...(stray ? [stray] : [])])].map(call => ({ call, key }))
  })
  return found.sort((a, b) => a.call.start - b.call.start || b.call.end - a.call.end)
}

function group(file: SourceFile, name: string): Map<string, OnObject> {
  const objects = new Map<string, OnObject>()
  for (const call of memberCalls(file, name)) {
    const key = canonical(keyOf(objectOf(call), file))
    const on: OnObject = objects.get(key) ?? { all: [], byListener: new Map(), passed: new Map(), stray: new Map() }
    objects.set(key, on)
    const [event, listener] = call.arguments as Node[]
    if (!pairs.has(name) || !event || !listener) {
      on.all.push(call)
      continue
    }
    add(on.byListener, keyOf(listener, file), call)
    const at = eventKey(event, file)
    if (isPassedOn(listener, call, file)) add(on.passed, passedKey(event, call, file), call)
    if (!on.stray.has(at) && !isRegistered(listener, event, key, file)) on.stray.set(at, call)
  }
  return objects
}

/** Object and event → listener → the calls that register it. */
type Registrations = Map<string, Map<string, Call[]>>
const registered = new WeakMap<SourceFile, Registrations>()

function registrations(file: SourceFile): Registrations {
  const all: Registrations = registered.get(file) ?? new Map()
  if (registered.has(file)) return all
  registered.set(file, all)
  for (const name of registers)
    for (const call of memberCalls(file, name)) {
      const [event, listener] = call.arguments as Node[]
      if (!event) continue
      const at = `${canonical(keyOf(objectOf(call), file))}\0${eventKey(event, file)}`
      const listeners = all.get(at) ?? new Map<string, Call[]>()
      all.set(at, listeners)
      add(listeners, listener ? keyOf(listener, file) : '', call)
    }
  return all
}

/** The release is that of another registration. */
export const isRegistered = (listener: Node, event: Node, key: string, file: SourceFile): boolean =>
  registrations(file)
    .get(`${key}\0${eventKey(event, file)}`)
    ?.has(keyOf(listener, file)) === true

/** Nothing but `call` registers that event on the object. */
export function onlyRegistration(event: Node, key: string, call: Node, file: SourceFile): boolean {
  const listeners = registrations(file).get(`${key}\0${eventKey(event, file)}`)
  if (!listeners) return true
  const [only, second] = listeners.values()
  return second === undefined && only?.length === 1 && only[0] === call
}

/** A function that its function is given: whoever adds through the one takes away through the other. */
export function isPassedOn(listener: Node, call: Node, file: SourceFile): boolean {
  const n = strip(listener)
  const b = n.type === 'Identifier' ? scopeAround(file.scopeOf, n)?.value(n.name) : undefined
  return b?.kind === 'parameter' && b.node === ownerFunction(call)
}
