import type { Migration } from '../../migrate/migration.js';
import type { Context } from '../context.js';
import type { Flags } from './flags.js';
/** @throws UsageError for one that is neither built in nor configured. */
export declare function expectDialects(names: readonly string[], paths: string[], root: string, flags: Flags, context: Context): Promise<void>;
/** The plan, with a progress line while it is made. */
export declare function planned(paths: string[], root: string, flags: Flags, context: Context): Promise<Migration>;
