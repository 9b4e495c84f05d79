/** What a configuration may say of the rule. */
import type { Schema } from '../../src/config/schema/schema.js'
import { shapesSchema } from '../../src/config/schema/shapes.js'

export interface UnsupervisedSpawnOptions {
  /** Spawns of these shapes are no findings. Default none. */
  ignoreShapes: readonly UnsupervisedSpawnShape[]
}

export const unsupervisedSpawnShapes = ['spawn', 'fire-and-forget'] as const
export type UnsupervisedSpawnShape = (typeof unsupervisedSpawnShapes)[number]

export const unsupervisedSpawnSchema: Record<keyof UnsupervisedSpawnOptions, Schema> = {
  ignoreShapes: shapesSchema(unsupervisedSpawnShapes, 'Spawns of these shapes are no findings.'),
}
