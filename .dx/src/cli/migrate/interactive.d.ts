/** One fix at a time: shown with its diff, reason and proof, and asked about. */
import type { Migration, Prepared } from '../../migrate/migration.js';
import { type Context } from '../context.js';
/** What is chosen, proven as a whole: what one fix leans on may have been skipped. */
export declare function chosen(prepared: Prepared, context: Context): Promise<Migration>;
