import type { Facts } from './facts.js';
import { type Run } from './run.js';
/** What is to be done next; nothing that is done already. */
export declare function nextStepsOf(facts: Facts, run: Run): string[];
/** The last lines of the plan's report of sends, with what is true here: no TODO comments, no .backup files. */
export declare function planNextSteps({ scanned: { roots }, manual }: Facts, run: Run): string[];
