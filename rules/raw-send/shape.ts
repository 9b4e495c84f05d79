/** What a send is for: the noun of the report. */
import type { FilePass } from '../../src/audit/rule.js'
import { bindingOf, constant, initialiser, rootOf } from '../../src/sites/aliases.js'
import {
  contains,
  type FunctionNode,
  functionOf,
  isFunction,
  keyName,
  literalText,
  memberName,
  type Node,
  strip,
} from '../../src/sites/ast.js'
import type { Site } from '../../src/sites/find.js'
import { listenerOf } from '../../src/sites/hand-made.js'
import { assignmentsTo } from '../../src/sites/mentions.js'
import { keyOf } from '../../src/sites/target.js'

const upTypes = /#(ParentPort|WorkerSelf|DedicatedWorkerGlobalScope)$/

/** Listeners of messages around a node, innermost first, with the parameters they get. */
export function hearers(site: Site, pass: FilePass): Site[] {
  const out: Site[] = []
  const listeners = listening.get(pass.sites) ?? listenersIn(pass)
  if (listeners.size === 0) return out
  for (let fn = functionOf(site.node); fn; fn = functionOf(fn)) out.push(...(listeners.get(fn) ?? []))
  return out
}

const listening = new WeakMap<readonly Site[], Map<FunctionNode, Site[]>>()

/** What listens to messages, by its function. */
function listenersIn(pass: FilePass): Map<FunctionNode, Site[]> {
  const found = new Map<FunctionNode, Site[]>()
  for (const s of pass.sites) {
    const fn = s.row.role === 'watch' && isMessage(s) ? listenerOf(s, pass.inf, pass.file) : undefined
    if (fn) found.set(fn, [...(found.get(fn) ?? []), s])
  }
  listening.set(pass.sites, found)
  return found
}

/** Emitters whose event names are the program's own: every event but those of the connection is a message. */
const freeEvents = /^(socket\.io|electron#Ipc|xstate)/
const lifecycle =
  /^(exit|error|close|closed|disconnect|disconnecting|connect|connect_error|connection|reconnect.*|end|complete|done|snapshot)$/

const isMessage = ({ event, row, type }: Site): boolean => {
  if (type !== undefined && freeEvents.test(type)) return row.event !== undefined && !lifecycle.test(event ?? '')
  return event !== undefined && /^(message|data|ipc-message|workerMessage)/.test(event)
}

/** `up` to whoever made the sender, back to whoever asked, or neither. */
export function directionOf(site: Site, pass: FilePass): 'reply-to-parent' | 'reply-to-requester' | undefined {
  const { row, type } = site
  if (row.direction === 'up' || (type !== undefined && upTypes.test(type))) return 'reply-to-parent'
  if (row.direction === 'reply') return 'reply-to-requester'
  if (!site.target) return undefined
  const target = returnedBy(strip(site.target))
  if (isParent(target, pass)) return 'reply-to-parent'
  const heard = hearers(site, pass)
  if (heardFrom(target, heard, pass)) return 'reply-to-requester'
  return isRequester(target, heard, pass, 0) ? 'reply-to-requester' : undefined
}

/** The listener to that peer's own messages. */
function heardFrom(target: Node, heard: Site[], pass: FilePass): Site | undefined {
  const key = keyOf(target, pass.file)
  return heard.find(h => h.target !== undefined && keyOf(h.target, pass.file) === key)
}

/** The listener whose message a reply answers, where it is seen. */
export function answered(site: Site, pass: FilePass): Site | undefined {
  if (!site.target) return undefined
  const target = returnedBy(strip(site.target))
  const heard = hearers(site, pass)
  return heardFrom(target, heard, pass) ?? heard.find(h => fromMessage(rootOf(target), [h], pass))
}

/** `({ context }) => context.ref` for what it gives back. */
function returnedBy(n: Node): Node {
  return isFunction(n) && n.body && n.body.type !== 'BlockStatement' ? strip(n.body) : n
}

/** `ctx.parent`, `self._parent`, `window.parent`, `opener`: members and globals of the libraries, by their types. */
function isParent(target: Node, pass: FilePass): boolean {
  const of = (n: Node): boolean => {
    const ty = pass.inf.typeOf(n, pass.file)
    return ty.k === 'lib'
  }
  if (target.type === 'MemberExpression')
    return /^(parent|_parent|opener|top)$/.test(memberName(target) ?? '') && of(target.object)
  if (target.type !== 'Identifier') return false
  const binding = bindingOf(target, pass.file)
  if (!binding) return /^(parent|opener|top)$/.test(target.name)
  const init = initialiser(binding)
  return init !== undefined && init.type !== 'Identifier' && isParent(init, pass)
}

/** The recipient came with the message: `event.source`, `msg.replyTo`, a port of `event.ports`, or stored from one. */
function isRequester(node: Node, heard: Site[], pass: FilePass, depth: number): boolean {
  const n = strip(node)
  if (depth > 4) return false
  if (n.type === 'MemberExpression') {
    const name = memberName(n)
    if (name !== undefined && /^(sender|source|senderFrame|replyTo|reply_to|replyPort|respondTo|requester)$/.test(name))
      return true
    if (name === undefined || /^\d+$/.test(name)) return isRequester(n.object, heard, pass, depth + 1)
    if (name === 'ports') return true
    if (fromMessage(rootOf(n), heard, pass)) return true
  }
  if (n.type !== 'Identifier') return false
  if (/^(sender|replyTo|reply_to|replyPort|respondTo|requester)$/.test(n.name)) return true
  const binding = bindingOf(n, pass.file)
  if (!binding) return false
  if (fromMessage(n, heard, pass)) return true
  const init = initialiser(binding)
  if (init && isRequester(init, heard, pass, depth + 1)) return true
  return assignmentsTo(binding, pass.file).some(a => isRequester(a.right, heard, pass, depth + 1))
}

/** The name is a message listener's parameter, or a part of it. */
export function fromMessage(n: Node, heard: Site[], pass: FilePass): boolean {
  const id = bindingOf(n, pass.file)?.id
  return (
    id !== undefined && heard.some(h => listenerOf(h, pass.inf, pass.file)?.params.some(p => contains(p as Node, id)))
  )
}

export const messageOf = ({ node, row }: Site): Node | undefined =>
  node.type === 'AssignmentExpression' ? undefined : (node.arguments[row.msg ?? row.topic ?? 0] as Node | undefined)

/** What one peer said is told to another one, as it came. */
export function isRelay(site: Site, pass: FilePass): boolean {
  const message = messageOf(site)
  if (!message) return false
  const heard = hearers(site, pass)[0]
  const listener = heard && listenerOf(heard, pass.inf, pass.file)
  if (!listener) return false
  const given = (n: Node): boolean => {
    const value = n.type === 'SpreadElement' ? n.argument : n
    const root = strip(value)
    if (root.type !== 'Identifier' && root.type !== 'MemberExpression') return false
    const head = rootOf(root)
    const id = bindingOf(head, pass.file)?.id
    if (!id || !listener.params.some(p => contains(p as Node, id))) return false
    return root.type === 'Identifier' || /^(data|message|detail|body|payload)$/.test(memberName(root) ?? '')
  }
  const n = strip(message)
  if (n.type === 'ObjectExpression')
    return n.properties.some(p => given(p.type === 'SpreadElement' ? p : (p.value as Node)))
  return given(n)
}

const discriminants = new Set([
  'type',
  'kind',
  'command',
  'cmd',
  'action',
  'op',
  'method',
  'event',
  'name',
  'action_type',
  '_type',
])

/** The literal by which the message says what it is, if it does. */
function kindOf(message: Node, pass: FilePass): Node | undefined {
  const n = constant(message, pass.file)
  if (n.type === 'ArrayExpression') return n.elements[0] ? constant(n.elements[0] as Node, pass.file) : undefined
  if (n.type !== 'ObjectExpression') return n
  for (const p of n.properties)
    if (p.type === 'Property' && discriminants.has(keyName(p.key, p.computed) ?? ''))
      return constant(p.value as Node, pass.file)
  return undefined
}

const pings = /^(ping|heart_?-?beat|keep_?-?alive|are-?you-?there)$/i

const pongs = /^(pong|heart_?-?beat_?-?ack(nowledged)?|i-?am-?alive)$/i

/** A sign of life is asked for: `'ping'`, `{ type: 'heartbeat' }`, `Message.PING`. */
export const isPing = (site: Site, pass: FilePass): boolean => saysOne(pings, site, pass)

/** A sign of life is given. */
export const isPong = (site: Site, pass: FilePass): boolean => saysOne(pongs, site, pass)

function saysOne(words: RegExp, site: Site, pass: FilePass): boolean {
  const { row, node } = site
  if (node.type === 'AssignmentExpression') return false
  const topic = row.topic === undefined ? undefined : (node.arguments[row.topic] as Node | undefined)
  const message = messageOf(site)
  return [topic, message && kindOf(message, pass)].some(n => {
    if (!n) return false
    const text = literalText(n) ?? (n.type === 'MemberExpression' ? memberName(n) : undefined) ?? jsonKind(n, pass)
    return text !== undefined && words.test(text)
  })
}

/** The kind inside `JSON.stringify({ type: 'ping' })`. */
function jsonKind(n: Node, pass: FilePass): string | undefined {
  if (n.type !== 'CallExpression') return undefined
  const callee = strip(n.callee)
  const first = n.arguments[0] as Node | undefined
  if (memberName(callee) !== 'stringify' || !first) return undefined
  const kind = kindOf(first, pass)
  return kind && literalText(kind)
}

const agents =
  /^(worker_threads#Worker|lib\.dom#Worker|child_process#ChildProcess.*|cluster#Worker|electron#UtilityProcess|nact#Ref|xstate.*#.*)$/

/** A command, an object that names its kind, to an actor or to a process or thread of the sender's own. */
export function isCommand(site: Site, pass: FilePass): boolean {
  const isAgent = (site.type !== undefined && agents.test(site.type)) || /^(nact|xstate)/.test(site.row.from)
  const message = messageOf(site)
  if (!isAgent || !message) return false
  const n = constant(returnedBy(strip(message)), pass.file)
  return (
    n.type === 'ObjectExpression' &&
    n.properties.some(p => p.type === 'Property' && discriminants.has(keyName(p.key, p.computed) ?? ''))
  )
}
