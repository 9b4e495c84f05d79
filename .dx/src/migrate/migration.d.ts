import type { Settings } from '../../codemods/codemod.js';
import { type Staged } from '../files/staged.js';
import type { Finding, RuleName, ScanOptions, ScanResult } from '../result.js';
import { type Fix, type Safety } from './fix.js';
import { type FilePlan } from './plan.js';
export interface MigrateOptions extends ScanOptions {
    /** Default `safe`. */
    safety?: Safety;
    rules?: RuleName[];
    dialects?: string[];
    settings?: Settings;
    /** Names of codemods; default all. */
    codemods?: string[];
    /** What is changed is formatted with the project's own Prettier or Biome. Default no. */
    format?: boolean;
}
/** What was shown of a fix, all before writing. */
export interface Proofs {
    readonly parses: true;
    /** `unchecked`: the checker does not look at such a file. */
    readonly types: 'no diagnostic added' | 'unchecked';
    /** A step has nothing that could be gone. */
    readonly secondScan: 'gone, nothing new' | 'nothing new';
    readonly secondMigration: 'empty';
}
export interface ManualRow {
    readonly finding: Finding;
    readonly dialect: string;
    readonly reason: string;
}
export interface Migration {
    readonly root: string;
    readonly safety: Safety;
    readonly files: readonly FilePlan[];
    readonly proofs: ReadonlyMap<string, Proofs>;
    readonly manual: readonly ManualRow[];
    /** Fix → why it was wanted and could not be proven; of steps, which have no finding under `manual`, it is told here. */
    readonly dropped: ReadonlyMap<string, string>;
    readonly before: ScanResult;
    /** The scan of what would be written; the same as before if nothing would be. */
    readonly after: ScanResult;
    readonly notices: readonly string[];
}
/** What is kept of an offered fix: the fix itself, one that a person has edited, or nothing and why. */
export type Choice = (fix: Fix) => Fix | string;
/** Findings with the fixes that codemods offer; what is chosen of them is proven together, as often as is asked. */
export interface Prepared {
    prove(choice?: Choice): Promise<Migration>;
    /** Ends the type checker. */
    close(): Promise<void>;
    /** A file with one fix alone, not proven. */
    preview(file: string, fix: Fix): Promise<FilePlan>;
}
/** @throws as `scan` */
export declare function planMigration(options?: MigrateOptions): Promise<Migration>;
/**
 * Scans, and asks the codemods.
 * @param index What `staged` means, where it is known already.
 * @throws as `scan`
 */
export declare function prepare(options?: MigrateOptions, index?: Staged): Promise<Prepared>;
