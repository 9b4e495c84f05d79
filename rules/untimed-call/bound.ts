/** What bounds a wait, in the words of a report. */
import type { Evidence } from '../../src/sites/evidence.js'

export interface Bound {
  /** `timed`: ends by itself; `delegated`: the caller's signal ends it; `none`: nothing; `infinite`: a bound of `Infinity` is written out. */
  kind: 'timed' | 'delegated' | 'none' | 'infinite'
  reason: string
  /** The wait was given up by a race, and its listeners stay. */
  abandoned?: boolean
  /** Where it stands. */
  evidence?: readonly Evidence[]
}

const bound =
  (kind: Bound['kind']) =>
  (reason: string, ...evidence: (Evidence | undefined)[]): Bound => ({
    kind,
    reason,
    evidence: evidence.filter(e => e !== undefined),
  })

type Maker = ReturnType<typeof bound>
export const timed: Maker = bound('timed')
export const delegated: Maker = bound('delegated')
export const unbounded: Maker = bound('none')
export const infinite: Maker = bound('infinite')

export const isBound = (b: Bound | undefined): b is Bound => b?.kind === 'timed' || b?.kind === 'delegated'
