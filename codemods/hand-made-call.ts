/**
 * A call made by hand, a message and a promise that settles when the answer comes, gets a bound and takes back what it
 * left behind: `new Promise(executor)` → `TimeoutConfig.call(key, call => new Promise(executor))`.
 *
 * 1. Listeners that the executor registers are released at every end of the call, `call.onEnd(() => w.off(event, f))`,
 *    right behind their registration, if they do nothing but settle the promise: any other may be meant to hear what comes
 *    later. One that is written there gets a name first.
 * 2. An entry under a number of its own, `pending.set(id, …)`, is taken out: `call.onEnd(() => pending.delete(id))`, if the
 *    program does so with answered ones. Not from a list or a field, whose order or place tells whose answer it is.
 * 3. An `emit` whose acknowledgement settles the promise gets its bound from the library:
 *    `socket.timeout(ms).emit(event, data, (error, answer) => …)`, and the error rejects.
 *
 * Safety. The receiver gets the same message in the same moment, and answers as it did: nothing has to be migrated there.
 * The executor runs at once, within the call, and only once; its promise is the same, so that types, value and errors stay.
 * What differs: the wait ends. Whether the time is long enough is not in the code, and an answer without a number that
 * comes too late may be taken for that of the next request: all of them are for review. Left alone: executors and listeners
 * that are not written here, entries whose handler does not expect that one is missing, deferreds, waits for an end.
 */
import type { Fix, Kept } from '../src/migrate/fix.js'
import type { Finding, SiteReport } from '../src/result.js'
import { type Alone, alone } from './alone.js'
import { acknowledgedCall } from './call/acknowledged.js'
import { placed } from './call/call-site.js'
import { entriesOf } from './call/entries.js'
import type { Text } from './call/insert.js'
import { keptForLater } from './call/later.js'
import { listenersOf } from './call/listeners.js'
import { type MadePromise, promiseOf } from './call/made-promise.js'
import { callName } from './call/names.js'
import { comparesNumber } from './call/numbered.js'
import { around } from './call/wrap.js'
import type { Codemod, Task } from './codemod.js'
import { bundling, reasonsOf } from './reach.js'
import { rowOf } from './send/parts.js'
import { functionAround } from './send/place.js'
import { callAt, j, nodeOf, type Path, type Syntax, sourceOf, unwrapped } from './tree.js'
import { differenceOf, isByHand } from './untimed-call.js'

export const handMadeCall: Codemod = {
  name: 'hand-made-call',
  rule: 'untimed-call',
  takes: ({ fix, shape }, site) =>
    fix.verdict !== 'keep' && site.subKind !== 'infinite' && (isByHand(shape) || site.role === 'watch'),
  fixes,
}

const transform: Alone = alone(handMadeCall)
export default transform

/** One call may be asked for in several branches: its promise is bounded once, for all of them. */
function fixes(task: Task): { fixes: Fix[]; kept: Kept[] } {
  const made = new Map<number, Fix>()
  const kept: Kept[] = []
  for (const finding of task.findings) {
    const site = task.sites.find(s => s.id === finding.siteId)!
    const promise = promiseOf(site, task)
    const fix = typeof promise === 'string' ? promise : fixOf(finding, site, promise, task)
    if (typeof fix === 'string') {
      kept.push({ finding: finding.id, reason: fix })
      continue
    }
    const { start } = (promise as MadePromise).node
    const known = made.get(start)
    made.set(start, known ? { ...known, findings: [...known.findings, finding.id] } : fix)
  }
  return { fixes: [...made.values()], kept }
}

function fixOf(finding: Finding, site: SiteReport, promise: MadePromise, task: Task): Fix | string {
  const base = placed('hand-made-call', finding, site, task)
  const acknowledged = acknowledgedCall(site, promise, task)
  if (acknowledged)
    return {
      ...base,
      reason: reasonsOf(
        'an answer that takes longer than the timeout is an error now: the value has to be chosen',
        keptForLater(promise.path),
      ),
      difference: differenceOf(task),
      edits: acknowledged.edits.map(e => ({ file: task.file, ...e })),
      imports: acknowledged.imports,
    }
  const listeners = listenersOf(promise, task)
  if (typeof listeners === 'string') return listeners
  const entries = entriesOf(promise, task)
  if (typeof entries === 'string') return entries
  const releases: Text[] = [...listeners.edits, ...entries.edits]
  const { edits, imports } = around(
    promise.node,
    keyOf(site, task),
    releases.length > 0 ? callName(promise) : undefined,
    task,
  )
  return {
    ...base,
    reason: reasonsOf(
      entries.numbered || finding.shape === 'lifecycle' || comparesNumber(promise, messageOf(site, task), task.tree)
        ? 'a wait that takes longer than the timeout fails now: the value has to be chosen'
        : 'an answer carries no number here: one that comes after its timeout may be taken for the next one’s',
      keptFor(promise, task),
      keptForLater(promise.path),
      bundling(site),
    ),
    difference: differenceOf(task),
    alongside: listeners.released,
    edits: [...edits, ...releases].map(e => ({ file: task.file, ...e })),
    imports,
  }
}

function messageOf(site: SiteReport, { tree }: Task): Syntax | undefined {
  const path = callAt(tree, site)
  const row = path && rowOf(site, ((nodeOf(path).callee as Syntax).property as Syntax | undefined)?.name as string)
  return row?.msg === undefined ? undefined : (nodeOf(path!).arguments as Syntax[])[row.msg]
}

/** `reply:add`: the type of what is sent, if it is written out. */
function keyOf(site: SiteReport, task: Task): string {
  const message = messageOf(site, task)
  const type = message && typeIn(message)
  return type === undefined ? 'reply' : `reply:${type}`
}

function typeIn(message: Syntax): string | undefined {
  if (message.type === 'StringLiteral') return message.value as string
  const properties = message.type === 'ObjectExpression' ? (message.properties as Syntax[]) : []
  for (const name of ['type', 'kind', 'op', 'action', 'event']) {
    const own = properties.find(p => p.computed !== true && (p.key as Syntax | undefined)?.name === name)
    const value = own?.value as Syntax | undefined
    if (value?.type === 'StringLiteral') return value.value as string
  }
  return undefined
}

/** A promise that is kept is kept as rejected: only the program's own code knows when to make another. */
function keptFor({ path, node }: MadePromise, { tree }: Task): string | undefined {
  const holder = nodeOf(path.parent as Path)
  const name = holder.type === 'VariableDeclarator' ? (holder.id as Syntax).name : undefined
  const around = functionAround(path)
  const kept = (around ? j(around) : tree.root).find(j.AssignmentExpression).filter(p => {
    const { left, right } = nodeOf(p) as Syntax & { left: Syntax; right: Syntax }
    if (left.type !== 'MemberExpression') return false
    return unwrapped(right) === node || (name !== undefined && unwrapped(right).name === name)
  })
  if (kept.size() === 0) return undefined
  const field = sourceOf(tree, nodeOf(kept.paths()[0] as unknown as Path).left as Syntax)
  return `it is kept in \`${field}\`: after a timeout whoever asks again gets the same failure`
}
