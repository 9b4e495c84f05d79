/** Listeners that are kept on a record beside their target, and taken away by whoever gets the record. */
import {
  ancestors,
  contains,
  isFunction,
  keyName,
  memberName,
  type Node,
  type SourceFile,
  strip,
  walk,
} from '../ast.js'
import { handedTo, ownerFunction } from '../flow.js'
import { scopeAround } from '../scope.js'
import { keyOf } from '../target.js'
import { eventKey, pairs } from './on-object.js'
import { add, memberCalls } from './uses.js'

type Call = Extract<Node, { type: 'CallExpression' }>

/**
 * `options.signal.addEventListener('abort', request.onAbort)` goes with
 * `entry.options.signal.removeEventListener('abort', entry.onAbort)`: the field's name and the target's last one agree.
 * So it does where the two were put into a record: `waiter.signal = signal`, `waiter.onAbort = onAbort`; and so does one
 * of the object's own, `given.signal.addEventListener('abort', this.#onAbort)`, with what `this.#given.signal` is rid of.
 */
export function releasesOnRecord(
  target: Node,
  event: Node | undefined,
  listener: Node | undefined,
  registration: Node,
  names: readonly string[],
  file: SourceFile,
): Call[] {
  if (!listener || !event) return []
  const at = eventKey(event, file)
  const own = isOwnField(listener) ? keyOf(listener, file) : undefined
  const isOwn = (second: Node): boolean => own !== undefined && keyOf(second, file) === own
  const kept = names
    .filter(name => pairs.has(name))
    .flatMap(name => takenFromFields(file).get(`${name} ${at}`) ?? [])
    .filter(call => fieldName(call.arguments[1] as Node) !== undefined || isOwn(call.arguments[1] as Node))
  if (kept.length === 0) return []
  const fields = [fieldName(listener), ...fieldsFor(listener, registration, file)]
  const lasts = [lastName(target), ...fieldsFor(target, registration, file)]
  return kept.filter(call => {
    const second = call.arguments[1] as Node
    const field = fieldName(second)
    const last = lastName(objectOf(call))
    return (
      last !== undefined && lasts.includes(last) && (isOwn(second) || (field !== undefined && fields.includes(field)))
    )
  })
}

const fromFields = new WeakMap<SourceFile, Map<string, Call[]>>()

/** Calls that take what a field holds away, by their name and event. */
function takenFromFields(file: SourceFile): Map<string, Call[]> {
  const known = fromFields.get(file)
  if (known) return known
  const found = new Map<string, Call[]>()
  fromFields.set(file, found)
  for (const name of pairs)
    for (const call of memberCalls(file, name)) {
      const [event, listener] = call.arguments as Node[]
      if (event && listener && (fieldName(listener) !== undefined || isOwnField(listener)))
        add(found, `${name} ${eventKey(event, file)}`, call)
    }
  return found
}

/** Fields of records that the same function puts a value into. */
function fieldsFor(value: Node, registration: Node, file: SourceFile): string[] {
  const fn = ownerFunction(registration)
  if (!fn?.body) return []
  const key = keyOf(value, file)
  const found: (string | undefined)[] = []
  walk(fn.body, n => {
    if (n.type === 'ObjectExpression') found.push(fieldHolding(n, value, file))
    else if (n.type === 'AssignmentExpression' && n.operator === '=' && keyOf(n.right, file) === key)
      found.push(fieldName(n.left as Node))
    return true
  })
  return found.filter(f => f !== undefined)
}

/**
 * `kept.push({ signal, listener })`, and somebody goes through `kept` and takes each `listener` from what is kept with
 * it; or `kept.set(key, listener)`, and somebody takes `kept.get(key)` away.
 */
export function releasesOfKept(
  target: Node,
  listener: Node | undefined,
  registration: Node,
  names: readonly string[],
  file: SourceFile,
): Call[] {
  const fn = ownerFunction(registration)
  const kept = listener && keptAround(listener, target, file).filter(r => ownerFunction(r.call) === fn)
  if (!kept || kept.length === 0) return []
  return names
    .filter(name => pairs.has(name))
    .flatMap(name => memberCalls(file, name))
    .filter(call => {
      const taken = call.arguments[1] as Node | undefined
      if (!taken) return false
      const from = objectOf(call)
      const isSame = keyOf(from, file) === keyOf(target, file)
      return kept.some(({ list, field, targetField }) =>
        field === undefined
          ? isSame && isEntry(taken, list, call, file)
          : partOf(taken, file) === field &&
            (isSame || partOf(from, file) === targetField) &&
            goesThrough(call, list, file) !== undefined,
      )
    })
}

interface Kept {
  call: Call
  list: string
  /** Of the record that it is kept in; none: it is kept itself. */
  field?: string
  targetField?: string
}

const objectOf = (call: Call): Node => (strip(call.callee) as Extract<Node, { type: 'MemberExpression' }>).object

/** Where the listener, or a record with it, is put into a list or a map. */
function keptAround(listener: Node, target: Node, file: SourceFile): Kept[] {
  return ['push', 'add', 'set']
    .flatMap(name => memberCalls(file, name))
    .flatMap((call): Kept[] => {
      const value = call.arguments.at(-1) as Node | undefined
      const list = keyOf(objectOf(call), file)
      const n = value && strip(value)
      if (!n) return []
      if (keyOf(n, file) === keyOf(listener, file)) return [{ call, list }]
      if (n.type !== 'ObjectExpression') return []
      const field = fieldHolding(n, listener, file)
      return field === undefined ? [] : [{ call, list, field, targetField: fieldHolding(n, target, file) }]
    })
}

/** `kept.get(key)`, `kept[i]`, or the variable of what goes through `kept`. */
function isEntry(node: Node, list: string, call: Node, file: SourceFile): boolean {
  const n = strip(node)
  if (n.type === 'CallExpression') return memberName(strip(n.callee)) === 'get' && keyOf(objectOf(n), file) === list
  if (n.type === 'MemberExpression') return n.computed && keyOf(n.object, file) === list
  const loop = n.type === 'Identifier' ? goesThrough(call, list, file) : undefined
  const b = loop && n.type === 'Identifier' ? scopeAround(file.scopeOf, n)?.value(n.name) : undefined
  return b !== undefined && contains(loop!, b.id)
}

function fieldHolding(
  record: Extract<Node, { type: 'ObjectExpression' }>,
  value: Node,
  file: SourceFile,
): string | undefined {
  const key = keyOf(value, file)
  for (const p of record.properties)
    if (p.type === 'Property' && keyOf(p.value as Node, file) === key) return keyName(p.key as Node, p.computed)
  return undefined
}

/** `listener` for `entry.listener`, and for a name that a pattern takes out of an entry under that key. */
function partOf(node: Node, file: SourceFile): string | undefined {
  const n = strip(node)
  if (n.type !== 'Identifier') return memberName(n)
  const id = scopeAround(file.scopeOf, n)?.value(n.name)?.id
  const p = id?.parent as Node | undefined
  return p?.type === 'Property' && (p.parent as Node | undefined)?.type === 'ObjectPattern'
    ? keyName(p.key as Node, p.computed)
    : undefined
}

/** The loop over the list, or the function that the list hands its entries to, that a node stands in. */
function goesThrough(node: Node, list: string, file: SourceFile): Node | undefined {
  for (const a of ancestors(node)) {
    if (a.type === 'ForOfStatement' && listOf(a.right, file) === list) return a
    const given = isFunction(a) ? handedTo(a) : undefined
    const callee = given && strip(given.callee)
    if (callee?.type === 'MemberExpression' && listOf(callee.object, file) === list) return a
  }
  return undefined
}

/** `kept` of `this.kept.splice(0)`. */
function listOf(node: Node, file: SourceFile): string | undefined {
  const n = strip(node)
  if (n.type !== 'CallExpression') return keyOf(n, file)
  const callee = strip(n.callee)
  return callee.type === 'MemberExpression' ? listOf(callee.object, file) : undefined
}

const isOwnField = (node: Node): boolean => {
  const n = strip(node)
  return n.type === 'MemberExpression' && strip(n.object).type === 'ThisExpression' && memberName(n) !== undefined
}

/** Of a field of some record; one of the object's own has a key of its own. */
function fieldName(listener: Node | undefined): string | undefined {
  const n = listener && strip(listener)
  return n?.type === 'MemberExpression' && strip(n.object).type !== 'ThisExpression' ? memberName(n) : undefined
}

function lastName(target: Node): string | undefined {
  const n = strip(target)
  return n.type === 'Identifier' ? n.name : memberName(n)
}
