import type { ScanResult, Severity } from '../../result.js';
import type { Part } from './part.js';
export interface Shard {
    kind: typeof kind;
    schemaVersion: typeof schemaVersion;
    tool: ScanResult['tool'];
    /** Of how many parts of one scan it is which, from 1. */
    shard: Part;
    /** What all shards of a scan have in common. */
    scan: Scanned;
    /** Files of this part, in order, relative to the root: with those of the other parts, all that were found. */
    files: string[];
    /** Dialects in the order of the coverage table. */
    dialects: string[];
    /** Of each finding: its identity in this part and what that names, in the order in which they were handed out. */
    identities: [id: string, name: string][];
    /** What a scan of this part alone found, with types asked as in a scan of all. */
    result: ScanResult;
}
export interface Scanned {
    /** HEAD of the root's checkout; null: there is none. */
    commit: string | null;
    /** Hash of the names and texts of all files, those of the other parts included. */
    sources: string;
    /** Of options that a result does not tell by itself. */
    options: {
        types: string;
        /** Path of the configuration that was named, from the root; false: none was to be used. */
        config: string | false | null;
        /** Hash of what the configurations say. */
        configuration: string;
        /** Least severity for exit code 1, as configured. */
        failOn: Severity;
        /** Path of the baseline that holds for the scan, from the root. */
        baseline: string | null;
    };
}
declare const kind = "otp-audit-shard";
declare const schemaVersion = 1;
export declare function encodeShard(parts: Omit<Shard, 'kind' | 'schemaVersion'>): string;
/**
 * @param name As the user wrote it, for messages.
 * @param tool Version of this program.
 * @throws UsageError for what is no shard, or is not whole.
 */
export declare function readShard(path: string, name: string, tool: string): Shard;
export {};
