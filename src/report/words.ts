/** The nouns of the reports. */
import type { RawSendShape } from '../../rules/raw-send/settings.js'
import type { UnmanagedWatcherShape } from '../../rules/unmanaged-watcher/settings.js'
import type { UntimedCallShape } from '../../rules/untimed-call/settings.js'
import { order, total } from './groups.js'

export type Shape =
  | RawSendShape
  | UnmanagedWatcherShape
  | UntimedCallShape
  | 'self'
  | 'test'
  | 'other'
  | 'abandoned-waiter'
  | 'infinite'

interface Noun {
  one: string
  many: string
  /** Beside its number in a row that names several shapes. */
  short: string
}

const nouns: Record<Shape, Noun> = {
  agent: { one: 'send to an agent process', many: 'sends to agent processes', short: 'to agent processes' },
  signal: { one: 'send for signal delivery', many: 'sends for signal delivery', short: 'for signal delivery' },
  broadcast: { one: 'broadcast send', many: 'broadcast sends', short: 'broadcast' },
  fallback: { one: 'send (fallback pattern)', many: 'sends (fallback patterns)', short: 'fallback' },
  scheduled: { one: 'scheduled send', many: 'scheduled sends', short: 'scheduled' },
  'reply-to-parent': { one: 'reply to the parent', many: 'replies to the parent', short: 'to the parent' },
  'reply-to-requester': { one: 'reply to the requester', many: 'replies to the requester', short: 'to the requester' },
  relay: { one: 'relayed send', many: 'relayed sends', short: 'relayed' },
  ping: { one: 'ping send', many: 'ping sends', short: 'ping' },
  delayed: { one: 'delayed send', many: 'delayed sends', short: 'delayed' },
  'dynamic-self': {
    one: 'send to itself or another process',
    many: 'sends to itself or another process',
    short: 'to itself or another',
  },
  unawaited: {
    one: 'send whose promise is dropped',
    many: 'sends whose promises are dropped',
    short: 'with a dropped promise',
  },
  self: { one: 'self-send', many: 'self-sends', short: 'self' },
  test: { one: 'test infrastructure send', many: 'test infrastructure sends', short: 'test infrastructure' },
  other: { one: 'send to another process', many: 'sends to other processes', short: 'to other processes' },
  'never-stopped': { one: 'never stopped', many: 'never stopped', short: 'never stopped' },
  partial: {
    one: 'released on some exits only',
    many: 'released on some exits only',
    short: 'released on some exits only',
  },
  'wrong-key': {
    one: 'released under another key',
    many: 'released under another key',
    short: 'released under another key',
  },
  'lifecycle-monitor': {
    one: 'not through MonitorManager',
    many: 'not through MonitorManager',
    short: 'not through MonitorManager',
  },
  lifecycle: { one: 'wait for a lifecycle event', many: 'waits for lifecycle events', short: 'lifecycle' },
  'hand-made': { one: 'hand-made request', many: 'hand-made requests', short: 'hand-made' },
  'abandoned-waiter': { one: 'abandoned waiter', many: 'abandoned waiters', short: 'abandoned waiter' },
  infinite: { one: 'infinite', many: 'infinite', short: 'infinite' },
  untimed: { one: 'untimed', many: 'untimed', short: 'untimed' },
}

export function isShape(shape: string | undefined): shape is Shape {
  return shape !== undefined && Object.hasOwn(nouns, shape)
}

/** `2 broadcast sends`; for several shapes `3 sends (2 broadcast, 1 scheduled)`, so that a row begins with its total. */
export function countOfSends(shapes: ReadonlyMap<Shape, number>): string {
  const [first] = shapes
  if (first && shapes.size === 1) {
    const [shape, count] = first
    return `${count} ${count === 1 ? nouns[shape].one : nouns[shape].many}`
  }
  return `${counted(total(shapes), 'send')} (${split(shapes)})`
}

/** `2 broadcast, 1 scheduled`, most frequent first. */
export function split(shapes: ReadonlyMap<Shape, number>): string {
  return [...shapes]
    .sort(([a, m], [b, n]) => n - m || order(a, b))
    .map(([shape, count]) => `${count} ${nouns[shape].short}`)
    .join(', ')
}

export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
