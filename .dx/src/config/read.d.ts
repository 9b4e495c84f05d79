import type { UserConfig } from './user-config.js';
/** @throws UsageError for a file that is missing, can't be loaded, or says something unknown. */
export declare function readConfig(path: string): Promise<UserConfig>;
