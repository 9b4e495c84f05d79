/**
 * How a watcher is taken away, in its library's own way: a subscription is ended, a signal fires, an emitter is told `off`
 * with the same function; a watcher of a peer's end becomes a monitor, which is taken back.
 */
import type { ImportNeed } from '../../src/migrate/fix.js'
import { runtime, type Task } from '../codemod.js'
import type { Text } from '../text.js'
import {
  hole,
  j,
  nameNode,
  nodeOf,
  objectText,
  type Path,
  type Printable,
  printed,
  type Syntax,
  sourceOf,
  unwrapped,
} from '../tree.js'
import { keyOf, ownNames } from './around.js'
import { declared, isBound, isStable, isStableTarget, onDown, type Told } from './listener.js'
import { isFunction, usesThis } from './names.js'
import { isShared, type Owner } from './owner.js'
import { handleName, inChain, type Registration } from './registration.js'
import { tagOf } from './tag.js'

export interface Form {
  /** Changes of the registration itself. */
  readonly edits: readonly Text[]
  readonly before: readonly string[]
  readonly behind: readonly string[]
  /** Takes it away; as often as one likes. */
  readonly release: string
  /** The watcher of an earlier run goes before a new one comes. */
  readonly restart?: string
  readonly field?: { readonly name: string; readonly type: string }
  readonly imports: readonly ImportNeed[]
  readonly difference: string
}

/** Peers of which `monitor` tells all that their event does, and how much that is. */
const ends: readonly { dialect: string; type: string; event: string; told: Told }[] = [
  { dialect: 'node:worker_threads', type: 'Worker', event: 'exit', told: 1 },
  { dialect: 'node:worker_threads', type: 'MessagePort', event: 'close', told: 0 },
  { dialect: 'node:child_process', type: 'ChildProcess', event: 'exit', told: 2 },
  { dialect: 'node:cluster', type: 'Worker', event: 'exit', told: 2 },
]

/** What `monitor` would give the listener; undefined where the event is not the peer's end, or says more. */
export function toldBy({ site, row, eventName }: Registration): Told | undefined {
  const type = row.sym.split('#')[0]
  return ends.find(e => e.dialect === site.dialect && e.type === type && e.event === eventName)?.told
}

/** The form for this owner, or why there is none. */
export function formOf(r: Registration, owner: Owner, task: Task): Form | string {
  if (owner.kind === 'settled') return signal(r, owner, task)
  if (r.row.handle?.includes('unsubscribe')) return handle(r, owner, task)
  const told = inChain(r) || handleName(r.whole) !== undefined ? undefined : toldBy(r)
  const monitored = told === undefined ? undefined : monitor(r, told, owner, task)
  if (monitored && typeof monitored !== 'string') return monitored
  if (r.row.options !== undefined) return signal(r, owner, task)
  return emitter(r, owner, task)
}

/** A place to keep something until the owner ends: a constant in its function, or a field. */
interface Holder {
  readonly name: string
  readonly read: string
  readonly optional: '' | '?'
  readonly isField: boolean
  readonly restarts: boolean
}

export function holder(owner: Owner, name: string, task: Task): Holder {
  if (owner.kind !== 'object') {
    const free = task.names.freeName(name)
    return { name: free, read: free, optional: '', isField: false, restarts: false }
  }
  const free = fieldName(owner.body, name, task)
  return { name: free, read: `this.${free}`, optional: '?', isField: true, restarts: !owner.once }
}

const fields = new WeakMap<Syntax, Set<string>>()

/** As the class names what is private: `#x`, or `private x` where it does so already. Unlike any name in the class. */
function fieldName(body: Syntax, name: string, task: Task): string {
  const members = body.body as Syntax[]
  const isHash = members.some(m => (m.key as Syntax | undefined)?.type === 'PrivateName')
  const isWord = members.some(m => m.accessibility === 'private') || ctorPrivate(members)
  const taken = fields.get(body) ?? new Set(members.map(m => (keyOf(m) ?? '').replace('#', '')))
  fields.set(body, taken)
  let free = name
  for (let i = 2; taken.has(free); i++) free = name + i
  taken.add(free)
  return isWord && !isHash && isTyped(task) ? free : `#${free}`
}

const ctorPrivate = (members: readonly Syntax[]): boolean =>
  members.some(m => ((m.params as Syntax[] | undefined) ?? []).some(p => p.accessibility === 'private'))

export const isTyped = (task: Task): boolean => /\.[mc]?tsx?$/.test(task.file)

/** The declaration of a field. */
export function fieldText({ name, type }: { name: string; type: string }, task: Task): string {
  if (!isTyped(task)) return name
  return `${name.startsWith('#') ? '' : 'private '}${name}?: ${type}`
}

const gone = 'once its owner has ended it is no longer told'
const oneOnly = '; where its owner begins twice, the watcher of the first time goes'

const differenceOf = (h: Holder | undefined, restarts: boolean, more = ''): string =>
  gone + ((h?.restarts ?? restarts) ? oneOnly : '') + more

/** `const subscription = actor.subscribe(…)` */
function handle(r: Registration, owner: Owner, task: Task): Form | string {
  const known = handleName(r.whole)
  if (known !== undefined && owner.kind !== 'object')
    return { edits: [], before: [], behind: [], release: `${known}.unsubscribe()`, imports: [], difference: gone }
  const h = holder(owner, 'subscription', task)
  const release = `${h.read}${h.optional}${r.optional && !h.optional ? '?' : ''}.unsubscribe()`
  return {
    edits: known === undefined ? [keeping(r.call, h)] : [],
    before: h.restarts ? [release] : [],
    behind: known === undefined ? [] : [`${h.read} = ${known}`],
    release,
    field: h.isField ? { name: h.name, type: '{ unsubscribe(): void }' } : undefined,
    imports: [],
    difference: differenceOf(h, false),
  }
}

export const keeping = (call: Syntax, h: Holder): Text => ({
  start: call.start,
  end: call.start,
  text: h.isField ? `${h.read} = ` : `const ${h.name} = `,
})

/** `monitor(worker, { tag, onDown })`, kept and taken back. */
function monitor(r: Registration, told: Told, owner: Owner, task: Task): Form | string {
  const down = onDown(r.listener, told, r.path, task.tree)
  if ('why' in down) return down.why
  const text = monitorCall(r, down.text, task)
  if (typeof text === 'string') return text
  const demonitor = task.names.need(runtime, 'demonitor')
  const h = holder(owner, `${r.eventName}Monitor`, task)
  const release = `${demonitor.local}(${h.read})`
  const local = text.imports[0]!.local
  return {
    edits: [keeping(r.call, h), { start: r.call.start, end: r.call.end, text: text.text }],
    before: h.restarts ? [release] : [],
    behind: [],
    release,
    field: h.isField ? { name: h.name, type: `ReturnType<typeof ${local}>` } : undefined,
    imports: [...text.imports, demonitor],
    difference: differenceOf(h, false, `; ${endDifference}`),
  }
}

export const endDifference =
  'the end is told once, a microtask later and behind what the peer had sent, and also of a peer that had ended before'

/** The call of `monitor` in place of a registration; `name`: what the peer is called there. */
export function monitorCall(
  r: Registration,
  down: string,
  task: Task,
  name?: string,
): { text: string; imports: ImportNeed[] } | string {
  const { tree, style } = task
  if (r.optional && /Call/.test(r.target.type)) return 'the peer may be missing'
  const need = task.names.need(runtime, 'monitor')
  const target = name ?? sourceOf(tree, r.target)
  const options = j.objectExpression([
    j.objectProperty(j.identifier('tag'), j.stringLiteral(tagOf(r.path, r.target, tree, task.file))),
    j.objectProperty(j.identifier('onDown'), hole(1)),
  ])
  const call = j.callExpression(nameNode(need.local), [hole(0), options])
  const node: Printable = r.optional ? j.conditionalExpression(hole(0), call, j.identifier('undefined')) : call
  return { text: printed(node, [target, down], style.quote), imports: [need] }
}

const shared = new WeakMap<object, Holder>()
const scopeOf = (owner: Owner): object => (owner.kind === 'object' ? owner.body : owner.within)
/** Watchers that are one fix have one controller. */
const sharedIn = (owner: Owner): Holder | undefined => (isShared(owner) ? shared.get(scopeOf(owner)) : undefined)

/** `addEventListener(event, listener, { signal })` */
function signal(r: Registration, owner: Owner, task: Task): Form | string {
  if (inChain(r)) return 'it is one of several calls in a chain'
  if (handleName(r.whole) !== undefined) return 'its value is used'
  const known = sharedIn(owner)
  const h = known ?? holder(owner, 'listening', task)
  const options = signalEdit(r, `${h.read}.signal`, task)
  if (typeof options === 'string') return options
  const made = task.names.global('AbortController')
  const make = `${h.isField ? h.read : `const ${h.name}`} = new ${made}()`
  const release = `${h.read}${h.optional}.abort()`
  if (!known) shared.set(scopeOf(owner), h)
  return {
    edits: [options],
    before: known ? [] : h.restarts ? [release, make] : [make],
    behind: [],
    release,
    field: h.isField && !known ? { name: h.name, type: made } : undefined,
    imports: [],
    difference: differenceOf(h, false),
  }
}

function signalEdit({ listener, options, call }: Registration, value: string, { tree }: Task): Text | string {
  const property = j.objectProperty(j.identifier('signal'), hole(0))
  if (!options) {
    const { parenthesized } = (listener.extra ?? {}) as { parenthesized?: boolean }
    const at = parenthesized ? tree.text.indexOf(')', listener.end) + 1 : listener.end
    return { start: at, end: at, text: `, ${printed(j.objectExpression([property]), [value], "'")}` }
  }
  if (options.type === 'BooleanLiteral') {
    const capture = j.objectProperty(j.identifier('capture'), hole(1))
    const text = printed(j.objectExpression([capture, property]), [value, sourceOf(tree, options)], "'")
    return { start: options.start, end: options.end, text }
  }
  const properties = options.properties as Syntax[] | undefined
  if (options.type !== 'ObjectExpression' || properties!.some(p => p.type !== 'ObjectProperty' || p.computed === true))
    return 'its options come from elsewhere'
  const last = properties!.at(-1)
  void call
  if (!last) return { start: options.start, end: options.end, text: `{ signal: ${value} }` }
  return { start: last.end, end: last.end, text: `, ${printed(property as never, [value], "'")}` }
}

/** `peer.off(event, listener)` with the same function. */
function emitter(r: Registration, owner: Owner, task: Task): Form | string {
  const { tree } = task
  const off = offOf(r)
  if (handleName(r.whole) !== undefined) return 'its value is used'
  if (off === undefined) return 'its library has no member that takes one listener away'
  const node = unwrapped(r.listener)
  const isOneself = node.type === 'FunctionExpression' && usesThis(node)
  const edits: Text[] = []
  const before: string[] = []
  const stable = isStable(r.listener, r.path, tree)
  let listener = sourceOf(tree, node)
  if (!stable) {
    if (!isFunction(node) && !isBound(node)) return 'its listener is made by a call'
    if (isOneself) return 'its listener may use `this`, which is the peer'
    const text = isFunction(node)
      ? declared(r.listener, r.site.dialect, r.eventName, tree, isTyped(task))
      : sourceOf(tree, r.listener)
    if (text === undefined)
      return 'what its listener takes is said by the call alone: give it types, then it can have a name'
    listener = task.names.freeName(handlerName(r.eventName))
    before.push(`const ${listener} = ${text}`)
    edits.push({ start: r.listener.start, end: r.listener.end, text: listener })
  }
  const kept = isStableTarget(r.target, r.path, tree)
  let target = objectText(tree, r.target)
  if (!kept) {
    if (/Call/.test(r.target.type)) return 'its target is the result of a call'
    target = task.names.freeName(aliasOf(r.target))
    before.push(`const ${target} = ${sourceOf(tree, r.target)}`)
    edits.push({ start: r.target.start, end: r.target.end, text: target })
  }
  const given = [...(r.event ? [sourceOf(tree, r.event)] : []), listener]
  const release = `${target}${r.optional ? '?.' : '.'}${off}(${given.join(', ')})`
  if (owner.kind !== 'object') return { edits, before, behind: [], release, imports: [], difference: gone }
  if (stable && kept && isOfObject(r)) {
    const restart = owner.once ? [] : [release]
    return {
      edits,
      before: restart,
      behind: [],
      release,
      imports: [],
      difference: differenceOf(undefined, !owner.once),
    }
  }
  const h = holder(owner, off + capitalised(r.eventName ?? 'all'), task)
  return {
    edits,
    before: [...(h.restarts ? [`${h.read}?.()`] : []), ...before],
    behind: [`${h.read} = () => ${release}`],
    release: `${h.read}?.()`,
    field: { name: h.name, type: '() => void' },
    imports: [],
    difference: differenceOf(h, false),
  }
}

/** It can be named in any method of its class: nothing of it is declared in the function that adds it. */
function isOfObject(r: Registration): boolean {
  for (let p = r.path.parent as Path | null; p && nodeOf(p).type !== 'ClassBody'; p = p.parent as Path | null)
    if (isFunction(nodeOf(p)) && ownNames(r, nodeOf(p)).size > 0) return false
  return true
}

function offOf({ row, member }: Registration): string | undefined {
  const released = row.released ?? []
  const order = member === 'addListener' ? ['removeListener', 'off'] : ['off', 'removeListener']
  return [...order, member === 'onAny' ? 'offAny' : ''].find(name => name !== '' && released.includes(name))
}

const capitalised = (name: string): string =>
  name.charAt(0).toUpperCase() + name.slice(1).replace(/\W+(\w?)/g, (_, c: string) => c.toUpperCase())
const handlerName = (event: string | undefined): string =>
  event === undefined ? 'listener' : `on${capitalised(event)}`
const aliasOf = (target: Syntax): string => {
  const node = unwrapped(target)
  const property = node.property as Syntax | undefined
  const name = property?.type === 'PrivateName' ? (property.id as Syntax).name : (property?.name ?? 'peer')
  return name as string
}
