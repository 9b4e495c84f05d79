import type { Dialect } from '../src/sites/dialect.js';
export declare const electronExports: NonNullable<Dialect['exports']>;
export declare const electronTypes: NonNullable<Dialect['types']>;
