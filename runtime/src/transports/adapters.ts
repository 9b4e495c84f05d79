/** Which adapter speaks to a target. The first that accepts it wins, so particular ones come before general ones. */
import { UnknownRecipientError } from '../core/errors.js'
import type { TargetAdapter } from '../core/transport.js'

// biome-ignore lint/suspicious/noExplicitAny: adapters of different targets stand in one list; `accepts` guards each use
export type AnyAdapter = TargetAdapter<any>

/** The first that accepts it. What cannot be looked at (another origin's window, a revoked proxy) is nobody's. */
export function accepting<A extends { accepts(target: unknown): boolean }>(
  target: unknown,
  adapters: readonly A[],
): A | undefined {
  return adapters.find(adapter => {
    try {
      return adapter.accepts(target)
    } catch {
      return false
    }
  })
}

/** Throws UnknownRecipientError, at once, where no adapter accepts the target. */
export function adapterFor(target: unknown, adapters: readonly AnyAdapter[]): AnyAdapter {
  const found = accepting(target, adapters)
  if (found === undefined) throw new UnknownRecipientError(target)
  return found
}
