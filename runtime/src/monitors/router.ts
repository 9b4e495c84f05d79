/**
 * Several managers behind one face: the plan's MonitorRouter. Each target belongs to one manager, so all monitors of
 * it, and its one listener, are there. In one thread this buys nothing (a monitor is a few pointer writes, there is
 * no mailbox to be a bottleneck); it serves managers that differ, and it merges their statistics.
 */
import { InvalidOptionError } from '../core/errors.js'
import { checkKnown, checkString, checkType } from '../core/options-check.js'
import type { TargetRef } from '../core/transport.js'
import type { MonitorFilter, MonitorInfo, MonitorManager, MonitorScope } from './contracts.js'
import { mergeMonitorStats } from './stats.js'

export interface MonitorRouterOptions {
  /** Index of the manager for a target; must not change while the target is monitored. Default: in turns. */
  readonly route?: (target: TargetRef, managers: number) => number
}

/** @throws InvalidOptionError for an empty list, and when `route` gives no index of it. */
export function createMonitorRouter(
  managers: readonly MonitorManager[],
  options: MonitorRouterOptions = {},
): MonitorManager {
  if (!Array.isArray(managers) || managers.length === 0)
    throw new InvalidOptionError('managers', 'at least one manager', managers)
  checkKnown('options', options, ['route'] satisfies (keyof MonitorRouterOptions)[])
  checkType('route', options.route, 'function')
  const route = options.route ?? inTurns()

  function managerOf(target: TargetRef): MonitorManager {
    const index = route(target, managers.length)
    const manager = managers[index]
    if (manager === undefined) throw new InvalidOptionError('route', `an index below ${managers.length}`, index)
    return manager
  }
  function all(read: (manager: MonitorManager) => readonly MonitorInfo[]): MonitorInfo[] {
    return managers.flatMap(read).sort((a, b) => b.ageMs - a.ageMs)
  }

  return {
    monitor: (target, tagOrOptions) => managerOf(target).monitor(target, tagOrOptions),
    demonitor(ref, flush) {
      for (const manager of managers) {
        const result = manager.demonitor(ref, flush)
        if (result.status === 'ok') return result
      }
      return { status: 'not_found' }
    },
    listMonitors(filter: MonitorFilter = {}) {
      const list = all(manager => manager.listMonitors(filter))
      return filter.limit === undefined ? list : list.slice(0, filter.limit)
    },
    findLeaks: ageMs => all(manager => manager.findLeaks(ageMs)),
    getStats: () => mergeMonitorStats(managers.map(manager => manager.getStats())),
    onLeak(fn) {
      const each = managers.map(manager => manager.onLeak(fn))
      return {
        [Symbol.dispose]: () => {
          for (const listener of each) listener[Symbol.dispose]()
        },
      }
    },
    monitorWithCleanup: (target, tagOrOptions, body) =>
      managerOf(target).monitorWithCleanup(target, tagOrOptions, body),
    scope(name): MonitorScope {
      checkString('name', name)
      const scopes = new Map<MonitorManager, MonitorScope>()
      return {
        name,
        monitor(target, tagOrOptions) {
          const manager = managerOf(target)
          let scope = scopes.get(manager)
          if (scope === undefined) {
            scope = manager.scope(name)
            scopes.set(manager, scope)
          }
          return scope.monitor(target, tagOrOptions)
        },
        [Symbol.dispose]: () => {
          for (const scope of scopes.values()) scope[Symbol.dispose]()
        },
      }
    },
    async [Symbol.asyncDispose]() {
      for (const manager of managers) await manager[Symbol.asyncDispose]()
    },
  }
}

/** Objects are dealt out as they come; a name always goes the same way. */
function inTurns(): (target: TargetRef, managers: number) => number {
  const dealt = new WeakMap<object, number>()
  let next = 0
  return (target, managers) => {
    if (typeof target === 'string') {
      let hash = 0
      for (let i = 0; i < target.length; i++) hash = (Math.imul(hash, 31) + target.charCodeAt(i)) >>> 0
      return hash % managers
    }
    if ((typeof target !== 'object' && typeof target !== 'function') || target === null) return 0
    let index = dealt.get(target)
    if (index === undefined) {
      index = next++ % managers
      dealt.set(target, index)
    }
    return index
  }
}
