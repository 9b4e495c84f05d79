/** SupervisedSend with everything it can do, and the recipients that this entry point knows. */
import { allParts } from './send/all-parts.js'
import type { SupervisedSend, SupervisedSendOptions } from './send/contracts.js'
import { checkSenderNames } from './send/option-checks.js'
import { createSupervisedSendWith } from './send/supervised-send.js'
import { defaultAdapters } from './transports/default-adapters.js'

/**
 * A SupervisedSend of its own; most programs use the default runtime's.
 * @throws InvalidOptionError
 */
export function createSupervisedSend(options: SupervisedSendOptions = {}): SupervisedSend {
  checkSenderNames(options)
  return createSupervisedSendWith({ ...options, adapters: options.adapters ?? defaultAdapters, parts: allParts })
}
