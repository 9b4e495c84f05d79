/** The schema of a configuration: what `otp-audit/config.schema.json` is written from, and what validates. */
import { dialects } from '../../../dialects/index.js'
import { optionSchemas } from '../../../rules/settings.js'
import { defaultTestFiles, presets, ruleNames, severities } from '../defaults.js'
import type { Override, RuleLevel, UserConfig } from '../user-config.js'
import { dialectDefs } from './dialect.js'
import type { RootSchema, Schema } from './schema.js'
import { timeoutsSchema } from './timeouts.js'

const levels = { off: true, on: true, info: true, warning: true, error: true } satisfies Record<RuleLevel, true>
const level: Schema = { enum: Object.keys(levels) }
const glob: Schema = {
  type: 'string',
  pattern: '^(?!!?/)(?!!?\\s*$)',
  patternErrorMessage: 'a glob from the file’s folder on, such as "src/**"',
}
const globs: Schema = { type: 'array', items: glob }

/** A level, or a level and options. */
function ruleSchema(rule: (typeof ruleNames)[number]): Schema {
  const options: Schema = { type: 'object', properties: optionSchemas[rule], additionalProperties: false }
  const pair: Schema = { type: 'array', prefixItems: [level, options], items: false, minItems: 1 }
  return { anyOf: [level, pair] }
}

const rules: Schema = {
  type: 'object',
  properties: Object.fromEntries(ruleNames.map(rule => [rule, { $ref: `#/$defs/${rule}` }])),
  additionalProperties: false,
}

const override = {
  files: {
    ...globs,
    minItems: 1,
    description: 'Globs, relative to the file’s folder; one with a leading `!` takes files away.',
  },
  rules: { $ref: '#/$defs/rules' },
} satisfies Record<keyof Override, Schema>

const properties = {
  $schema: { type: 'string', description: 'For editors: where this schema is.' },
  preset: { enum: presets, description: 'Which rules report what.', default: 'recommended' },
  rules: {
    $ref: '#/$defs/rules',
    description:
      'Rule → level, or `[level, options]`; stronger than the preset. `off`: it is not run; `on`: it is, and grades each finding itself; a severity: it is run, and that is the severity of its findings.',
  },
  overrides: {
    type: 'array',
    items: { type: 'object', properties: override, additionalProperties: false, required: ['files'] },
    description: 'Other rules for some files; where several match, the later one is stronger.',
  },
  testFiles: {
    ...globs,
    description: 'Globs, relative to the file’s folder, of tests and test infrastructure.',
    default: defaultTestFiles,
  },
  ignore: {
    ...globs,
    description: 'Globs, relative to the file’s folder, of files that are not scanned.',
    default: [],
  },
  dialects: {
    type: 'object',
    properties: Object.fromEntries(
      dialects.map(d => [d.name, { anyOf: [{ type: 'boolean' }, { $ref: '#/$defs/dialect' }] }]),
    ),
    additionalProperties: { $ref: '#/$defs/dialect' },
    description: 'Name → `false` to leave a built-in dialect out; or the rows of a dialect of one’s own.',
  },
  failOn: { enum: severities, description: 'Least severity for exit code 1.', default: 'warning' },
  baseline: {
    type: 'string',
    pattern: '\\S',
    patternErrorMessage: 'the path of a file',
    description: 'Path of the baseline, relative to the file’s folder.',
  },
  cache: { type: 'boolean', description: 'Whether what was found is kept for the next scan.' },
  timeouts: {
    type: 'object',
    properties: timeoutsSchema,
    additionalProperties: false,
    description: 'Timeouts of the running program, in milliseconds; read by `@otp-audit/runtime`, not by the scan.',
  },
} satisfies Record<keyof UserConfig, Schema>

export const configSchema: RootSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:otp-audit:config:1',
  title: 'otp-audit configuration',
  description: 'What `otp-audit.config.json` may say, and what `defineConfig` takes.',
  type: 'object',
  properties,
  additionalProperties: false,
  $defs: { rules, ...Object.fromEntries(ruleNames.map(rule => [rule, ruleSchema(rule)])), ...dialectDefs },
}
