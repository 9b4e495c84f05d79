/** Listeners of a call made by hand, each with its release at the call's end. */
import type { SiteReport } from '../../src/result.js'
import type { Task } from '../codemod.js'
import { typesOf } from '../listener-types.js'
import { rowOf } from '../send/parts.js'
import { callAt, nodeOf, objectText, type Path, type Syntax, sourceOf, unwrapped } from '../tree.js'
import { besideOf } from './beside.js'
import { replace, type Text } from './insert.js'
import { type MadePromise, watchesIn } from './made-promise.js'
import { callName, localName } from './names.js'
import { mayGo } from './settling.js'
import { isStable } from './stable.js'

const registers = /^(on|once|addListener|prependListener|prependOnceListener|addEventListener)$/

/**
 * Edits that name what has no name and release it; or why it can't be released.
 * @returns `released`: the sites of those that are.
 */
export function listenersOf(promise: MadePromise, task: Task): { edits: Text[]; released: string[] } | string {
  const edits: Text[] = []
  const sites: string[] = []
  const taken = new Set<string>()
  for (const site of watchesIn(promise.executor, task)) {
    const path = callAt(task.tree, site)
    // a slot holds one listener, and loses it to the next
    if (!path) continue
    const own = released(path, site, taken, promise, task)
    if (typeof own === 'string') return own
    edits.push(...own)
    if (own.length > 0) sites.push(site.id)
  }
  return { edits, released: sites }
}

function released(path: Path, site: SiteReport, taken: Set<string>, promise: MadePromise, task: Task): Text[] | string {
  const { tree } = task
  const call = nodeOf(path)
  const callee = unwrapped(call.callee as Syntax)
  const method = (callee.property as Syntax | undefined)?.name as string | undefined
  const handle = rowOf(site, method)?.handle?.[0]
  if (handle !== undefined) return ofHandle(path, handle, promise, task)
  if (method === undefined || !registers.test(method)) return 'how its listener is released is not known'
  const target = chainRoot(callee.object as Syntax)
  const [event, listener, options] = call.arguments as Syntax[]
  // it may be meant to hear what comes after the answer as well
  if (listener && !mayGo(listener, promise)) return []
  if (!event || !listener || !isStable(event) || !isStable(target)) return 'what it listens to has no name of its own'
  const inPlace = isStable(listener)
  const name = inPlace ? sourceOf(tree, listener) : nameFor(event, taken, promise)
  const away = method === 'addEventListener' ? 'removeEventListener' : 'off'
  const given = [sourceOf(tree, event), name, ...captureOf(options, away, task)]
  const dot = callee.optional === true ? '?.' : '.'
  const release = `${callName(promise)}.onEnd(() => ${objectText(tree, target)}${dot}${away}(${given.join(', ')}))`
  const before = inPlace ? undefined : `const ${name} = ${declared(listener, typesFor(event, method, site), task)}`
  const edits = besideOf(path, { before, behind: release }, task)
  if (!edits) return 'beside its listener there is no place for a release'
  return inPlace ? edits : [...edits, replace(listener, name)]
}

/** `const sub = actor.subscribe(…)`: released through what it returns. */
function ofHandle(path: Path, handle: string, promise: MadePromise, task: Task): Text[] | string {
  const declarator = nodeOf(path.parent as Path)
  const id = declarator.type === 'VariableDeclarator' ? (declarator.id as Syntax) : undefined
  if (id?.type !== 'Identifier') return 'what its listener is released by is not kept'
  const last = handle === 'call' ? '()' : `.${handle}()`
  const release = `${callName(promise)}.onEnd(() => ${id.name as string}${last})`
  return besideOf(path, { behind: release }, task) ?? 'beside its listener there is no place for a release'
}

/** `w` in `w.once('message', f).once('error', g)`. */
function chainRoot(object: Syntax): Syntax {
  const callee = /CallExpression$/.test(object.type) ? unwrapped(object.callee as Syntax) : undefined
  const method = (callee?.property as Syntax | undefined)?.name as string | undefined
  return callee && registers.test(method ?? '') ? chainRoot(callee.object as Syntax) : object
}

/** `onMessage`, with a number for the second in one call. */
function nameFor(event: Syntax, taken: Set<string>, promise: MadePromise): string {
  const words = event.type === 'StringLiteral' ? (event.value as string).split(/[^A-Za-z0-9]+/).filter(Boolean) : []
  const base = `on${words.map(w => w[0]!.toUpperCase() + w.slice(1)).join('') || 'Event'}`
  let name = localName(base, promise)
  for (let i = 2; taken.has(name); i++) name = localName(base + i, promise)
  taken.add(name)
  return name
}

/** Of a registration's options the release needs one: whether it captures. */
function captureOf(options: Syntax | undefined, away: string, { tree }: Task): string[] {
  if (!options || away === 'off') return []
  if (options.type !== 'ObjectExpression') return [sourceOf(tree, options)]
  const own = (options.properties as Syntax[]).find(p => (p.key as Syntax | undefined)?.name === 'capture')
  return own ? [`{ ${sourceOf(tree, own)} }`] : []
}

/** What declarations give a listener; anything else the listener says itself, or the type checker refuses it. */
const ofEmitters: Readonly<Record<string, string>> = { message: 'any', error: 'Error' }
const ofTargets: Readonly<Record<string, string>> = {
  message: 'MessageEvent',
  messageerror: 'MessageEvent',
  error: 'ErrorEvent',
}

function typesFor(event: Syntax, method: string, { dialect }: SiteReport): readonly (string | undefined)[] {
  const name = event.value as string
  return method === 'addEventListener' ? [ofTargets[name]] : (typesOf(dialect, name) ?? [ofEmitters[name]])
}

/** A listener that had its types from where it stood has to say them where it gets a name. */
function declared(listener: Syntax, types: readonly (string | undefined)[], { tree, file }: Task): string {
  const text = sourceOf(tree, listener)
  const params = (listener.params ?? []) as Syntax[]
  if (!/\.[mc]?tsx?$/.test(file)) return text
  const bare = listener.type === 'ArrowFunctionExpression' && text[0] !== '(' && !text.startsWith('async')
  return params.reduceRight((out, param, i) => {
    const type = types[i]
    if (type === undefined || param.typeAnnotation) return out
    if (!/^(Identifier|ObjectPattern|ArrayPattern)$/.test(param.type)) return out
    const [from, to] = [param.start - listener.start, param.end - listener.start]
    const typed = `${out.slice(from, to)}: ${type}`
    return out.slice(0, from) + (bare ? `(${typed})` : typed) + out.slice(to)
  }, text)
}
