/**
 * Which threads of this process serve which way, told on a BroadcastChannel that nobody else listens to: so that a
 * worker can be asked whether it speaks the protocol without a message going to it.
 */
import { protocol } from './control-port.js'

interface Announcement {
  readonly ask?: string
  readonly here?: string
}

interface HostBroadcastChannel {
  postMessage(message: Announcement): void
  close(): void
  unref?(): void
  onmessage: ((event: { data: unknown }) => void) | null
}

const announced = new Set<string>()
const sought = new Map<string, Set<() => void>>()
let channel: HostBroadcastChannel | undefined

/** The worker's own parentPort, served in that worker. */
export function downwardKey(threadId: number): string {
  return `down ${threadId}`
}
/** The worker as seen by its parent, served in the parent. */
export function upwardKey(threadId: number): string {
  return `up ${threadId}`
}

export function announce(key: string): Disposable {
  announced.add(key)
  open().postMessage({ here: key })
  for (const fn of sought.get(key) ?? []) fn()
  return {
    [Symbol.dispose]: () => {
      announced.delete(key)
      closeWhenIdle()
    },
  }
}

/** Calls `fn` whenever somebody says that it serves this way; asks once, now. */
export function seek(key: string, fn: () => void): Disposable {
  let fns = sought.get(key)
  if (fns === undefined) {
    fns = new Set()
    sought.set(key, fns)
  }
  fns.add(fn)
  open().postMessage({ ask: key })
  return {
    [Symbol.dispose]: () => {
      fns.delete(fn)
      if (fns.size === 0) sought.delete(key)
      closeWhenIdle()
    },
  }
}

function open(): HostBroadcastChannel {
  if (channel !== undefined) return channel
  const opened = new BroadcastChannel(protocol) as unknown as HostBroadcastChannel
  opened.onmessage = ({ data }) => {
    const { ask, here } = data as Announcement
    if (ask !== undefined && announced.has(ask)) opened.postMessage({ here: ask })
    if (here !== undefined) for (const fn of [...(sought.get(here) ?? [])]) fn()
  }
  opened.unref?.()
  channel = opened
  return opened
}

function closeWhenIdle(): void {
  if (announced.size > 0 || sought.size > 0) return
  channel?.close()
  channel = undefined
}
