import type { Schema } from './schema.js';
export declare const dialectDefs: Record<'member' | 'typeShape' | 'bound' | 'observed' | 'row' | 'dialect', Schema>;
