/** What a configuration may say of the rule. */
import type { Schema } from '../../src/config/schema/schema.js'
import { shapesSchema } from '../../src/config/schema/shapes.js'

export interface UntimedCallOptions {
  /** Calls of these shapes are no findings. Default none. */
  ignoreShapes: readonly UntimedCallShape[]
  /** A bound that is only the library's own default counts as one. */
  libraryDefaults: boolean
}

export const untimedCallShapes = ['untimed', 'hand-made', 'lifecycle', 'ping'] as const
export type UntimedCallShape = (typeof untimedCallShapes)[number]

export const untimedCallSchema: Record<keyof UntimedCallOptions, Schema> = {
  ignoreShapes: shapesSchema(untimedCallShapes, 'Calls of these shapes are no findings.'),
  libraryDefaults: {
    type: 'boolean',
    description:
      'Whether a bound that is only the library’s own default is enough. Default: true with preset recommended, else false.',
  },
}
