import type { Dialect } from '../src/sites/dialect.js';
/** `process`, shared by the dialects that have rows on it. */
export declare const processShape: Pick<Required<Dialect>, 'exports' | 'types' | 'globals'>;
