/** Follows the handle of a new peer to whoever hears of its end: names, functions it is passed to, callers it is returned to. */
import type { FilePass } from '../../src/audit/rule.js'
import { bindingOf, peerKeys } from '../../src/sites/aliases.js'
import {
  type FunctionNode,
  functionOf,
  isClass,
  isFunction,
  literalText,
  memberName,
  type Node,
  type SourceFile,
  strip,
  textOf,
} from '../../src/sites/ast.js'
import type { Evidence } from '../../src/sites/evidence.js'
import { sitesIn } from '../../src/sites/find.js'
import { functionName, handedTo } from '../../src/sites/flow.js'
import type { KnownRow } from '../../src/sites/library.js'
import { mentions, type Use, useOf } from './watched.js'

export interface Supervision {
  by: 'heard' | 'nobody' | 'unseen'
  reason: string
  /** Made to outlive the program. */
  letGo?: boolean
  /** The listener, the call that it is handed to, the caller that gets it. */
  evidence?: readonly Evidence[]
}

const heard = (reason: string, ...evidence: Evidence[]): Supervision => ({ by: 'heard', reason, evidence })
const unseenIn = (reason: string, what: string, node: Node, file: SourceFile): Supervision => ({
  by: 'unseen',
  reason,
  evidence: [{ what, node, file }],
})
const testPath = /(\.|\/)(test|spec|tests|__tests__)(\.|\/)/

/** A peer to be followed: what makes it, and the events that tell of its end. */
export interface Peer {
  row: KnownRow
  type?: string
  events: readonly string[]
}

export function supervisionOf(node: Node, peer: Peer, file: SourceFile, pass: FilePass, depth = 0): Supervision {
  const use = useOf(node, peer.events, file)
  if (use.kind === 'named') return ofKeys(keysOf(node, use.key, file), peer, file, pass, depth)
  return decide([use], peer, file, pass, depth)
}

/** The keys of the variable or field that holds it, and of all that is assigned from it. */
function keysOf(node: Node, key: string, file: SourceFile): Set<string> {
  const keys = new Set([key])
  for (let p = node.parent as Node | undefined; p; p = p.parent as Node | undefined) {
    if (p.type === 'AssignmentExpression') for (const k of peerKeys(p.left as Node, file)) keys.add(k)
    if (p.type === 'VariableDeclarator' && p.id.type === 'Identifier') for (const k of peerKeys(p.id, file)) keys.add(k)
    if (p.type === 'VariableDeclarator' || p.type === 'ExpressionStatement' || isFunction(p)) break
  }
  return keys
}

function ofKeys(keys: Set<string>, peer: Peer, file: SourceFile, pass: FilePass, depth: number): Supervision {
  const uses = mentions(keys, file).map(m => useOf(m, peer.events, file))
  return decide(uses, peer, file, pass, depth)
}

function decide(uses: Use[], peer: Peer, file: SourceFile, pass: FilePass, depth: number): Supervision {
  for (const u of uses)
    if (u.kind === 'heard') return heard(`its \`${u.by}\` is listened to`, { what: 'the listener', node: u.at, file })
  let unseen: Supervision | undefined
  for (const u of uses) {
    if (u.kind !== 'passed') continue
    const inside = throughCall(u, peer, file, pass, depth)
    if (inside?.by === 'heard') return inside
    if (inside?.by === 'unseen') unseen ??= inside
  }
  for (const u of uses) {
    if (u.kind !== 'returned') continue
    const outside = throughCallers(u, peer, file, pass, depth)
    if (outside.by !== 'nobody' || uses.length === 1) return outside
  }
  if (uses.some(u => u.kind === 'exported')) return heard('it is exported; whoever imports it looks after it')
  const like = uses.some(u => u.kind === 'stored') ? watchesLike(peer, file, pass) : undefined
  if (like) return heard('what is kept with it is listened to', like)
  if (unseen !== undefined) return unseen
  return {
    by: 'nobody',
    reason:
      uses.some(u => u.kind === 'stored' || u.kind === 'named') || uses.length > 1
        ? 'its handle is kept, and nobody listens to its end'
        : 'nobody keeps its handle or hears of its end',
    letGo: uses.some(u => u.kind === 'unref'),
  }
}

/** Into a function: is its parameter listened to? A library's own function looks after nothing. */
function throughCall(
  use: Extract<Use, { kind: 'passed' }>,
  peer: Peer,
  file: SourceFile,
  pass: FilePass,
  depth: number,
): Supervision | undefined {
  const { call, at } = use
  const callee = strip(call.callee)
  if (callee.type === 'Super')
    return unseenIn('it is handed to the base class', 'the call of the base class', call, file)
  if (callee.type === 'MemberExpression') {
    const owner = strip(callee.object)
    if (
      owner.type === 'Identifier' &&
      /^(console|JSON|Object|assert|expect|t|Promise|Reflect|WeakRef)$/.test(owner.name)
    )
      return undefined
  }
  if (
    callee.type === 'Identifier' &&
    /^(expect|assert|clearTimeout|clearInterval|String|Boolean|WeakRef)$/.test(callee.name)
  )
    return undefined
  const site = sitesIn(pass.sites, call).find(s => s.node === call)
  if (site?.row.role === 'call')
    return heard('a wait for it fails when it ends', { what: 'the wait', node: call, file })
  const own = runtimeName(callee, file)
  if (own !== undefined)
    return /^(monitor|call)/.test(own)
      ? heard(`\`${own}\` tells of its end`, { what: 'the call of the runtime', node: call, file })
      : undefined
  const ty = pass.inf.typeOf(callee, file)
  const text = textOf(file, callee).slice(0, 60)
  if (ty.k === 'member' || ty.k === 'lib') return undefined
  if (ty.k === 'function' && isFunction(ty.node)) return ofParameter(ty.node, at, text, peer, ty.file, pass, depth)
  if (ty.k === 'class' && call.type === 'NewExpression' && isClass(ty.decl)) {
    const made = ty.decl.body.body.find(m => m.type === 'MethodDefinition' && m.kind === 'constructor')
    if (made?.type === 'MethodDefinition')
      return ofParameter(made.value as FunctionNode, at, text, peer, ty.file, pass, depth)
  }
  return unseenIn(`it is handed to \`${text}\`, which can't be seen`, 'where it is handed on', call, file)
}

/** The export of the runtime that is called: its sends look after nobody, its monitors do. */
function runtimeName(callee: Node, file: SourceFile): string | undefined {
  const isMember = callee.type === 'MemberExpression'
  const declared = bindingOf(isMember ? strip(callee.object) : callee, file)?.node
  const from = declared?.parent
  if (declared?.type === 'VariableDeclarator' && declared.init) {
    const loaded = strip(declared.init)
    if (loaded.type !== 'CallExpression') return undefined
    const { callee: loader, arguments: given } = loaded
    const isRequire = loader.type === 'Identifier' && loader.name === 'require'
    if (!isRequire || literalText(given[0] as Node | undefined) !== '@otp-audit/runtime') return undefined
    return isMember ? memberName(callee) : takenAs(textOf(file, callee), declared.id as Node)
  }
  if (declared?.type === 'TSImportEqualsDeclaration') {
    const { moduleReference: module } = declared
    const isRuntime = module.type === 'TSExternalModuleReference' && module.expression.value === '@otp-audit/runtime'
    return isRuntime && isMember ? memberName(callee) : undefined
  }
  if (from?.type !== 'ImportDeclaration' || from.source.value !== '@otp-audit/runtime') return undefined
  if (isMember) return memberName(callee)
  if (declared?.type !== 'ImportSpecifier') return undefined
  return declared.imported.type === 'Identifier' ? declared.imported.name : declared.imported.value
}

/** The property that a pattern takes under a name. */
function takenAs(name: string, pattern: Node): string | undefined {
  if (pattern.type !== 'ObjectPattern') return undefined
  const taken = pattern.properties.find(p => p.type === 'Property' && 'name' in p.value && p.value.name === name)
  const key = taken?.type === 'Property' ? (taken.key as Node) : undefined
  return key?.type === 'Identifier' ? key.name : undefined
}

function ofParameter(
  fn: FunctionNode,
  at: number,
  name: string,
  peer: Peer,
  file: SourceFile,
  pass: FilePass,
  depth: number,
): Supervision | undefined {
  if (depth > 2) return unseenIn(`it is handed on by \`${name}\``, 'the function', fn, file)
  let p = fn.params[at] as Node | undefined
  const keys = new Set<string>()
  if (p?.type === 'TSParameterProperty') {
    const cls = fn.parent?.parent?.parent as Node | undefined
    p = p.parameter as Node
    const id = p.type === 'AssignmentPattern' ? p.left : p
    if (id.type === 'Identifier') keys.add(`this:${cls?.start ?? -1}.${id.name}`)
  }
  if (p?.type === 'AssignmentPattern') p = p.left
  if (p?.type !== 'Identifier') return undefined
  // a parameter's own identifier stands in the scope that it is declared in
  const inner = fn.body ? firstMention(fn, p.name, file) : undefined
  if (inner) for (const k of peerKeys(inner, file)) keys.add(k)
  const inside = ofKeys(keys, peer, file, pass, depth + 1)
  return inside.by === 'heard'
    ? { ...inside, reason: `\`${name}\` looks after it: ${inside.reason}` }
    : inside.by === 'unseen'
      ? inside
      : undefined
}

const firstMention = (fn: FunctionNode, name: string, file: SourceFile): Node | undefined =>
  file.identifiers.get(name)?.find(i => fn.body !== null && i.start >= fn.body!.start && i.end <= fn.body!.end)

/** Out to the callers of the function that returns it. */
function throughCallers(
  use: Extract<Use, { kind: 'returned' }>,
  peer: Peer,
  file: SourceFile,
  pass: FilePass,
  depth: number,
): Supervision {
  const caller = heard('the caller gets it')
  const fn =
    use.node.type === 'ReturnStatement' || !isFunction(use.node.parent as Node)
      ? functionOf(use.node)
      : (use.node.parent as FunctionNode)
  if (!fn) return caller
  const given = handedTo(fn)
  if (given) return throughCallback(given, peer, file, pass, depth)
  if (use.wrapped || depth > 2) return caller
  const visible = pass.callers
    .of(fn, file)
    .filter(c => c.isCall && (testPath.test(file.path) || !testPath.test(c.file.path)))
  if (visible.length === 0) return caller
  const all = visible.map(c => supervisionOf(c.node, peer, c.file, pass, depth + 1))
  const deaf = all.find(s => s.by === 'nobody')
  if (deaf) {
    const at = visible[all.indexOf(deaf)]!
    const reason = `a caller of \`${functionName(fn) ?? 'its function'}\` gets it: ${deaf.reason}`
    return {
      ...deaf,
      reason,
      evidence: [{ what: 'that caller', node: at.node, file: at.file }, ...(deaf.evidence ?? [])],
    }
  }
  return all.find(s => s.by === 'unseen') ?? { ...all[0]!, reason: `its callers look after it: ${all[0]!.reason}` }
}

/** `list.map(() => fork(…))` keeps a list of them; another function gets a maker of peers and may look after them. */
function throughCallback(call: Node, peer: Peer, file: SourceFile, pass: FilePass, depth: number): Supervision {
  if (call.type !== 'CallExpression') return { by: 'unseen', reason: 'it is made for somebody else' }
  const name = memberName(strip(call.callee))
  if (name === 'map' || name === 'from' || name === 'flatMap' || name === 'fill') {
    const like = watchesLike(peer, file, pass)
    return like
      ? heard('those in its list are listened to', like)
      : { by: 'nobody', reason: 'a list of them is kept, and nobody listens to their end' }
  }
  const text = textOf(file, call.callee).slice(0, 60)
  return depth > 2
    ? { by: 'unseen', reason: `\`${text}\` makes it` }
    : { by: 'unseen', reason: `it is made by a callback of \`${text}\`, which can't be seen` }
}

/** Some peer of the same type is listened to in the file, which is how the members of a collection are looked after. */
function watchesLike(peer: Peer, file: SourceFile, pass: FilePass): Evidence | undefined {
  if (file !== pass.file) return undefined
  const watch = pass.sites.find(
    s =>
      s.row.role === 'watch' &&
      s.event !== undefined &&
      peer.events.includes(s.event) &&
      (peer.type === undefined || s.type === undefined || s.type === peer.type),
  )
  return watch && { what: 'the listener to one of its kind', node: watch.node, file }
}
