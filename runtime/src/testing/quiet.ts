/** After a test nothing of the runtime may be left: OTP's suites end every case with a look into the mailbox. */
import { checkKnown } from '../core/options-check.js'
import type { TimerWheel } from '../core/wheel.js'

/** Parts of a runtime that can be looked at; leave out what the test has none of. */
export interface QuietParts {
  readonly sender?: { getStats(): { readonly inFlight: number } }
  readonly monitors?: { getStats(): { readonly active: number; readonly byTag: Readonly<Record<string, number>> } }
  readonly wheel?: Pick<TimerWheel, 'size'>
  /** A simulated clock: immediates that have not run are work left behind. */
  readonly clock?: { readonly pending: { readonly immediates: number } }
}

export interface QuietOptions {
  /**
   * What `process.getActiveResourcesInfo()` said when the test began ({@link activeResources}); checked only if given.
   * Handles close a moment after they are told to, so they get up to `grace` milliseconds. Node does not list a Worker
   * that nobody listens to.
   */
  readonly resources?: readonly string[]
  /** Default 1000. */
  readonly grace?: number
}

const host = globalThis as { process?: { getActiveResourcesInfo?(): string[] } }

/** The active handles and requests of this process, sorted; empty where the platform cannot tell. */
export function activeResources(): readonly string[] {
  return [...(host.process?.getActiveResourcesInfo?.() ?? [])].sort()
}

const known = ['sender', 'monitors', 'wheel', 'clock'] satisfies (keyof QuietParts)[]

/**
 * What is left, in words; empty when all is quiet.
 * @throws InvalidOptionError for a part that there is not: nobody would look at it
 */
export function leftovers(parts: QuietParts): readonly string[] {
  checkKnown('parts', parts, known)
  const found: string[] = []
  const inFlight = parts.sender?.getStats().inFlight ?? 0
  if (inFlight > 0) found.push(`${inFlight} messages in flight`)
  const monitors = parts.monitors?.getStats()
  if (monitors !== undefined && monitors.active > 0) {
    const tags = Object.entries(monitors.byTag).flatMap(([tag, count]) => (count > 0 ? [`${tag}: ${count}`] : []))
    found.push(`${monitors.active} monitors (${tags.join(', ')})`)
  }
  if ((parts.wheel?.size ?? 0) > 0) found.push(`${parts.wheel?.size} entries in the timer wheel`)
  if ((parts.clock?.pending.immediates ?? 0) > 0) found.push(`${parts.clock?.pending.immediates} immediates`)
  return found
}

/**
 * Throws unless nothing is in flight, no monitor is set, the wheel is empty and, if asked, no handle is active that was
 * not when the test began. For `afterEach`.
 */
export async function assertQuiet(parts: QuietParts, options: QuietOptions = {}): Promise<void> {
  const found = [...leftovers(parts)]
  if (options.resources !== undefined) found.push(...(await newResources(options.resources, options.grace ?? 1000)))
  if (found.length > 0) throw new Error(`left behind: ${found.join('; ')}`)
}

async function newResources(before: readonly string[], grace: number): Promise<string[]> {
  const end = performance.now() + grace
  for (;;) {
    const added = difference(activeResources(), before)
    if (added.length === 0) return []
    if (performance.now() >= end) return added.map(name => `an active ${name}`)
    await new Promise(resolve => setImmediateOr(resolve))
  }
}

/** Waiting must not be an active timer itself. */
function setImmediateOr(fn: (value?: unknown) => void): void {
  const later = (globalThis as { setImmediate?: (fn: () => void) => void }).setImmediate
  if (later !== undefined) later(fn)
  else setTimeout(fn, 0)
}

function difference(now: readonly string[], before: readonly string[]): string[] {
  const rest = [...before]
  return now.filter(name => {
    const at = rest.indexOf(name)
    if (at !== -1) rest.splice(at, 1)
    return at === -1 && name !== 'Immediate'
  })
}
