import type { FilePass, Verdict } from '../../src/audit/rule.js'
import {
  type CallNode,
  contains,
  isFunction,
  literalText,
  memberName,
  type Node,
  type SourceFile,
  strip,
  unwrapUp,
} from '../../src/sites/ast.js'
import type { Site } from '../../src/sites/find.js'
import { ownerFunction } from '../../src/sites/flow.js'
import { libraryTypes } from '../../src/sites/library-types.js'
import type { Life } from '../../src/sites/life/index.js'
import { howOften } from '../../src/sites/once.js'
import { memberCalls } from '../../src/sites/release/index.js'
import { scopeAround } from '../../src/sites/scope.js'
import { keyOf } from '../../src/sites/target.js'

/** Peers that nothing ends but their owner, and that keep their thread or their channel alive meanwhile. */
const endless = /#(MessagePort|BroadcastChannel|EventSource)$/
type MemberNode = Extract<Node, { type: 'MemberExpression' }>
const ends = ['close', 'terminate', 'unref', 'destroy', 'stop', 'disconnect']

/**
 * The object is the leak: made again and again, kept alive by its listener, and never ended. Only where the object is
 * seen to stay in the function that made it; handed out, it is somebody else's to end.
 */
export function neverEnded(site: Site, life: Life, pass: FilePass): Verdict | undefined {
  const { file, callers } = pass
  const type = site.target && endlessType(site, pass)
  if (type === undefined || !site.target) return undefined
  if (life.life === 'own' || howOften(site.node, file, callers) !== 'again') return undefined
  const target = strip(site.target)
  const root = rootOf(target)
  if (root?.type !== 'Identifier') return undefined
  const key = keyOf(target, file)
  for (const name of ends)
    if (memberCalls(file, name).some(c => keyOf((strip(c.callee) as MemberNode).object, file) === key)) return undefined
  if (life.life !== 'fresh' && escapes(target, root, file, site)) return undefined
  if (life.life === 'fresh' && !(root === target && portParameter(root, file))) return undefined
  return {
    kind: 'unmanaged-watcher',
    shape: 'never-stopped',
    subKind: '5-never-stopped',
    reason: `each run makes another ${type.split('#')[1]} that its listener keeps alive, and nothing closes it`,
    evidence: life.origin && [{ what: 'what is made again', node: life.origin, file }],
    severity: 'warning',
    advice: 'close it when the answer has come, or when its owner ends',
    fix: { verdict: 'review', reason: 'when the port is no longer needed has to be known' },
  }
}

/** The function that registers sees the target to its end, which comes once: it waits for what it kills, or reads all. */
export function endsHere(
  { node, row, event, target, type }: Site,
  { file }: FilePass,
): { why: string; at: Node } | undefined {
  const fn = ownerFunction(node)
  if (!fn || !target) return undefined
  const key = keyOf(target, file)
  const calls = (names: readonly string[]): Extract<Node, { type: 'CallExpression' }>[] =>
    names
      .flatMap(name => memberCalls(file, name))
      .filter(c => contains(fn, c) && keyOf((strip(c.callee) as MemberNode).object, file) === key)
  const isTerminal = event !== undefined && (row.terminal ?? []).includes(event)
  const ending = isTerminal
    ? calls(['kill', 'terminate', 'close', 'destroy', 'disconnect']).find(
        c => ownerFunction(c) === fn && c.start > node.end,
      )
    : undefined
  if (ending) return { why: 'the same function ends the target', at: ending }
  const reads =
    type === 'process#ReadStream'
      ? calls(['on', 'once']).find(c => literalText(c.arguments[0] as Node) === 'end')
      : undefined
  return reads && { why: 'it is read to its end, which comes once', at: reads }
}

/** The peer's type; of a parameter without one of its own, what a visible caller hands over. */
function endlessType({ type, target }: Site, { file, inf, callers }: FilePass): string | undefined {
  if (type !== undefined && endless.test(type)) return type
  const n = strip(target!)
  const b = n.type === 'Identifier' ? scopeAround(file.scopeOf, n)?.value(n.name) : undefined
  if (b?.kind !== 'parameter' || !isFunction(b.node)) return undefined
  const at = b.node.params.findIndex(p => contains(p as Node, b.id))
  for (const c of callers.of(b.node, file)) {
    const arg = c.isCall ? ((c.node as CallNode).arguments[at] as Node | undefined) : undefined
    const found = arg && libraryTypes(inf, inf.typeOf(arg, c.file), '').types.find(t => endless.test(t))
    if (found) return found
  }
  return undefined
}

function rootOf(node: Node): Node | undefined {
  let n = strip(node)
  while (n.type === 'MemberExpression') n = strip(n.object)
  return n
}

/** A parameter that every caller fills with a port of its own making. */
function portParameter(root: Extract<Node, { type: 'Identifier' }>, file: SourceFile): boolean {
  return scopeAround(file.scopeOf, root)?.value(root.name)?.kind === 'parameter'
}

/** Given away: returned, stored, or handed to somebody. The other end of a channel may be. */
function escapes(target: Node, root: Extract<Node, { type: 'Identifier' }>, file: SourceFile, site: Site): boolean {
  const binding = scopeAround(file.scopeOf, root)?.value(root.name)
  const key = keyOf(target, file)
  for (const use of file.identifiers.get(root.name) ?? []) {
    if (use.start === binding?.id.start || scopeAround(file.scopeOf, use)?.value(root.name) !== binding) continue
    let whole: Node = unwrapUp(use)
    let p = whole.parent as Node | undefined
    while (p?.type === 'MemberExpression' && p.object === whole) {
      whole = unwrapUp(p)
      p = whole.parent as Node | undefined
    }
    if (!p || contains(site.node, whole)) continue
    if (p.type === 'CallExpression' && strip(p.callee) === whole) continue
    const isSame = keyOf(whole, file) === key || whole === use
    if (!isSame) continue
    if (p.type === 'AssignmentExpression' && strip(p.left as Node) === whole) continue
    if (p.type === 'ExpressionStatement') continue
    if (
      p.type === 'VariableDeclarator' ||
      p.type === 'CallExpression' ||
      p.type === 'NewExpression' ||
      p.type === 'ReturnStatement' ||
      p.type === 'Property' ||
      p.type === 'ArrayExpression' ||
      p.type === 'AssignmentExpression' ||
      p.type === 'ArrowFunctionExpression'
    )
      return memberName(whole) === undefined || keyOf(whole, file) === key
  }
  return false
}
