/** SupervisedSend with the recipients that this entry point knows. */
import type { SupervisedSend, SupervisedSendOptions } from './send/contracts.js'
import { createSupervisedSendWith } from './send/supervised-send.js'
import { defaultAdapters } from './transports/default-adapters.js'

/**
 * A SupervisedSend of its own; most programs use the default runtime's.
 * @throws InvalidOptionError
 */
export function createSupervisedSend(options: SupervisedSendOptions = {}): SupervisedSend {
  return createSupervisedSendWith(defaultAdapters, options)
}
