import type { Migration } from '../../migrate/migration.js';
/** For `git apply`, which takes names from the top of the checkout wherever it is run. */
export declare function patchOf({ root, files }: Pick<Migration, 'root' | 'files'>): string;
