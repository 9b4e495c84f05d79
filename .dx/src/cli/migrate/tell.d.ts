import type { Migration } from '../../migrate/migration.js';
import { type Facts, type Run } from '../../report/migration/index.js';
import { type Context } from '../context.js';
import type { Flags } from './flags.js';
interface Outcome {
    readonly facts: Facts;
    readonly run: Run;
    readonly flags: Flags;
}
/** What happened, on standard error: standard output is the patch alone. */
export declare function tell(migration: Migration, { facts, run, flags }: Outcome, context: Context): Promise<void>;
export {};
