import type { Schema } from './schema.js';
/** The option `ignoreShapes` of a rule. */
export declare const shapesSchema: (shapes: readonly string[], description: string) => Schema;
