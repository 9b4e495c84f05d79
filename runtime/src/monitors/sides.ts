/**
 * Who is watched and who watches: one node each while there are monitors. Both are held weakly, and so are the
 * disposers of listeners and the callbacks, which usually close over them: see callbacks.ts.
 */
import type { DownReason, RuntimeEnv, TargetRef } from '../core/transport.js'
import { accepting } from '../transports/adapters.js'
import { abortSignalSource } from './abort-signal.js'
import { Callbacks } from './callbacks.js'
import type { AnyDownSource, MonitorManagerOptions, OwnerRef } from './contracts.js'
import { hasEnded } from './deliveries.js'
import type { OwnerNode, TargetNode } from './record.js'

/** `collected`: nobody ended it, the garbage collector took it. */
interface Ending {
  target(node: TargetNode, reason: DownReason, collected: boolean): void
  owner(node: OwnerNode, collected: boolean): void
}

type Node = TargetNode | OwnerNode
type Told = (reason: DownReason, collected: boolean) => void

/** Without `ref`: an owner that ends only by itself, and whose callbacks are held. */
export function ownerNode(label: string, ref: WeakRef<object> | undefined, source?: AnyDownSource): OwnerNode {
  const callbacks = ref === undefined ? new Callbacks() : undefined
  return { ref, source, label, callbacks, count: 0, down: false, head: undefined, tail: undefined }
}

export class Sides {
  readonly #home: object
  readonly #sources: readonly AnyDownSource[]
  readonly #whereis: MonitorManagerOptions['whereis']
  readonly #ending: Ending
  readonly #targets = new WeakMap<object, TargetNode>()
  readonly #owners = new WeakMap<object, OwnerNode>()
  readonly #callbacks = new WeakMap<object, Callbacks>()
  readonly #targetWatches: Watches
  readonly #ownerWatches: Watches

  constructor(home: object, env: RuntimeEnv, options: MonitorManagerOptions, ending: Ending) {
    this.#home = home
    this.#sources = [...(options.sources ?? []), abortSignalSource]
    this.#whereis = options.whereis
    this.#ending = ending
    this.#targetWatches = new Watches(env)
    this.#ownerWatches = new Watches(env)
  }

  /** The node of a target, with a listener from now on; `undefined` where nobody can tell when it ends. */
  target(target: TargetRef): TargetNode | undefined {
    const object = this.#objectOf(target)
    if (object === undefined && typeof target === 'string' && this.#whereis !== undefined) {
      return this.#newTarget(target, undefined, target, { kind: 'never_existed' })
    }
    if (!isObject(object)) return undefined
    const known = this.#targets.get(object)
    if (known !== undefined) return known
    const source = this.#sourceOf(object)
    if (source === undefined) return undefined
    const node = this.#newTarget(new WeakRef(object), source, labelOf(source, object), undefined)
    this.#targets.set(object, node)
    const told = this.#targetWatches.add(node, object, (reason, collected) => {
      if (node.reason === undefined) this.#ending.target(node, reason, collected)
    })
    // Told while it was being added: what was added must go again.
    if (!told || node.reason !== undefined) this.#targetWatches.remove(node, object)
    if (told) return node
    this.#targets.delete(object)
    return undefined
  }

  #newTarget(
    ref: TargetNode['ref'],
    source: AnyDownSource | undefined,
    label: string,
    reason: DownReason | undefined,
  ): TargetNode {
    return { home: this.#home, ref, source, label, reason, head: undefined, tail: undefined }
  }

  knownTarget(target: TargetRef): TargetNode | undefined {
    const object = this.#objectOf(target)
    return object === undefined ? undefined : this.#targets.get(object)
  }

  /** A target without monitors keeps no listener. */
  releaseTarget(node: TargetNode): void {
    if (node.head === undefined && node.reason === undefined) this.forgetTarget(node)
  }

  /** Gives the target itself, if there still is one. */
  forgetTarget(node: TargetNode): object | undefined {
    if (typeof node.ref === 'string') return undefined
    const object = node.ref.deref()
    if (object !== undefined && this.#targets.get(object) !== node) return object
    this.#targetWatches.remove(node, object)
    if (object !== undefined) this.#targets.delete(object)
    return object
  }

  /** The node of an owner, `down` if that can be seen already. */
  owner(owner: OwnerRef): OwnerNode {
    const known = this.#owners.get(owner)
    if (known !== undefined) return known
    const source = this.#sourceOf(owner)
    const node = ownerNode(labelOf(source, owner), new WeakRef(owner), source)
    if (hasEnded(node)) {
      node.down = true
      return node
    }
    this.#owners.set(owner, node)
    this.#callbacks.set(owner, new Callbacks())
    this.#ownerWatches.add(node, owner, (_, collected) => this.#ending.owner(node, collected))
    if (node.down) this.#ownerWatches.remove(node, owner)
    return node
  }

  knownOwner(owner: OwnerRef): OwnerNode | undefined {
    return this.#owners.get(owner)
  }

  releaseOwner(node: OwnerNode): void {
    if (node.count === 0 && !node.down) this.forgetOwner(node)
  }

  forgetOwner(node: OwnerNode): void {
    if (node.ref === undefined) return
    const object = node.ref.deref()
    if (object !== undefined && this.#owners.get(object) !== node) return
    this.#ownerWatches.remove(node, object)
    if (object === undefined) return
    this.#owners.delete(object)
    this.#callbacks.delete(object)
  }

  /** Nothing for an owner that has been garbage-collected: its callbacks went with it. */
  callbacksOf(node: OwnerNode): Callbacks | undefined {
    if (node.callbacks !== undefined) return node.callbacks
    const object = node.ref?.deref()
    return object === undefined ? undefined : this.#callbacks.get(object)
  }

  #objectOf(target: TargetRef): object | undefined {
    return typeof target === 'string' ? this.#whereis?.(target) : target
  }

  #sourceOf(object: object): AnyDownSource | undefined {
    return accepting(object, this.#sources)
  }
}

/** One listener per object, and word of its garbage collection. */
class Watches {
  readonly #env: RuntimeEnv
  readonly #disposers = new WeakMap<object, Disposable>()
  readonly #collected = new FinalizationRegistry<Told>(told => told({ kind: 'unreachable' }, true))

  constructor(env: RuntimeEnv) {
    this.#env = env
  }

  /** False where nothing but garbage collection will tell. `told` may be called before this returns. */
  add(node: Node, object: object, told: Told): boolean {
    const watch = node.source?.watch(object, this.#env, reason => told(reason, false))
    if (watch !== undefined) this.#disposers.set(object, watch)
    this.#collected.register(object, told, node)
    return watch !== undefined
  }

  remove(node: Node, object: object | undefined): void {
    this.#collected.unregister(node)
    if (object === undefined) return
    this.#disposers.get(object)?.[Symbol.dispose]()
    this.#disposers.delete(object)
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

function labelOf(source: AnyDownSource | undefined, object: object): string {
  return source?.describe?.(object) ?? source?.name ?? (object.constructor?.name || 'object')
}
