/** What bounds a call made by hand: a timer, or a signal, that settles the very promise. */
import type { FilePass } from '../../src/audit/rule.js';
import type { HandMade } from '../../src/sites/hand-made.js';
import type { Made } from '../../src/sites/promises.js';
import { type Bound } from './bound.js';
/** Timer or abort arm of a promise made by hand. */
export declare function settledInTime(made: Made, watches: HandMade['watches'], pass: FilePass): Bound | undefined;
