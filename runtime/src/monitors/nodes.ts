/** Who is watched and who watches: one node each while there are monitors, found by the object, which is held weakly. */
import type { DownReason, RuntimeEnv } from '../core/transport.js'
import { Callbacks } from './callbacks.js'
import type { OwnerNode, TargetNode } from './record.js'
import type { DownSource } from './types.js'

export type NodeEnd = (reason: DownReason, collected: boolean) => void

/** Finds the source that knows when an object ends. */
export function sourceOf(sources: readonly DownSource[], object: object): DownSource | undefined {
  return sources.find(source => source.accepts(object))
}

export function describe(source: DownSource | undefined, object: object): string {
  return source?.describe?.(object) ?? source?.name ?? (object.constructor?.name || 'object')
}

type Node = TargetNode | OwnerNode

/**
 * One listener per object. The listeners' disposers close over the object; they are reached by the object only
 * (WeakMap), so that a node never keeps its object alive.
 */
export class Ends {
  readonly #env: RuntimeEnv
  readonly #watches = new WeakMap<object, Disposable>()
  readonly #registry: FinalizationRegistry<NodeEnd>

  constructor(env: RuntimeEnv) {
    this.#env = env
    this.#registry = new FinalizationRegistry(end => end({ kind: 'unreachable' }, true))
  }

  /** False where the platform cannot tell; `end` may be called before this returns. */
  watch(node: Node, object: object, end: NodeEnd): boolean {
    const watch = node.source?.watch(object, this.#env, reason => end(reason, false))
    if (node.source !== undefined && watch === undefined) return false
    if (watch !== undefined) this.#watches.set(object, watch)
    this.#registry.register(object, end, node)
    return true
  }

  unwatch(node: Node): void {
    this.#registry.unregister(node)
    const object = typeof node.ref === 'object' ? node.ref.deref() : undefined
    if (object === undefined) return
    this.#watches.get(object)?.[Symbol.dispose]()
    this.#watches.delete(object)
  }
}

export function targetNode(
  home: object,
  ref: WeakRef<object> | string,
  source: DownSource | undefined,
  label: string,
): TargetNode {
  return { home, ref, source, label, down: false, head: undefined, tail: undefined }
}

/** Without `object`: an owner that ends only by itself, and whose callbacks are held. */
export function ownerNode(label: string, object?: object, source?: DownSource): OwnerNode {
  return {
    ref: object === undefined ? undefined : new WeakRef(object),
    source,
    label,
    callbacks: object === undefined ? new Callbacks() : undefined,
    count: 0,
    down: false,
    head: undefined,
    tail: undefined,
  }
}
