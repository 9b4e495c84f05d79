/** A value against a schema: every mistake in words, with its place and what was most likely meant. */
import { nearest } from '../nearest.js'
import type { RootSchema, Schema } from './schema/schema.js'

/** One line for each mistake, in the order in which they are written; none: it is right. */
export function mistakesIn(value: unknown, root: RootSchema): string[] {
  return [...new Validation(root.$defs).at(value, root, '')]
}

type Kind = NonNullable<Schema['type']>

class Validation {
  constructor(readonly defs: RootSchema['$defs']) {}

  *at(value: unknown, given: Schema, path: string): Generator<string> {
    const schema = this.#meant(value, given)
    const fault = faultOf(value, schema)
    if (fault !== undefined) yield this.#wrong(value, given, path, fault)
    else if (Array.isArray(value)) yield* this.#list(value, schema, path)
    else if (isObject(value)) yield* this.#object(value, schema, path)
  }

  *#object(value: Record<string, unknown>, schema: Schema, path: string): Generator<string> {
    const { properties = {}, additionalProperties: rest, propertyNames: names } = schema
    const meant = rest === false ? misnamed(value, properties) : []
    // what is there under a wrong name is told of there
    for (const key of schema.required ?? [])
      if (value[key] === undefined && !meant.includes(key)) yield `${inside(path)} lacks ${quoted(key)}`
    for (const [key, v] of Object.entries(value)) {
      // what is written as `key: undefined` is not there
      if (v === undefined) continue
      const own = Object.hasOwn(properties, key) ? properties[key]! : rest
      const place = below(path, key)
      if (own === false || (own !== undefined && isForeign(v, own))) yield unknownKey(place, key, properties)
      else if (names && faultOf(key, names)) yield `the key ${quoted(place)} must be ${words(names)}`
      else if (own) yield* this.at(v, own, place)
    }
  }

  *#list(value: unknown[], { prefixItems = [], items, minItems = 0 }: Schema, path: string): Generator<string> {
    if (value.length < minItems) yield `${inside(path)} must not be empty`
    for (const [i, v] of value.entries()) {
      const own = prefixItems[i] ?? items
      if (own === false) yield `${quoted(`${path}[${i}]`)} is one too many: at most ${prefixItems.length}`
      else if (own) yield* this.at(v, own, `${path}[${i}]`)
    }
  }

  /** Follows a reference; of alternatives, takes the one of the value's own type. */
  #meant(value: unknown, schema: Schema): Schema {
    if (schema.$ref !== undefined) return this.#meant(value, this.#resolved(schema.$ref))
    if (!schema.anyOf) return schema
    const all = schema.anyOf.map(s => this.#meant(value, s))
    return all.find(s => faultOf(value, s) === undefined) ?? all.find(s => isOfType(value, s)) ?? schema
  }

  #resolved(ref: string): Schema {
    return this.defs[ref.slice('#/$defs/'.length)]!
  }

  #wrong(value: unknown, schema: Schema, path: string, fault: Schema): string {
    const meant = typeof value === 'string' && fault.enum ? nearest(value, fault.enum) : undefined
    const hint = meant === undefined ? '' : `; did you mean ${quoted(meant)}?`
    const isOneOfMany = fault.anyOf !== undefined || fault.enum?.length === 1
    const wanted = isOneOfMany ? this.#alternatives(schema) : words(fault)
    return `${path === '' ? 'it' : quoted(path)} must be ${wanted}, not ${shown(value)}${hint}`
  }

  #alternatives(schema: Schema): string {
    if (schema.$ref !== undefined) return this.#alternatives(this.#resolved(schema.$ref))
    if (!schema.anyOf) return words(schema)
    const all = schema.anyOf.map(s => this.#alternatives(s))
    return `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`
  }
}

/** Shallowly: the schema if the value is not of its type or out of its range, none if it is. */
function faultOf(value: unknown, schema: Schema): Schema | undefined {
  const { enum: allowed, minimum, maximum, exclusiveMinimum, pattern, anyOf } = schema
  if (anyOf) return schema
  if (!isOfType(value, schema)) return schema
  if (allowed && !allowed.includes(value as string)) return schema
  if (typeof value === 'number') {
    const isWithin = value >= (minimum ?? value) && value <= (maximum ?? value)
    if (!isWithin || !(value > (exclusiveMinimum ?? Number.NEGATIVE_INFINITY))) return schema
  }
  return typeof value === 'string' && pattern !== undefined && !new RegExp(pattern, 'u').test(value)
    ? schema
    : undefined
}

function isOfType(value: unknown, schema: Schema): boolean {
  const type = typeOf(schema)
  const kind = kindOf(value)
  return type === undefined || kind === type || (type === 'number' && kind === 'integer')
}

const typeOf = ({ type, enum: allowed, properties }: Schema): Kind | undefined =>
  type ?? (allowed ? 'string' : properties ? 'object' : undefined)

/** As JSON has it: what JSON has not is of no type. */
function kindOf(value: unknown): Kind | 'none' {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number')
    return !Number.isFinite(value) ? 'none' : Number.isInteger(value) ? 'integer' : 'number'
  if (typeof value === 'object') return isObject(value) ? 'object' : 'none'
  return typeof value === 'string' || typeof value === 'boolean' ? (typeof value as Kind) : 'none'
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    /^\[object (Object|Module)\]$/.test(String(Object.prototype.toString.call(value)))
  )
}

/** A switch under a name that has none: the name is what is wrong. */
const isForeign = (value: unknown, { $ref }: Schema): boolean =>
  typeof value === 'boolean' && $ref !== undefined && $ref === '#/$defs/dialect'

/** Keys that others were most likely meant to be. */
function misnamed(
  value: Record<string, unknown>,
  properties: Readonly<Record<string, Schema>>,
): (string | undefined)[] {
  const known = Object.keys(properties)
  return Object.keys(value)
    .filter(key => value[key] !== undefined && !known.includes(key))
    .map(key => nearest(key, known))
}

function unknownKey(place: string, key: string, properties: Readonly<Record<string, Schema>>): string {
  const known = Object.keys(properties)
  const meant = nearest(key, known)
  const hint =
    meant !== undefined
      ? `; did you mean ${quoted(meant)}?`
      : known.length > 0
        ? `; known are ${known.join(', ')}`
        : '; there is none'
  return `unknown key ${quoted(place)}${hint}`
}

/** What a schema asks for. */
function words(schema: Schema): string {
  const { enum: allowed, minimum, maximum, exclusiveMinimum, patternErrorMessage, items } = schema
  if (allowed) return allowed.length === 1 ? `"${allowed[0]}"` : `one of ${allowed.join(', ')}`
  if (patternErrorMessage !== undefined) return patternErrorMessage
  switch (typeOf(schema)) {
    case 'integer':
    case 'number': {
      const number = schema.type === 'integer' ? 'a whole number' : 'a number'
      if (maximum !== undefined) return `${number} from ${minimum} to ${maximum}`
      if (exclusiveMinimum !== undefined) return `${number} above ${exclusiveMinimum}`
      return minimum === undefined ? number : `${number} of at least ${minimum}`
    }
    case 'boolean':
      return 'true or false'
    case 'null':
      return 'null'
    case 'array':
      return items === undefined || items === false
        ? 'a list'
        : items.type === 'string'
          ? 'a list of strings'
          : 'a list'
    case 'string':
      return 'a string'
    default:
      return 'an object'
  }
}

const inside = (path: string): string => (path === '' ? 'it' : quoted(path))
const below = (path: string, key: string): string =>
  !/^[\w$-]+$/.test(key) ? `${path}[${JSON.stringify(key)}]` : path === '' ? key : `${path}.${key}`
const quoted = (text: string): string => (text.includes('"') ? `\`${text}\`` : `"${text}"`)

/** Short, and on one line. */
function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? cut(JSON.stringify(value)) : String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  return isObject(value) ? 'an object' : `a ${value.constructor?.name ?? 'thing of another kind'}`
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}..."` : text)
