/**
 * Where letters are kept. The queue groups its calls (one commit for all letters of a tick), so that a store which
 * syncs to disk once per call is fast; leases let several processes retry from one store.
 */
import type { DeadLetter } from './contracts.js'

export interface DeadLetterStore extends AsyncDisposable {
  /** Survives the end of the process. */
  readonly durable: boolean
  /** Other processes add and take letters too: counts are asked for anew each time. */
  readonly shared: boolean
  /** What becomes of a message: kept as it is, cloned, or written as JSON. What it cannot keep is never given to it. */
  readonly keeps: 'reference' | 'structured' | 'json'
  /**
   * All or nothing; resolves after the (durable) commit. For an entry whose idempotencyKey is there already: the id
   * of the one that is, and nothing is stored; `undefined` for the others.
   */
  append(entries: readonly DeadLetter[]): Promise<readonly (string | undefined)[]>
  /** Hands out letters, oldest first, each to one owner until its lease runs out. They show `leased`. */
  lease(request: LeaseRequest): Promise<readonly DeadLetter[]>
  /** In one commit. Updates of letters that `owner` holds no lease of any more, or that are gone, are passed over. */
  settle(settlements: readonly Settlement[], owner: string): Promise<void>
  /** Leased or not; gives how many there were. */
  remove(ids: readonly string[]): Promise<number>
  get(id: string): Promise<DeadLetter | undefined>
  /** In the order in which they were appended. A cursor stays good while letters come and go. */
  scan(
    cursor: string | undefined,
    limit: number,
  ): Promise<{ readonly items: readonly DeadLetter[]; readonly next?: string }>
  count(): Promise<number>
  /** The earliest moment at which `lease` would find something due; may be left out. */
  nextDue?(): Promise<number | undefined>
}

export interface LeaseRequest {
  /** Tells runs of retries from each other. One that asks again for what it holds renews the lease. */
  readonly owner: string
  readonly now: number
  /** The end of the lease. */
  readonly until: number
  readonly limit: number
  /** These, due or not; without it: whatever `isDue` at `now`. */
  readonly ids?: readonly string[]
  /** With `ids`: exhausted ones too. */
  readonly includeExhausted?: boolean
}

export type Settlement =
  /** Delivered. Holds even if the lease has run out. */
  | { readonly id: string; readonly op: 'delete' }
  | {
      readonly id: string
      readonly op: 'update'
      readonly attempts: number
      readonly lastAttempt: number
      readonly nextAttempt: number | null
      readonly state: 'pending' | 'exhausted'
    }

/**
 * Whether a letter's attempt has come. A last attempt in the future means that the clock has been set back since (by
 * a restart): such a letter would wait for as long as the clock was set back, and is due at once instead.
 */
export function isDue(entry: DeadLetter, now: number): boolean {
  return (
    entry.nextAttempt !== null && entry.state !== 'exhausted' && (entry.nextAttempt <= now || entry.lastAttempt > now)
  )
}
