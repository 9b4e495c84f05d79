/** What structured clone refuses, and what it should. */
import { NotSerializableError } from '../core/errors.js'
import type { RuntimeEnv } from '../core/transport.js'

/** The clone's own error, with the path of its cause where the sender knows how to look for it. */
export function uncloneable(env: RuntimeEnv, body: unknown, transfer: readonly unknown[], error: unknown): unknown {
  if (env.explainClone !== undefined) return env.explainClone(body, transfer, error)
  return new NotSerializableError(String(error), undefined, { cause: error })
}

/** Node 20 sends an ArrayBuffer a second time without an error, empty: it has to be noticed beforehand. */
export function detachedAt(transfer: readonly unknown[]): number {
  return transfer.findIndex(item => item instanceof ArrayBuffer && isDetached(item))
}

function isDetached(buffer: ArrayBuffer): boolean {
  if (buffer.byteLength > 0) return false
  try {
    new Uint8Array(buffer)
    return false
  } catch {
    return true
  }
}
