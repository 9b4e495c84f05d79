/** What a configuration may say of the rule. */
import type { Schema } from '../../src/config/schema/schema.js';
export interface UnsupervisedSpawnOptions {
    /** Spawns of these shapes are no findings. Default none. */
    ignoreShapes: readonly UnsupervisedSpawnShape[];
}
export declare const unsupervisedSpawnShapes: readonly ['spawn', 'fire-and-forget'];
export type UnsupervisedSpawnShape = (typeof unsupervisedSpawnShapes)[number];
export declare const unsupervisedSpawnSchema: Record<keyof UnsupervisedSpawnOptions, Schema>;
