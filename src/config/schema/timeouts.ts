/** `timeouts`, in the terms of `@otp-audit/runtime`, which reads them; a test holds the two together. */
import type { TimeoutSettings } from '../user-config.js'
import type { Schema } from './schema.js'

const span: Schema = { type: 'number', minimum: 0 }
const timeout: Schema = { anyOf: [span, { enum: ['infinity'] }] }
const factor: Schema = { type: 'number', exclusiveMinimum: 0 }

export const timeoutsSchema: Record<keyof TimeoutSettings, Schema> = {
  default: { ...timeout, description: 'Of calls that no rule speaks of.', default: 5000 },
  services: { type: 'object', additionalProperties: timeout, description: 'Service → timeout.' },
  operations: { type: 'object', additionalProperties: timeout, description: 'Operation → timeout.' },
  patterns: {
    type: 'object',
    propertyNames: { pattern: '^[^*]+:\\*$', patternErrorMessage: 'written as "category:*"' },
    additionalProperties: timeout,
    description: 'Category and all in it, `"http:*"` → timeout; the longest that matches wins.',
  },
  requests: {
    type: 'array',
    items: {
      type: 'object',
      properties: { match: { type: 'string' }, operation: { type: 'string' } },
      required: ['match', 'operation'],
      additionalProperties: false,
    },
    description: 'Which operation a request is, first match first.',
  },
  environmentFactor: {
    anyOf: [factor, { type: 'object', additionalProperties: factor }],
    description: 'What all timeouts are multiplied with: a number, or one by name of the environment.',
    default: 1,
  },
  min: { ...span, description: 'Least timeout after that.', default: 1 },
  max: { ...span, description: 'Longest timeout after that.', default: 0x7fffffff },
}
