/**
 * `parentPort.on('message', handle)` → `servePeer(parentPort, handle)`, in the program of a worker or child whose sender
 * is migrated: the receiving end of raw-send.
 *
 * 1. Where a file makes workers or children of a program that is known, and all that it sends to them goes through the
 *    runtime, or does so with the same migration, the program's one listener of `message` is replaced.
 * 2. `process.on('message', handle)` in children and cluster workers likewise; `parentPort?.on` under its condition.
 * 3. The handler stays as it is written. One that could take more than the message gets it alone: `m => handle(m)`.
 *
 * Safety. Messages reach the same handler, with the same payload, in the same order, whether or not their sender uses
 * the runtime. What differs is why this is a step of its own, for review: supervised senders learn what became of each
 * message; in return theirs come in batches at the end of the sender's microtask, where raw ones could overtake them, and
 * what can't be cloned is logged, as no call is left that could throw it;
 * what the handler throws goes to the sender, which logs it, and no longer ends the worker; what it returns answers a
 * `call`. Left alone: programs to which something is
 * sent inside of a `try` that catches, as it would hear nothing of what can't be cloned, that sleep in `Atomics.wait`, with other listeners of `message`, with `once` or `off`, handlers that use `this`, or a
 * second parameter (the handle of a child's message).
 */
import type { Fix } from '../src/migrate/fix.js'
import type { SiteReport } from '../src/result.js'
import { type Alone, alone } from './alone.js'
import type { FileInput, Project, Step } from './codemod.js'
import { type Listener, listenerOf } from './serve/listener.js'
import { type Served, servedBy } from './serve/senders.js'
import { sourceOf } from './tree.js'

export const servePeer: Step = { name: 'serve-peer', rule: 'raw-send', fixes }

const transform: Alone = alone(servePeer)
export default transform

function* fixes(project: Project): Iterable<Fix> {
  const done = new Set<string>()
  const all = project.isNamed ? named(project) : [...servedBy(project)]
  const caught = new Set(all.filter(s => s.isCaught).map(s => `${s.file} ${s.endpoint}`))
  for (const served of all) {
    const key = `${served.file} ${served.endpoint}`
    if (done.has(key) || caught.has(key)) continue
    const input = project.open(served.file)
    const listener = input && listenerOf(input, served.endpoint)
    if (!listener) continue
    done.add(key)
    yield fixOf(input, listener, served)
  }
}

/** Whoever runs it alone on a file says that its senders are migrated. */
function named({ sites }: Project): Served[] {
  const files = new Set(sites.filter(s => s.role === 'watch' && !s.inTest).map(s => s.file))
  return [...files].flatMap(file =>
    (['ParentPort', 'Process'] as const).map(endpoint => ({ file, endpoint, after: [], isCaught: false })),
  )
}

function fixOf(input: FileInput, listener: Listener, { after }: Served): Fix {
  const { file } = input
  const { site } = listener
  const need = input.names.need('@otp-audit/runtime/worker', 'servePeer')
  return {
    id: `serve-peer ${site.id}`,
    findings: [],
    after,
    rule: 'raw-send',
    codemod: 'serve-peer',
    dialect: site.dialect,
    file,
    line: site.line,
    column: site.column,
    safety: 'review',
    reason: whyReview(site),
    difference:
      "senders that use the runtime learn what became of each message; theirs come in batches at the end of the microtask, what can't be cloned is logged there instead of thrown, what the handler throws is logged by the sender instead of ending the peer, and what it returns answers a call",
    edits: [{ file, ...rewritten(listener, need.local, input) }],
    imports: [need],
  }
}

/**
 * Up to the handler alone, so that what is in it can be migrated as well: `parentPort.on('message', ` becomes
 * `servePeer(parentPort, `, and what closes the one closes the other.
 */
function rewritten(
  { target, handler, condition, range, isAny, wraps }: Listener,
  local: string,
  { tree, names }: FileInput,
): { start: number; end: number; text: string } {
  const generic = isAny ? '<any>' : ''
  const head = `${condition ? `if (${condition}) ` : ''}${local}${generic}(${sourceOf(tree, target)}, `
  if (!wraps) return { start: range.start, end: handler.start, text: head }
  const name = names.freeName('message')
  return { start: range.start, end: handler.end, text: `${head}${name} => ${sourceOf(tree, handler)}(${name})` }
}

const whyReview = ({ dialect }: SiteReport): string =>
  dialect === 'node:worker_threads'
    ? 'an object that is changed after its send, in the same turn, arrives changed; an error of the handler no longer ends the worker'
    : 'messages leave at the end of the microtask, so that a raw send to the same peer may overtake them; an error of the handler no longer ends the process'
