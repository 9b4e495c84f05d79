/**
 * A bound for a wait that has none, in the library's own way, which its dialect's row tells.
 *
 * 1. An option or a signal: `waitFor(actor, p, { timeout: ms })`, `once(peer, event, { signal: AbortSignal.timeout(ms) })`.
 *    Options that are there are extended, and a signal goes on counting: `AbortSignal.any([signal, …])`.
 * 2. An argument: `postMessageToThread(id, m, ms)`, `job.waitUntilFinished(events, ms)`.
 * 3. A member before the call or behind it: `socket.timeout(ms).emitWithAck(event)`, `pool.exec(task).timeout(ms)`.
 * 4. A point in time: `client.get(request, { deadline: Date.now() + ms }, callback)`.
 * 5. An operator: `firstValueFrom(x.pipe(timeout(ms)))`.
 * 6. What has no bound of its own is given up by the runtime: `TimeoutConfig.call(key, () => toPromise(actor))`.
 *
 * `ms` is `TimeoutConfig.getTimeout(key)`, where it can be changed for all in one place, or on request the number.
 *
 * Safety. Receiver, arguments and result stay, and each is evaluated once, in the same order; the call settles as before
 * if it settles in time, and rejects otherwise, which is the intention. Whether any time is long enough is not in the
 * code: every such fix is for review. Left alone: what says `Infinity`, a wait for an end (which comes when it comes), or
 * in an endless loop for whatever comes next,
 * `emit` with a callback, since `.timeout()` gives it an error first, and what blocks.
 */
import type { Fix } from '../src/migrate/fix.js'
import type { Finding } from '../src/result.js'
import { type Alone, alone } from './alone.js'
import { bounded } from './call/bounds.js'
import { callSiteOf, placed } from './call/call-site.js'
import { keptForLater } from './call/later.js'
import { waitsForNext, whateverComes } from './call/next.js'
import { defaultMs, literalMs } from './call/timing.js'
import { type Codemod, oneByOne, type Task } from './codemod.js'
import { bundling, reasonsOf } from './reach.js'

const calls = new Set(['call', 'ackSend', 'send', 'broadcast'])

export const untimedCall: Codemod = {
  name: 'untimed-call',
  rule: 'untimed-call',
  takes: ({ fix, shape }, site) =>
    fix.verdict !== 'keep' && site.subKind !== 'infinite' && calls.has(site.role) && !isByHand(shape),
  fixes: task => oneByOne(task, fixOf),
}

/** Shapes of what another codemod does. */
export const isByHand = (shape: string): boolean => shape === 'hand-made' || shape === 'ping'

const transform: Alone = alone(untimedCall)
export default transform

function fixOf(finding: Finding, task: Task): Fix | string {
  const call = callSiteOf(finding, task)
  if (typeof call === 'string') return call
  if (waitsForNext(call, task.tree)) return whateverComes
  const made = bounded(call, task)
  if (typeof made === 'string') return made
  return {
    ...placed('untimed-call', finding, call.site, task),
    reason: reasonsOf(
      'a wait that takes longer than the timeout fails now: the value has to be chosen',
      keptForLater(call.path),
      made.imports.length > 0 ? bundling(call.site) : undefined,
    ),
    difference: differenceOf(task),
    edits: made.edits.map(e => ({ file: task.file, ...e })),
    imports: made.imports,
  }
}

export const differenceOf = (task: Task): string => {
  const literal = literalMs(task)
  const ms = literal === undefined ? `${defaultMs} ms unless configured` : `${literal} ms`
  return `rejects after its timeout (${ms}) instead of waiting for ever`
}
