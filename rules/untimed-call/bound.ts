/** What bounds a wait, in the words of a report. */
export interface Bound {
  /** `timed`: ends by itself; `delegated`: the caller's signal ends it; `none`: nothing; `infinite`: a bound of `Infinity` is written out. */
  kind: 'timed' | 'delegated' | 'none' | 'infinite'
  reason: string
  /** The wait was given up by a race, and its listeners stay. */
  abandoned?: boolean
}

export const timed = (reason: string): Bound => ({ kind: 'timed', reason })
export const delegated = (reason: string): Bound => ({ kind: 'delegated', reason })
export const unbounded = (reason: string): Bound => ({ kind: 'none', reason })
export const infinite = (reason: string): Bound => ({ kind: 'infinite', reason })

export const isBound = (b: Bound | undefined): b is Bound => b?.kind === 'timed' || b?.kind === 'delegated'
