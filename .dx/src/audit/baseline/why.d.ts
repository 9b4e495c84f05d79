/** Why a finding goes by an entry, or by none. */
import type { Entry } from './entry.js';
import type { Known, Match } from './match.js';
import type { Places } from './places.js';
export declare function whyKnown({ file }: Known, { entry, by }: Match, places: Places): string;
export declare function whyAbsent(entry: Entry, places: Places): string;
/** @param taken Entries that findings go by. */
export declare function whyNew(finding: Known, entries: readonly Entry[], taken: ReadonlySet<Entry>, left: readonly {
    entry: Entry;
    reason: string | undefined;
}[]): string;
