/** What `otp-audit config` knows, for people. */
import type { Explanation } from '../../config/explain.js';
import type { Standing } from './standing.js';
export declare function standingText({ root, configs }: Standing): string;
export declare function explanationText(e: Explanation): string;
