import { type Paint } from '../view.js';
import type { Facts } from './facts.js';
import { type Run } from './run.js';
/** @param generated When the migration was run. */
export declare function migrationMarkdown(facts: Facts, run: Run, generated: string, paint?: Paint): string;
