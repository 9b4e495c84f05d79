import type { Dialect } from '../src/sites/dialect.js';
export declare const xstateExports: NonNullable<Dialect['exports']>;
export declare const xstateTypes: NonNullable<Dialect['types']>;
