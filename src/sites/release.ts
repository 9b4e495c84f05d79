/** What takes a watcher away again: the matching `off`, the handle, a signal, or the end of the target itself. */
import {
  ancestors,
  classOf,
  contains,
  type FunctionNode,
  functionOf,
  isFunction,
  literalText,
  memberName,
  type Node,
  type SourceFile,
  strip,
  unwrapUp,
  walk,
} from './ast.js'
import type { Callers } from './callers.js'
import type { Site } from './find.js'
import { functionName, handedTo, isConstructor, ownerFunction } from './flow.js'
import { scopeAround } from './scope.js'
import { keyOf } from './target.js'

export interface Release {
  node: Node
  how: 'pair' | 'all' | 'stop' | 'handle' | 'signal'
  /** `never`: nothing runs it. `before`: it takes the former listener away first. */
  reach: 'runs' | 'before' | 'never'
}

export interface Found {
  release?: Release
  /** A release of the same event that has another listener or another name: it removes nothing. */
  mismatch?: { node: Node; why: string }
}

const pairs = new Set(['off', 'removeListener', 'removeEventListener', 'offAny', 'offAnyOutgoing', 'unsubscribe'])
const alls = new Set(['removeAllListeners', 'removeHandler'])

/** The calls of a file by the name of their member, for what is looked for at every watcher. */
const byMember = new WeakMap<SourceFile, Map<string, Extract<Node, { type: 'CallExpression' }>[]>>()

export function memberCalls(file: SourceFile, name: string): Extract<Node, { type: 'CallExpression' }>[] {
  let known = byMember.get(file)
  if (!known) {
    known = new Map()
    for (const c of file.calls) {
      if (c.type !== 'CallExpression') continue
      const n = memberName(strip(c.callee))
      if (n === undefined) continue
      const list = known.get(n)
      if (list) list.push(c)
      else known.set(n, [c])
    }
    byMember.set(file, known)
  }
  return known.get(name) ?? []
}

/** Looks for what releases a registration on `target`. */
export function findRelease(site: Site, file: SourceFile, callers: Callers): Found {
  const { row, node, target } = site
  const found: Found = {}
  if (node.type === 'AssignmentExpression' || target === undefined) return found
  const key = keyOf(target, file)
  const event = row.event === undefined ? undefined : (node.arguments[row.event] as Node | undefined)
  const listener = node.arguments[row.listener ?? 1] as Node | undefined
  for (const name of row.released ?? []) {
    for (const call of memberCalls(file, name)) {
      if (call === node) continue
      const callee = strip(call.callee) as Extract<Node, { type: 'MemberExpression' }>
      if (!sameObject(keyOf(callee.object, file), key)) continue
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
        else found.mismatch ??= { node: call, why: 'it gets another function, so it removes nothing' }
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
  const rank = { runs: 2, before: 1, never: 0 }
  if (!found.release || rank[release.reach] > rank[found.release.reach]) found.release = release
}

/** Nothing else in the file registers that event on the target, so its release was meant for this one. */
function onlyRegistration(event: string, key: string, site: Site, file: SourceFile): boolean {
  for (const name of ['on', 'once', 'addListener', 'addEventListener'])
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

/** Whether anything runs the release, and when. */
export function reachOf(release: Node, registration: Node, file: SourceFile, callers: Callers): Release['reach'] {
  const fn = functionOf(registration)
  const owner = ownerFunction(registration)
  if (functionOf(release) === fn && release.start < registration.start) return 'before'
  for (let g = functionOf(release); g && g !== fn && g !== owner; g = functionOf(g)) {
    if (owner && !contains(owner, g) && !contains(g, owner)) return isReached(g, file, callers) ? 'runs' : 'never'
    if (!isUsed(g, file)) return 'never'
  }
  return 'runs'
}

/** A function of its own: a method, an exported function, or one that somebody calls. */
function isReached(fn: FunctionNode, file: SourceFile, callers: Callers): boolean {
  if (isConstructor(fn)) return true
  const p = unwrapUp(fn).parent as Node | undefined
  if (p?.type === 'MethodDefinition' || p?.type === 'PropertyDefinition') {
    const isPrivate = p.key.type === 'PrivateIdentifier' || p.accessibility === 'private'
    return !isPrivate || callers.of(fn, file).length > 0
  }
  return isUsed(fn, file)
}

/** Referred to in any way: called, returned, handed over, exported. */
function isUsed(fn: FunctionNode, file: SourceFile): boolean {
  const name = functionName(fn)
  const p = unwrapUp(fn).parent as Node | undefined
  if (p?.type === 'VariableDeclarator' || fn.type === 'FunctionDeclaration') {
    if (name === undefined) return true
    const declared = fn.type === 'FunctionDeclaration' ? fn.id : p?.type === 'VariableDeclarator' ? p.id : undefined
    for (const a of ancestors(fn))
      if (a.type === 'ExportNamedDeclaration' || a.type === 'ExportDefaultDeclaration') return true
    return (file.identifiers.get(name) ?? []).some(id => id !== declared && !contains(fn, id))
  }
  return true
}

/** What becomes of a handle: `const sub = actor.subscribe(…)`. */
export function handleReleased(site: Site, file: SourceFile): { released: boolean; how: string } {
  const whole = unwrapUp(site.node)
  const p = whole.parent as Node | undefined
  if (!p || p.type === 'ExpressionStatement') return { released: false, how: 'what it returns is dropped' }
  if (p.type === 'MemberExpression' && p.object === whole) return usedMember(p, site)
  if (p.type === 'VariableDeclarator') {
    const declaration = p.parent as Extract<Node, { type: 'VariableDeclaration' }>
    if (declaration.kind === 'using' || declaration.kind === 'await using')
      return { released: true, how: 'the block disposes of it' }
    if (p.id.type === 'Identifier') return namedHandle(p.id.name, p.id as Node, site, file)
    return { released: patternUsed(p.id, site, file), how: 'its release is taken out and used' }
  }
  if (p.type === 'AssignmentExpression') {
    const left = strip(p.left as Node)
    if (left.type === 'Identifier') return namedHandle(left.name, left, site, file)
    return fieldHandle(left, file)
  }
  if (p.type === 'ArrowFunctionExpression' && isEffect(p))
    return { released: true, how: 'it is returned as the clean-up' }
  return { released: true, how: 'it is handed on to whoever releases it' }
}

const isEffect = (fn: Node): boolean => isFunction(fn)

function usedMember(
  member: Extract<Node, { type: 'MemberExpression' }>,
  site: Site,
): { released: boolean; how: string } {
  const name = memberName(member) ?? ''
  if (!(site.row.handle ?? []).includes(name)) return { released: false, how: 'what it returns is not kept' }
  const p = unwrapUp(member).parent as Node | undefined
  return p?.type === 'ExpressionStatement'
    ? { released: false, how: 'what it returns is dropped' }
    : { released: true, how: 'its release is handed on' }
}

function namedHandle(name: string, id: Node, site: Site, file: SourceFile): { released: boolean; how: string } {
  const binding = scopeAround(file.scopeOf, id)?.value(name)
  for (const use of file.identifiers.get(name) ?? []) {
    if (use === id || scopeAround(file.scopeOf, use)?.value(name) !== binding) continue
    if (releasesThrough(use, site)) return { released: true, how: `\`${name}\` is released` }
  }
  return { released: false, how: `\`${name}\` is never released` }
}

/** `sub.unsubscribe()`, `return sub`, `subs.push(sub)`, `{ sub }`, `sub()`. */
function releasesThrough(use: Node, site: Site): boolean {
  const whole = unwrapUp(use)
  const p = whole.parent as Node | undefined
  if (!p) return false
  if (p.type === 'MemberExpression' && p.object === whole) {
    const name = memberName(p) ?? ''
    return (
      (site.row.handle ?? []).includes(name) || /^(unsubscribe|dispose|stop|close|off|remove|return|cancel)$/.test(name)
    )
  }
  if (p.type === 'CallExpression') return true
  if (p.type === 'AssignmentExpression') return p.right === whole
  return (
    p.type === 'ReturnStatement' ||
    p.type === 'ArrayExpression' ||
    p.type === 'Property' ||
    p.type === 'ArrowFunctionExpression' ||
    p.type === 'YieldExpression' ||
    p.type === 'ForOfStatement' ||
    p.type === 'SpreadElement'
  )
}

function patternUsed(pattern: Node, site: Site, file: SourceFile): boolean {
  const names: string[] = []
  walk(pattern, n => {
    if (n.type === 'Identifier') names.push(n.name)
    return true
  })
  return names.some(n =>
    (file.identifiers.get(n) ?? []).some(use => !contains(pattern, use) && use.start > site.node.start),
  )
}

/** Kept in a field: released wherever the class, or whoever holds the object, reads it again. */
function fieldHandle(left: Node, file: SourceFile): { released: boolean; how: string } {
  if (left.type !== 'MemberExpression') return { released: true, how: 'it is handed on' }
  const name = memberName(left)
  if (name === undefined) return { released: true, how: 'it is kept in a collection' }
  const key = keyOf(left, file)
  const read = memberUses(file, name).some(
    m => m !== left && !isWritten(m) && keyOf(m, file) === key && contains(classOf(left) ?? file.program, m),
  )
  return read
    ? { released: true, how: `\`${name}\` is released` }
    : { released: false, how: `\`${name}\` is never released` }
}

const isWritten = (m: Node): boolean => {
  const p = unwrapUp(m).parent as Node | undefined
  return p?.type === 'AssignmentExpression' && strip(p.left as Node) === m
}

function memberUses(file: SourceFile, name: string): Node[] {
  const out: Node[] = []
  for (const id of file.identifiers.get(name) ?? []) {
    const p = id.parent as Node | undefined
    if (p?.type === 'MemberExpression' && p.property === id && !p.computed) out.push(p)
  }
  if (out.length === 0 && name.startsWith('#'))
    walk(file.program, n => {
      if (n.type === 'MemberExpression' && memberName(n) === name) out.push(n)
      return true
    })
  return out
}

/** `{ signal }` among the options. */
export function signalOption(site: Site, file: SourceFile): Node | undefined {
  const { node, row } = site
  if (node.type === 'AssignmentExpression') return undefined
  const options = option(node, row.options, file)
  const p = options?.properties.find(
    q => q.type === 'Property' && q.key.type === 'Identifier' && q.key.name === 'signal',
  )
  return p?.type === 'Property' ? p.value : undefined
}

/** The listener goes after its first event: by the member's name or by `{ once: true }`. */
export function isOneShot(site: Site, file: SourceFile): boolean {
  const { node, row } = site
  if (row.once) return true
  if (node.type === 'AssignmentExpression') return false
  const options = option(node, row.options, file)
  const p = options?.properties.find(q => q.type === 'Property' && q.key.type === 'Identifier' && q.key.name === 'once')
  return p?.type === 'Property' && p.value.type === 'Literal' && p.value.value === true
}

function option(
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
  at: number | undefined,
  file: SourceFile,
): Extract<Node, { type: 'ObjectExpression' }> | undefined {
  if (at === undefined) return undefined
  const arg = node.arguments[at] as Node | undefined
  if (!arg) return undefined
  const n = strip(arg)
  if (n.type === 'ObjectExpression') return n
  if (n.type !== 'Identifier') return undefined
  const b = scopeAround(file.scopeOf, n)?.value(n.name)
  const init = b?.node.type === 'VariableDeclarator' && b.node.init ? strip(b.node.init) : undefined
  return init?.type === 'ObjectExpression' ? init : undefined
}

/** The function stands in a handler: it runs again with every message, request, event or render. */
export function isHandler(fn: FunctionNode | undefined): boolean {
  return fn !== undefined && handedTo(fn) !== undefined
}
