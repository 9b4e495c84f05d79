/** What a migrated send does otherwise, as intended, in words for the report. */
import type { SiteReport } from '../../src/result.js';
import type { Syntax, Tree } from '../tree.js';
/** What a send is, besides its own call. */
export interface Around {
    readonly target: Syntax;
    readonly sites: readonly SiteReport[];
    readonly tree: Tree;
}
export declare function differenceOf(site: SiteReport, awaited: boolean, { target, sites, tree }: Around): string;
