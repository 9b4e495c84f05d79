/**
 * Names and addresses. A name is looked up at every send, so a restarted worker that registers again is found by
 * those who hold its name only: Erlang's `register` and `whereis`.
 */
import { InvalidOptionError, NameTakenError } from '../core/errors.js'
import { checkString } from '../core/options-check.js'
import type { TargetRef } from '../core/transport.js'
import type { RecipientAddress } from '../dead-letters/contracts.js'

export interface NameRegistry {
  /**
   * Binds a name to a recipient; disposing of the result unbinds it, unless the name has been bound anew since.
   * Throws NameTakenError while another recipient that is not known to be down holds the name.
   */
  register(name: string, recipient: object): Disposable
  unregister(name: string): boolean
  whereis(name: string): object | undefined
  names(): readonly string[]
  /** The name that a recipient bears now. */
  nameOf(recipient: object): string | undefined
  /** The recipient as data. Unregistered objects get an address that resolves in this process while they live. */
  addressOf(target: TargetRef): RecipientAddress
  resolve(address: RecipientAddress): object | undefined
}

export interface NameRegistryOptions {
  /** Recipients found down lose their names. */
  isDown?: (recipient: object) => boolean
  describe?: (recipient: object) => string
}

let objects = 0

export function createNameRegistry(options: NameRegistryOptions = {}): NameRegistry {
  const byName = new Map<string, object>()
  const nameOf = new WeakMap<object, string>()
  const idOf = new WeakMap<object, string>()
  const byId = new Map<string, WeakRef<object>>()
  const collected = new FinalizationRegistry<string>(id => byId.delete(id))
  const isDown = options.isDown ?? (() => false)

  function whereis(name: string): object | undefined {
    return byName.get(name)
  }
  function unregister(name: string): boolean {
    const recipient = byName.get(name)
    const found = byName.delete(name)
    if (recipient === undefined || nameOf.get(recipient) !== name) return found
    // Whoever is registered under another name as well is known by that one from now on.
    nameOf.delete(recipient)
    for (const [other, bearer] of byName) if (bearer === recipient) nameOf.set(recipient, other)
    return found
  }
  return {
    register(name, recipient) {
      checkString('name', name)
      if ((typeof recipient !== 'object' && typeof recipient !== 'function') || recipient === null) {
        throw new InvalidOptionError('recipient', 'an object', recipient)
      }
      const holder = byName.get(name)
      if (holder !== undefined && holder !== recipient && !isDown(holder)) throw new NameTakenError(name)
      byName.set(name, recipient)
      nameOf.set(recipient, name)
      return {
        [Symbol.dispose]: () => {
          if (byName.get(name) === recipient) unregister(name)
        },
      }
    },
    unregister,
    whereis,
    names: () => [...byName.keys()],
    nameOf: recipient => nameOf.get(recipient),
    addressOf(target) {
      if (typeof target === 'string') return { kind: 'name', name: target }
      const name = nameOf.get(target)
      if (name !== undefined) return { kind: 'name', name }
      let id = idOf.get(target)
      if (id === undefined) {
        id = `${options.describe?.(target) ?? target.constructor?.name ?? 'object'}#${++objects}`
        idOf.set(target, id)
        byId.set(id, new WeakRef(target))
        collected.register(target, id)
      }
      return { kind: 'object', name: id }
    },
    resolve(address) {
      if (address.kind === 'name') return whereis(address.name)
      return byId.get(address.name)?.deref()
    },
  }
}
