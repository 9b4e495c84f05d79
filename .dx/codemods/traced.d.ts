/**
 * What running showed of a rewrite: a test starts a program before and after it, with real workers and children, and
 * compares messages, order, replies and exits. Held to those tests by `test/codemods/traced.test.ts`.
 */
import type { Fix } from '../src/migrate/fix.js';
export type Trace = 'equal' | 'differs as intended' | 'not traced';
/** Codemod → dialect → what was seen, at `--safety review`. */
export declare const traced: Readonly<Record<string, Readonly<Record<string, Exclude<Trace, 'not traced'>>>>>;
export declare const traceOf: ({ codemod, dialect, safety }: Pick<Fix, 'codemod' | 'dialect' | 'safety'>) => Trace;
