/** What a report says to do, in the library's own words, and what the codemod would do. */
import type { Verdict } from '../../src/audit/rule.js';
import type { Site } from '../../src/sites/find.js';
import type { Bound } from './bound.js';
export declare function adviceFor({ row, name: at }: Site, bound: Bound): string;
export declare function fixFor({ row, node }: Site, bound: Bound, shape: string | undefined): NonNullable<Verdict['fix']>;
