/** Dead letters: messages that could not be delivered, kept to be looked at and sent again. */
import type { DeadLetterQueue, DeadLetterQueueOptions } from './contracts.js'
import { Queue } from './queue.js'

export type * from './contracts.js'
export { createMemoryStore, type MemoryStoreOptions } from './memory-store.js'
export { type DeadLetterStore, isDue, type LeaseRequest, type Settlement } from './store.js'

/**
 * A queue of its own; most programs use the default runtime's.
 * @throws InvalidOptionError for times and counts that are none
 */
export function createDeadLetterQueue(options: DeadLetterQueueOptions = {}): DeadLetterQueue {
  return new Queue(options)
}
