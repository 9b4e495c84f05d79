/** What a configuration may say of the rule. */
import type { Schema } from '../../src/config/schema/schema.js';
export interface UntimedCallOptions {
    /** Calls of these shapes are no findings. Default none. */
    ignoreShapes: readonly UntimedCallShape[];
    /** A bound that is only the library's own default counts as one. */
    libraryDefaults: boolean;
}
export declare const untimedCallShapes: readonly ['untimed', 'hand-made', 'lifecycle', 'ping'];
export type UntimedCallShape = (typeof untimedCallShapes)[number];
export declare const untimedCallSchema: Record<keyof UntimedCallOptions, Schema>;
