import type { Dialect } from '../src/sites/dialect.js';
export declare const cluster: Dialect;
