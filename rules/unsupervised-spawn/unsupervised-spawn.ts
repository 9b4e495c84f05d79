/**
 * A process, thread or actor whose end or failure nobody hears.
 *
 * 1. Children of machines and actors: the parent is told.
 * 2. A callback that looks at its error, a listener, an observer, or a wait on the handle, wherever that goes: its names,
 *    the functions it is passed to, the callers it is returned to.
 * 3. A handle that leaves what can be seen is undecided, not unsupervised.
 */
import type { FilePass, Rule, Verdict } from '../../src/audit/rule.js'
import { keyName, literalText, type Node, strip } from '../../src/sites/ast.js'
import { callbackAt, readsFirst } from '../../src/sites/callback.js'
import type { Site } from '../../src/sites/find.js'
import type { UnsupervisedSpawnShape } from './settings.js'
import { type Supervision, supervisionOf } from './supervision.js'

export const unsupervisedSpawn: Rule = { name: 'unsupervised-spawn', judge }

function judge(site: Site, pass: FilePass): Verdict | undefined {
  const { row, node } = site
  if (row.role !== 'spawn' || node.type === 'AssignmentExpression' || row.makes === undefined) return undefined
  if (row.makes === 'child') return { kind: 'supervised-spawn', reason: 'its parent is told when it fails' }
  const told = callbackTold(site, pass)
  if (told) {
    const callback = node.arguments.at(-1) as Node
    return {
      kind: 'supervised-spawn',
      reason: told,
      evidence: [{ what: 'the callback', node: callback, file: site.file }],
    }
  }
  const ear = row.dialect === 'node:cluster' ? clusterListener(pass) : undefined
  if (ear) {
    const evidence = [{ what: 'the listener', node: ear.node, file: ear.file }]
    return { kind: 'supervised-spawn', reason: 'the cluster is listened to', evidence }
  }

  const events = row.supervisedBy ?? ['exit', 'error', 'close']
  const type = site.type ?? madeType(site, pass)
  const found = supervisionOf(node, { row, type, events }, pass.file, pass)
  const { reason, evidence } = found
  if (found.by === 'heard') return { kind: 'supervised-spawn', reason, evidence }
  if (found.by === 'unseen') return { kind: 'undecided', reason, evidence }
  return unsupervised(site, found)
}

function unsupervised({ row, node }: Site, found: Supervision): Verdict {
  const onPurpose = found.letGo === true || isDetached(node)
  return {
    kind: 'unsupervised-spawn',
    shape: (onPurpose ? 'fire-and-forget' : 'spawn') satisfies UnsupervisedSpawnShape,
    reason: onPurpose
      ? `${found.reason}; it is let go on purpose (detached or unref), so that not even a failure to start is heard`
      : found.reason,
    evidence: found.evidence,
    severity: onPurpose ? 'info' : 'warning',
    advice: row.dialect.startsWith('xstate')
      ? 'subscribe with an error observer, or hand it to MonitorManager.monitor'
      : `listen to its ${(row.supervisedBy ?? ['exit']).map(e => `\`${e}\``).join(' or ')}, or hand it to MonitorManager.monitor`,
    fix: { verdict: 'review', reason: 'what to do when it ends is for its owner to say' },
  }
}

/** `exec(command, error => …)`. */
function callbackTold({ row, node }: Site, pass: FilePass): string | undefined {
  if (!/^(exec|execFile)$/.test(row.name) || node.type === 'AssignmentExpression' || node.arguments.length < 2)
    return undefined
  const callback = callbackAt(node.arguments.at(-1) as Node | undefined, pass.inf, pass.file)
  if (callback === 'handed on') return 'its callback is handed on to whoever asked'
  return callback && readsFirst(callback, pass.file) ? 'its callback looks at the error' : undefined
}

/** `cluster.on('exit', …)` hears of every worker's end. */
const clusterListener = (pass: FilePass): Site | undefined =>
  pass.sites.find(
    s => s.row.role === 'watch' && s.type === 'cluster#Cluster' && (s.event === 'exit' || s.event === 'disconnect'),
  )

function madeType({ node }: Site, pass: FilePass): string | undefined {
  const ty = pass.inf.typeOf(node, pass.file)
  return ty.k === 'lib' ? ty.name : undefined
}

/** `{ detached: true }` among the arguments, with its streams ignored. */
function isDetached(node: Node): boolean {
  if (node.type !== 'CallExpression') return false
  return node.arguments.some(arg => {
    const n = strip(arg as Node)
    if (n.type !== 'ObjectExpression') return false
    const value = (name: string): Node | undefined => {
      const p = n.properties.find(q => q.type === 'Property' && keyName(q.key, q.computed) === name)
      return p?.type === 'Property' ? strip(p.value as Node) : undefined
    }
    const detached = value('detached')
    const stdio = value('stdio')
    return detached?.type === 'Literal' && detached.value === true && literalText(stdio) === 'ignore'
  })
}
