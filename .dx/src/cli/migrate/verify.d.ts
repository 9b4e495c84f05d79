import { type Context } from '../context.js';
/**
 * Runs the user's command in the root, its output on standard error, and takes the migration back if it fails.
 * @returns Whether it passed.
 * @throws ApplyError if something can't be taken back; the signal's reason when interrupted, taken back as well.
 */
export declare function verify(command: string, root: string, id: string, context: Context): Promise<boolean>;
