/** What a configuration may say of the rule. */
import type { Schema } from '../../src/config/schema/schema.js'
import { shapesSchema } from '../../src/config/schema/shapes.js'

export interface RawSendOptions {
  /** Sends of these shapes are no findings. Default none. */
  ignoreShapes: readonly RawSendShape[]
}

export const rawSendShapes = [
  'agent',
  'signal',
  'broadcast',
  'fallback',
  'scheduled',
  'delayed',
  'reply-to-parent',
  'reply-to-requester',
  'relay',
  'ping',
  'dynamic-self',
  'unawaited',
] as const
export type RawSendShape = (typeof rawSendShapes)[number]

export const rawSendSchema: Record<keyof RawSendOptions, Schema> = {
  ignoreShapes: shapesSchema(rawSendShapes, 'Sends of these shapes are no findings.'),
}
