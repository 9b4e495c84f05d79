/** Programs of workers and children to which everything is sent through the runtime. */
import type { SiteReport } from '../../src/result.js'
import { type FileInput, type Project, runtime } from '../codemod.js'
import { isCaught } from '../send/hazards.js'
import { callAt, j, nodeOf, type Path, type Syntax } from '../tree.js'
import { namesIn, namesOfPeers } from './held.js'
import { programOf } from './program.js'

export interface Served {
  /** The program's file. */
  readonly file: string
  /** What it hears its owner on. */
  readonly endpoint: 'ParentPort' | 'Process'
  /** Fixes of the sender, all of which have to be made. */
  readonly after: readonly string[]
  /** What one of its sends throws is caught: from a served peer it would hear nothing of what can't be cloned. */
  readonly isCaught: boolean
}

interface Kind {
  readonly dialect: string
  readonly made: RegExp
  readonly sent: string
  /** Name of the peers' type. */
  readonly type: string
  readonly endpoint: Served['endpoint']
}

const kinds: readonly Kind[] = [
  {
    dialect: 'node:worker_threads',
    made: /^new Worker$/,
    sent: 'Worker#postMessage',
    type: 'Worker',
    endpoint: 'ParentPort',
  },
  {
    dialect: 'node:child_process',
    made: /^fork$/,
    sent: 'ChildProcess#send',
    type: 'ChildProcess',
    endpoint: 'Process',
  },
  { dialect: 'node:cluster', made: /^(Cluster#)?fork$/, sent: 'Worker#send', type: 'Worker', endpoint: 'Process' },
]

export function* servedBy(project: Project): Iterable<Served> {
  const files = new Set(project.sites.filter(s => kindOf(s) && !s.inTest).map(s => s.file))
  for (const file of files) {
    const input = project.open(file)
    if (!input) continue
    for (const kind of kinds) {
      const made = input.sites.filter(s => kindOf(s) === kind)
      if (made.length === 0) continue
      const sends = sendsOf(kind, made, input, project)
      if (!sends) continue
      for (const site of made) {
        const program = programOf(site, input, project)
        if (program !== undefined) yield { file: program, endpoint: kind.endpoint, ...sends }
      }
    }
  }
}

const kindOf = (s: SiteReport): Kind | undefined =>
  s.role === 'spawn' ? kinds.find(k => k.dialect === s.dialect && k.made.test(s.symbol ?? '')) : undefined

/** Fixes of all sends of a file to such peers; none if one stays raw, or there is nothing to be heard. */
function sendsOf(
  kind: Kind,
  made: readonly SiteReport[],
  input: FileInput,
  { offered }: Project,
): Pick<Served, 'after' | 'isCaught'> | undefined {
  const sends = input.sites.filter(
    s => /^(send|ackSend|broadcast)$/.test(s.role) && s.dialect === kind.dialect && s.symbol === kind.sent,
  )
  const fixes = sends.map(s =>
    offered.find(f => f.file === s.file && f.line === s.line && f.column === s.column && f.rule === 'raw-send'),
  )
  if (fixes.includes(undefined)) return undefined
  const through = supervisedSends(kind, made, input)
  if (fixes.length === 0 && through.length === 0) return undefined
  const calls = [...sends.map(s => callAt(input.tree, s)), ...through]
  return { after: fixes.map(f => f!.id), isCaught: calls.some(path => path !== undefined && isCaught(path)) }
}

const supervised = /^(postSupervised|sendSupervised|postBroadcast|broadcastSupervised|call)$/

/** What the file sends to them through the runtime already. */
function supervisedSends({ type }: Kind, made: readonly SiteReport[], input: FileInput): Path[] {
  const { root, text } = input.tree
  if (!text.includes(runtime)) return []
  const locals = new Set<string>()
  root
    .find(j.ImportDeclaration)
    .filter(p => p.node.source.value === runtime)
    .find(j.ImportSpecifier)
    .filter(p => supervised.test((p.node.imported as { name?: string }).name ?? ''))
    .forEach(p => void locals.add(String(p.node.local?.name ?? (p.node.imported as { name: string }).name)))
  if (locals.size === 0) return []
  const peers = namesOfPeers(made, type, input)
  const all: Path[] = root.find(j.CallExpression).paths()
  return all.filter(p => {
    const { callee, arguments: args } = nodeOf(p) as Syntax & { callee: Syntax; arguments: Syntax[] }
    return locals.has(callee.name as string) && args[0] !== undefined && namesIn(args[0]).some(n => peers.has(n))
  })
}

/** Sends to peers whose program serves already: theirs leave at the end of the microtask, no longer with the call. */
export function toServed(project: Project): Set<string> {
  const out = new Set<string>()
  for (const { file, after } of servedBy(project)) {
    const program = after.length > 0 ? project.open(file) : undefined
    if (program && serves(program)) for (const id of after) out.add(id)
  }
  return out
}

const serves = ({ tree }: FileInput): boolean =>
  tree.text.includes(runtime) && tree.root.find(j.ImportSpecifier, { imported: { name: 'servePeer' } }).size() > 0
