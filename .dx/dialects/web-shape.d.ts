import type { Dialect } from '../src/sites/dialect.js';
export declare const webTypes: NonNullable<Dialect['types']>;
export declare const webGlobals: NonNullable<Dialect['globals']>;
