import type { Settings } from '../config/settings.js';
import type { Skipped } from '../files/skipped.js';
import type { RuleName } from '../result.js';
import type { Node } from '../sites/ast.js';
import type { Site } from '../sites/find.js';
import type { Inference } from '../sites/infer.js';
import { type FileSites } from './collect.js';
import type { Verdict } from './rule.js';
export interface Judged {
    rule: RuleName;
    node: Node;
    site?: Site;
    verdict: Verdict;
}
/** Judges files in one or more goes; what is learned of callers in one go serves the next. */
export declare class Judging {
    #private;
    readonly inf: Inference;
    readonly paths: readonly string[];
    readonly settings: Pick<Settings, 'isTest' | 'rulesOf'>;
    readonly signal?: AbortSignal | undefined;
    readonly judged: Map<FileSites, Judged[]>;
    readonly failed: Skipped[];
    constructor(inf: Inference, paths: readonly string[], 
    /** Those that may hold a site. */
    passed: readonly string[], settings: Pick<Settings, 'isTest' | 'rulesOf'>, signal?: AbortSignal | undefined);
    /** Each file once. */
    judge(files: readonly FileSites[]): Promise<void>;
}
