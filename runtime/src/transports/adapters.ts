/** Which adapter speaks to a target. The first that accepts it wins, so particular ones come before general ones. */
import { UnknownRecipientError } from '../core/errors.js'
import type { TargetAdapter } from '../core/transport.js'

// biome-ignore lint/suspicious/noExplicitAny: adapters of different targets stand in one list; `accepts` guards each use
export type AnyAdapter = TargetAdapter<any>

/** Throws UnknownRecipientError, at once, where no adapter accepts the target. */
export function adapterFor(target: unknown, adapters: readonly AnyAdapter[]): AnyAdapter {
  for (const adapter of adapters) if (adapter.accepts(target)) return adapter
  throw new UnknownRecipientError(target)
}
