/** Listeners that are kept on a record beside their target, and taken away by whoever gets the record. */
import { ancestors, isFunction, keyName, memberName, type Node, type SourceFile, strip } from '../ast.js'
import { handedTo, ownerFunction } from '../flow.js'
import { scopeAround } from '../scope.js'
import { keyOf } from '../target.js'
import { eventKey, pairs } from './on-object.js'
import { memberCalls } from './uses.js'

type Call = Extract<Node, { type: 'CallExpression' }>

/**
 * `options.signal.addEventListener('abort', request.onAbort)` goes with
 * `entry.options.signal.removeEventListener('abort', entry.onAbort)`: the field's name and the target's last one agree.
 */
export function releasesOnRecord(
  target: Node,
  event: Node | undefined,
  listener: Node | undefined,
  names: readonly string[],
  file: SourceFile,
): Call[] {
  const field = fieldName(listener)
  const last = lastName(target)
  if (field === undefined || last === undefined || !event) return []
  const at = eventKey(event, file)
  return names
    .filter(name => pairs.has(name))
    .flatMap(name => memberCalls(file, name))
    .filter(call => {
      const callee = strip(call.callee)
      const [first, second] = call.arguments as Node[]
      return (
        callee.type === 'MemberExpression' &&
        lastName(callee.object) === last &&
        first !== undefined &&
        eventKey(first, file) === at &&
        fieldName(second) === field
      )
    })
}

/**
 * `kept.push({ signal, listener })`, and somebody goes through `kept` and takes each `listener` from what is kept with
 * it.
 */
export function releasesOfKept(
  target: Node,
  listener: Node | undefined,
  registration: Node,
  names: readonly string[],
  file: SourceFile,
): Call[] {
  const fn = ownerFunction(registration)
  const kept = listener && keptRecords(listener, target, file).filter(r => ownerFunction(r.call) === fn)
  if (!kept || kept.length === 0) return []
  return names
    .filter(name => pairs.has(name))
    .flatMap(name => memberCalls(file, name))
    .filter(call => {
      const taken = call.arguments[1] as Node | undefined
      const from = (strip(call.callee) as Extract<Node, { type: 'MemberExpression' }>).object
      return kept.some(
        ({ list, field, targetField }) =>
          taken !== undefined &&
          partOf(taken, file) === field &&
          (partOf(from, file) === targetField || keyOf(from, file) === keyOf(target, file)) &&
          goesThrough(call, list),
      )
    })
}

interface Kept {
  call: Call
  list: string
  field: string
  targetField?: string
}

/** Records with the listener in them that are put into a list. */
function keptRecords(listener: Node, target: Node, file: SourceFile): Kept[] {
  return ['push', 'add', 'set']
    .flatMap(name => memberCalls(file, name))
    .flatMap(call => {
      const record = call.arguments.at(-1) as Node | undefined
      const list = lastName((strip(call.callee) as Extract<Node, { type: 'MemberExpression' }>).object)
      const n = record && strip(record)
      if (n?.type !== 'ObjectExpression' || list === undefined) return []
      const field = fieldHolding(n, listener, file)
      return field === undefined ? [] : [{ call, list, field, targetField: fieldHolding(n, target, file) }]
    })
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

/** Stands in a loop over the list, or in a function that the list hands its entries to. */
function goesThrough(call: Node, list: string): boolean {
  for (const a of ancestors(call)) {
    if (a.type === 'ForOfStatement' && listName(a.right) === list) return true
    const given = isFunction(a) ? handedTo(a) : undefined
    const callee = given && strip(given.callee)
    if (callee?.type === 'MemberExpression' && listName(callee.object) === list) return true
  }
  return false
}

/** `kept` of `this.kept.splice(0)`. */
function listName(node: Node): string | undefined {
  const n = strip(node)
  if (n.type !== 'CallExpression') return lastName(n)
  const callee = strip(n.callee)
  return callee.type === 'MemberExpression' ? listName(callee.object) : undefined
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
