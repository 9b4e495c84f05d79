import type { Dialect } from '../src/sites/dialect.js';
export declare const timers: Dialect;
