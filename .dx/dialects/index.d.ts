import type { Dialect } from '../src/sites/dialect.js';
/** All dialects. Where two define the same name, the members are merged and the later one wins. */
export declare const dialects: readonly Dialect[];
