/** A dialect's row in words: of what is called, and of what becomes of it. Used by `explain` and by the dialects' pages. */
import type { Bound, Observed, Row } from '../sites/dialect.js'
import type { KnownRow } from '../sites/library.js'
import type { ExplainedRow } from './explanation.js'

const roles: Record<Row['role'], string> = {
  spawn: 'makes a peer',
  send: 'tells a peer something',
  broadcast: 'tells all of a set of peers',
  selfSend: 'tells oneself',
  ackSend: 'tells a peer something, and says whether it was accepted',
  watch: 'registers a listener or an observer',
  unwatch: 'takes a listener away',
  stop: 'ends the peer',
  call: 'asks, and waits for the answer',
  timeoutWrapper: 'bounds a wait',
  release: 'ends a subscription from inside',
}

export const roleWords = ({ role }: Pick<Row, 'role'>): string => roles[role]

const nth = (n: number): string => (n < 0 ? 'the last argument' : `argument ${n}`)
const list = (names: readonly string[]): string => names.map(n => `\`${n}\``).join(', ')

/** What the row says, field by field. */
export function fieldsOf(row: Row): string[] {
  const { target, msg, transfer, topic, callback, ackCallback, returns, dead, ack, direction } = row
  const out: string[] = []
  if (row.role === 'spawn') {
    if (target !== undefined && target !== 'this') out.push(`it is tied to ${nth(target)}`)
  } else if (target === 'this') out.push('the peer is what it is called on')
  else if (target !== undefined) out.push(`the peer is ${nth(target)}`)
  if (msg !== undefined) out.push(`the message is ${nth(msg)}`)
  if (topic !== undefined) out.push(`its topic is ${nth(topic)}`)
  if (transfer !== undefined) out.push(`the transfer list is ${nth(transfer)}`)
  if (callback !== undefined) out.push(`an error is told to the callback, ${nth(callback)}`)
  if (ackCallback !== undefined) out.push(`the peer's answer goes to the callback, ${nth(ackCallback)}`)
  if (returns !== undefined) out.push(`returns ${returns}`)
  if (dead !== undefined) out.push(`to a dead peer: ${dead}`)
  if (ack !== undefined) out.push(ack === 'none' ? 'success proves nothing' : `success proves: ${ack}`)
  if (direction !== undefined)
    out.push(direction === 'up' ? 'goes to the owner of the sender' : 'goes to the requester')
  out.push(...watched(row), ...boundOf(row))
  if (row.makes === 'process') out.push('it is a process, thread or actor, whose end somebody has to hear')
  if (row.makes === 'child') out.push('its parent is told of its end')
  if (row.supervisedBy) out.push(`its end is told by ${list(row.supervisedBy)}`)
  if (row.singleton) out.push('the peer exists once in the process')
  if (row.generic) out.push('looked at by the preset `strict` only')
  if (row.local) out.push('local to one thread: never reported')
  return out
}

function watched({ role, events, fixedEvent, terminal, once, handle, released, all, slot }: Row): string[] {
  const out: string[] = []
  if (slot) out.push('it is assigned, not called')
  if (fixedEvent !== undefined) out.push(`its event is \`${fixedEvent}\``)
  if (events) out.push(`of the events ${list(events)}`)
  if (terminal) out.push(`${list(terminal)} ${terminal.length === 1 ? 'comes' : 'come'} once, and then nothing more`)
  if (once) out.push('the listener goes after its first event')
  if (all) out.push('takes all listeners away')
  if (role === 'watch') {
    const ways = [
      ...(handle ? [`what it returns (${list(handle)})`] : []),
      ...(released && released.length > 0 ? [list(released)] : []),
    ]
    if (ways.length > 0) out.push(`released by ${ways.join(', or by ')}`)
  }
  return out
}

function boundOf({ role, timeout, bounded }: Row): string[] {
  if (role !== 'call' && role !== 'timeoutWrapper' && timeout === undefined) return []
  const ways = waysOf(timeout)
  const out: string[] = []
  // a send waits only if it is given a callback for the answer
  const given = role === 'call' || role === 'timeoutWrapper' || role === 'ackSend' ? '' : 'with that callback, '
  if (ways.length > 0) out.push(`${given}bounded by ${ways.join(', or by ')}`)
  if (timeout?.default === null) out.push('without one it waits for ever')
  else if (typeof timeout?.default === 'number') out.push(`without one it waits ${timeout.default} ms`)
  else if (bounded) out.push('has a bound of its own')
  else if (ways.length === 0) out.push('the library has no bound for it')
  if (timeout?.absolute) out.push('the bound is a point in time, not a span')
  if (timeout?.zeroMeansNone) out.push('0 means no bound')
  return out
}

function waysOf({ arg, path, chain, anyArg, result, operator, config }: Bound = {}): string[] {
  return [
    ...(arg === undefined ? [] : [nth(arg)]),
    ...[path ?? []].flat().map(p => {
      const [at, name] = p.split('.')
      return name === undefined ? nth(Number(at)) : `\`${name}\` in ${nth(Number(at))}`
    }),
    ...(chain === undefined ? [] : [`\`.${chain}(ms)\` before it`]),
    ...(anyArg === undefined ? [] : [`\`${anyArg}\` in any argument`]),
    ...(result === undefined ? [] : [`\`.${result}(ms)\` on what it returns`]),
    ...(operator === undefined ? [] : [`the operator \`${operator}\` in its pipe`]),
    ...(config === undefined ? [] : [`\`${config}\` where the receiver is made`]),
  ]
}

/** What happens at run time: what was observed of the row, else what its fields say. */
export function atRuntimeOf(row: Row): readonly Observed[] {
  return row.atRuntime ?? []
}

export function explainedRow(row: KnownRow): ExplainedRow {
  return {
    dialect: row.dialect,
    testedWith: row.testedWith,
    symbol: row.sym,
    role: row.role,
    fields: fieldsOf(row),
    note: row.note,
    atRuntime: atRuntimeOf(row),
  }
}
