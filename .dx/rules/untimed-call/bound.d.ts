/** What bounds a wait, in the words of a report. */
import type { Evidence } from '../../src/sites/evidence.js';
export interface Bound {
    /** `timed`: ends by itself; `delegated`: the caller's signal ends it; `none`: nothing; `infinite`: a bound of `Infinity` is written out. */
    kind: 'timed' | 'delegated' | 'none' | 'infinite';
    reason: string;
    /** The wait was given up by a race, and its listeners stay. */
    abandoned?: boolean;
    /** Where it stands. */
    evidence?: readonly Evidence[];
}
declare const bound: (kind: Bound['kind']) => (reason: string, ...evidence: (Evidence | undefined)[]) => Bound;
type Maker = ReturnType<typeof bound>;
export declare const timed: Maker;
export declare const delegated: Maker;
export declare const unbounded: Maker;
export declare const infinite: Maker;
export declare const isBound: (b: Bound | undefined) => b is Bound;
export {};
