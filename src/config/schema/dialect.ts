/** A dialect as data. */
import type { Bound, Member, Observed, Role, Row, TypeShape } from '../../sites/dialect.js'
import type { CustomDialect } from '../user-config.js'
import { boundWords, dialectWords, memberWords, observedWords, rowWords, typeWords } from './dialect-words.js'
import type { Schema } from './schema.js'

const text: Schema = { type: 'string', pattern: '\\S', patternErrorMessage: 'a text that is not empty' }
const texts: Schema = { type: 'array', items: text }
const flag: Schema = { type: 'boolean' }
const position: Schema = { type: 'integer', minimum: 0 }
/** -1: the last argument. */
const positionOrLast: Schema = { type: 'integer', minimum: -1 }
const mapOf = (value: Schema): Schema => ({ type: 'object', additionalProperties: value })
const byPosition: Schema = {
  ...mapOf(texts),
  propertyNames: { pattern: '^\\d+$', patternErrorMessage: 'the position of an argument, such as "0"' },
}
const members: Schema = mapOf({ $ref: '#/$defs/member' })

const roles = {
  spawn: true,
  send: true,
  broadcast: true,
  selfSend: true,
  ackSend: true,
  watch: true,
  unwatch: true,
  stop: true,
  call: true,
  timeoutWrapper: true,
  release: true,
} satisfies Record<Role, true>

const member = {
  type: text,
  returns: text,
  constructs: text,
  events: mapOf(texts),
  callbacks: byPosition,
  deepCallbacks: byPosition,
  literals: mapOf(text),
  boxes: flag,
  pairs: flag,
  yields: flag,
  given: mapOf({ type: 'array', items: { anyOf: [text, position] } }),
  passes: position,
} satisfies Record<keyof Member, Schema>

const typeShape = { extends: texts, isGlobal: flag, members } satisfies Record<keyof TypeShape, Schema>

const bound = {
  arg: positionOrLast,
  path: { anyOf: [text, texts] },
  chain: text,
  anyArg: text,
  absolute: flag,
  result: text,
  operator: text,
  default: { anyOf: [{ type: 'number', minimum: 0 }, { type: 'null' }] },
  zeroMeansNone: flag,
  config: text,
} satisfies Record<keyof Bound, Schema>

const observed = {
  by: { enum: ['run', 'source', 'documented', 'reported'] },
  what: text,
} satisfies Record<keyof Observed, Schema>

const row = {
  role: { enum: Object.keys(roles) },
  from: {
    type: 'string',
    pattern: '^(?!node:)\\S+$',
    patternErrorMessage: 'a package or module, without "node:"',
  },
  sym: {
    type: 'string',
    pattern: '^(?:new )?[^\\s#.]+(?: static)?(?:#[^\\s#.]+)?$',
    patternErrorMessage: 'written as "Worker#postMessage" for a member, "fork" for a function or "new Worker"',
  },
  slot: flag,
  target: { anyOf: [position, { enum: ['this'] }] },
  msg: position,
  transfer: position,
  topic: position,
  callback: positionOrLast,
  ackCallback: positionOrLast,
  returns: text,
  dead: text,
  ack: text,
  sev: { type: 'integer', minimum: 0, maximum: 3 },
  direction: { enum: ['up', 'reply'] },
  event: position,
  listener: positionOrLast,
  options: position,
  events: texts,
  fixedEvent: text,
  terminal: texts,
  once: flag,
  handle: texts,
  released: texts,
  all: flag,
  generic: flag,
  singleton: flag,
  exclusive: flag,
  namedOnly: flag,
  timeout: { $ref: '#/$defs/bound' },
  bounded: flag,
  local: flag,
  lifecycle: flag,
  makes: { enum: ['process', 'child'] },
  supervisedBy: texts,
  decl: text,
  note: text,
  atRuntime: { type: 'array', items: { $ref: '#/$defs/observed' } },
} satisfies Record<keyof Row, Schema>

const dialect = {
  name: text,
  testedWith: mapOf(text),
  about: text,
  on: flag,
  exports: mapOf(members),
  types: mapOf({ $ref: '#/$defs/typeShape' }),
  globals: members,
  telling: mapOf(text),
  rows: { type: 'array', items: { $ref: '#/$defs/row' } },
} satisfies Record<keyof CustomDialect, Schema>

const strict = <K extends string>(
  properties: Record<K, Schema>,
  words: Record<K, string>,
  required?: NoInfer<K>[],
): Schema => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries<Schema>(properties).map(([key, schema]) => [key, { ...schema, description: words[key as K] }]),
  ),
  additionalProperties: false,
  ...(required && { required }),
})

export const dialectDefs: Record<'member' | 'typeShape' | 'bound' | 'observed' | 'row' | 'dialect', Schema> = {
  member: strict(member, memberWords),
  typeShape: strict(typeShape, typeWords),
  bound: strict(bound, boundWords),
  observed: strict(observed, observedWords, ['by', 'what']),
  row: strict(row, rowWords, ['role', 'from', 'sym']),
  dialect: strict(dialect, dialectWords, ['rows']),
}
