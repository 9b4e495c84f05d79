import type { FilePass, Verdict } from '../../src/audit/rule.js'
import { ancestors, classOf, keyName, memberName, type Node, type SourceFile, strip } from '../../src/sites/ast.js'
import type { Site } from '../../src/sites/find.js'
import { scopeAround } from '../../src/sites/scope.js'
import type { UnmanagedWatcherShape } from './settings.js'

const runtime = '@otp-audit/runtime'
const ends = new Set(['exit', 'close', 'error', 'disconnect', 'complete'])
/** What these tell of is no peer: the process itself, and work that is called off. */
const noPeers = new Set(['node:process', 'abort-signal'])

/** The option `lifecycleMonitors`, and so the Stage 3 preset: whoever watches a peer's end does so through `MonitorManager`. */
export function lifecycleMonitor(site: Site, pass: FilePass): Verdict | undefined {
  if (noPeers.has(site.row.dialect)) return undefined
  const event = endWatched(site)
  if (event === undefined || throughRuntime(site.node, pass.file)) return undefined
  return {
    kind: 'unmanaged-watcher',
    shape: 'lifecycle-monitor' satisfies UnmanagedWatcherShape,
    subKind: 'stage3',
    reason: `it watches for \`${event}\` by itself, not through MonitorManager: a peer that is gone already is never told of`,
    severity: 'warning',
    advice:
      'watch the peer with `monitor(target, { tag, onDown })`, which tells of a peer that was gone before as well',
    fix: { verdict: 'review', reason: 'where its owner ends has to be known' },
  }
}

/** The event that tells of the peer's end; of an observer, its member. */
function endWatched({ node, row, event }: Site): string | undefined {
  if (event !== undefined) return ends.has(event) || row.terminal?.includes(event) ? event : undefined
  if (node.type === 'AssignmentExpression') return undefined
  for (const arg of node.arguments) {
    const observer = strip(arg as Node)
    if (observer.type !== 'ObjectExpression') continue
    for (const p of observer.properties) {
      const name = p.type === 'Property' ? keyName(p.key, p.computed) : undefined
      if (name === 'complete' || name === 'error') return name
    }
  }
  return undefined
}

/** In the arguments of a call of the runtime. */
function throughRuntime(node: Node, file: SourceFile): boolean {
  let child: Node = node
  for (const a of ancestors(node)) {
    if ((a.type === 'CallExpression' || a.type === 'NewExpression') && strip(a.callee) !== strip(child))
      if (isRuntimes(a.callee, file)) return true
    child = a
  }
  return false
}

/** `monitor`, `runtime.monitor`, `new MonitorManager().monitor`, `manager.monitor`, `this.#manager.monitor`. */
function isRuntimes(callee: Node, file: SourceFile, depth = 0): boolean {
  const n = strip(callee)
  if (depth > 4) return false
  if (n.type === 'NewExpression') return isRuntimes(n.callee, file, depth + 1)
  if (n.type === 'MemberExpression') {
    if (strip(n.object).type !== 'ThisExpression') return isRuntimes(n.object, file, depth + 1)
    const value = fieldValue(n, file)
    return value !== undefined && isRuntimes(value, file, depth + 1)
  }
  if (n.type !== 'Identifier') return false
  const b = scopeAround(file.scopeOf, n)?.value(n.name)
  if (b?.kind === 'import') {
    const declaration = b.node.parent as Node | undefined
    return declaration?.type === 'ImportDeclaration' && declaration.source.value === runtime
  }
  return b?.node.type === 'VariableDeclarator' && b.node.init !== null && isRuntimes(b.node.init, file, depth + 1)
}

function fieldValue(member: Node, file: SourceFile): Node | undefined {
  const name = memberName(member)
  const cls = classOf(member)
  if (!cls || name === undefined) return undefined
  for (const m of cls.body.body)
    if (m.type === 'PropertyDefinition' && keyName(m.key, m.computed) === name && m.value) return m.value
  return file.assignments.find(a => {
    const left = strip(a.left as Node)
    return memberName(left) === name && classOf(left) === cls
  })?.right
}
