/** From findings to the edits of each file. Computed once; dry run, apply and report read the same plan. */
import type { Settings } from '../../codemods/codemod.js';
import type { Texts } from '../files/read.js';
import type { RuleName, ScanResult, SiteReport } from '../result.js';
import { type Edit, type Fix, type Kept, type Safety } from './fix.js';
import type { Imports } from './imports.js';
export interface Wanted {
    readonly safety: Safety;
    readonly rules?: readonly RuleName[];
    readonly dialects?: readonly string[];
    /** Names of codemods; default all. */
    readonly codemods?: readonly string[];
    readonly settings: Settings;
}
/** One file that codemods have something to say of. */
export interface Draft {
    readonly file: string;
    readonly path: string;
    /** As on the disk. */
    readonly raw: string;
    /** Without byte order mark. */
    readonly before: string;
    readonly imports: Imports;
    readonly sites: readonly SiteReport[];
    fixes: readonly Fix[];
}
export interface FilePlan {
    readonly file: string;
    readonly path: string;
    readonly raw: string;
    readonly before: string;
    readonly after: string;
    readonly fixes: readonly Fix[];
    readonly edits: readonly Edit[];
    /** What the project's formatter makes of the text with these edits made. */
    readonly formatting: readonly Edit[];
}
/** Files with what codemods make of their findings, of whatever safety; and what no codemod can do. */
export declare function drafted(result: ScanResult, root: string, wanted: Wanted, texts?: Texts): {
    drafts: Draft[];
    kept: Kept[];
};
/** The texts of a draft with the fixes that are wanted. */
export declare function planOf(draft: Draft, safety: Safety, dropped: ReadonlyMap<string, string>): FilePlan & {
    kept: Kept[];
};
