import type { RootSchema } from './schema.js';
export declare const configSchema: RootSchema;
