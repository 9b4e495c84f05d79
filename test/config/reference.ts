/** The reference part of `docs/configuration.md`, written from the schema. */
import { optionSchemas } from '../../rules/settings.js'
import { ruleNames } from '../../src/config/defaults.js'
import { configSchema } from '../../src/config/schema/index.js'
import type { Schema } from '../../src/config/schema/schema.js'

export const begin = '<!-- written from the schema: UPDATE_GOLDEN=1 npx vitest run test/config/reference.test.ts -->'
export const end = '<!-- end of what is written from the schema -->'

export function reference(): string {
  const { properties, $defs } = configSchema
  const overrides = properties!.overrides!.items as Schema
  return [
    begin,
    '',
    '### Keys',
    '',
    ...table(properties!),
    '',
    '### `overrides[]`',
    '',
    ...table(overrides.properties!, overrides.required),
    '',
    '### Options of rules',
    '',
    ...ruleNames.flatMap(rule => {
      const options = optionSchemas[rule]
      const none = Object.keys(options).length === 0
      return [`\`${rule}\`${none ? ' has none.' : ':'}`, '', ...(none ? [] : [...table(options), ''])]
    }),
    '### `timeouts`',
    '',
    ...table(properties!.timeouts!.properties!),
    '',
    '### A dialect',
    '',
    ...Object.entries(parts).flatMap(([name, title]) => [
      `${title}:`,
      '',
      ...table($defs[name]!.properties!, $defs[name]!.required),
      '',
    ]),
    end,
  ].join('\n')
}

/** Parts of a dialect, in the order in which one asks for them. */
const parts = {
  dialect: 'The whole',
  row: 'One of its `rows`',
  bound: 'The `timeout` of a row',
  observed: 'One of `atRuntime` of a row',
  member: 'One of `exports` of a module, of `globals`, or of the `members` of a type',
  typeShape: 'One of its `types`',
}

function table(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): string[] {
  const rows = Object.entries(properties).map(([key, schema]) => [
    `\`${key}\`${required.includes(key) ? ' (required)' : ''}`,
    typeOf(schema),
    schema.description ?? '',
    shownDefault(schema),
  ])
  return [['key', 'value', 'meaning', 'default'], ['---', '---', '---', '---'], ...rows].map(
    cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  )
}

function shownDefault(schema: Schema): string {
  if (schema.default === undefined) return ''
  if (Array.isArray(schema.default) && schema.default.length > 0) return schema.default.map(v => `\`${v}\``).join(' ')
  return `\`${JSON.stringify(schema.default)}\``
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map(value => `\`${value}\``).join(', ')
  if (schema.$ref === '#/$defs/dialect') return 'a dialect, see below'
  if (schema.$ref !== undefined) return typeOf(configSchema.$defs[schema.$ref.slice(8)]!)
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ')
  switch (schema.type) {
    case 'array':
      return schema.items ? `list of ${typeOf(schema.items)}` : 'list'
    case 'object': {
      const rest = schema.additionalProperties
      return rest && !schema.properties ? `object of ${typeOf(rest)}` : 'object'
    }
    case 'integer':
    case 'number': {
      const { minimum, exclusiveMinimum, maximum } = schema
      const from =
        minimum !== undefined ? ` from ${minimum}` : exclusiveMinimum !== undefined ? ` above ${exclusiveMinimum}` : ''
      return `${schema.type === 'integer' ? 'whole number' : 'number'}${from}${maximum === undefined ? '' : ` to ${maximum}`}`
    }
    case 'boolean':
      return '`true` or `false`'
    default:
      return schema.type ?? 'any'
  }
}
