import { type Context } from '../context.js';
/** Says before a long scan what would fail after it. @throws UsageError, OutputError */
export declare function expectUnionPossible(path: string): void;
/** Adds a line to the `.gitattributes` beside the baseline, unless git does so already. */
export declare function mergeByUnion(path: string, context: Context): Promise<void>;
export declare function adviseUnion(path: string, context: Context): Promise<void>;
