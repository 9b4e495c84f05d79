import type { RootSchema } from './schema/schema.js';
/** One line for each mistake, in the order in which they are written; none: it is right. */
export declare function mistakesIn(value: unknown, root: RootSchema): string[];
