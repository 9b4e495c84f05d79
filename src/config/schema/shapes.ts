import type { Schema } from './schema.js'

/** The option `ignoreShapes` of a rule. */
export const shapesSchema = (shapes: readonly string[], description: string): Schema => ({
  type: 'array',
  items: { enum: shapes },
  default: [],
  description,
})
