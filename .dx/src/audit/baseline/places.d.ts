import { type Texts } from '../../files/read.js';
import type { Preset, RuleName, SiteReport } from '../../result.js';
import type { Entry } from './entry.js';
/** What a scan has looked at. */
export interface Looked {
    readonly root: string;
    /** As they were asked for. */
    readonly paths: readonly string[];
    /** Absolute. */
    readonly files: readonly string[];
    /** Those of the files that could not be read, absolute. */
    readonly skipped: readonly string[];
    readonly preset: Preset;
    /** Whether a rule is on for a file, absolute. */
    readonly ran: (rule: RuleName, path: string) => boolean;
    readonly sites: readonly SiteReport[];
    /** Only what is staged: other files may be gone from the disk, or not. */
    readonly isStaged: boolean;
    readonly texts?: Texts;
}
export declare class Places {
    #private;
    readonly folder: string;
    readonly looked: Looked;
    /** @param folder That of the baseline. */
    constructor(folder: string, looked: Looked);
    /** The file is gone, or has the function no more. What can't be read may still be there. */
    readonly isGone: (entry: Entry) => Promise<boolean>;
    exists({ file }: Entry): boolean;
    /** Why nothing can be said of an entry that no finding goes by; none: its finding is gone. */
    notJudged(entry: Entry): string | undefined;
}
