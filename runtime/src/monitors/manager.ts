/** The monitor manager: makes monitors and ends each of them exactly once, whoever ends first. */
import { createEnv } from '../core/env.js'
import { AbortedError, ClosedError, UnknownRecipientError } from '../core/errors.js'
import { onAbort } from '../core/on-abort.js'
import { checkCallback, checkKnown, checkObject, checkOneOf, checkSpan, checkString } from '../core/options-check.js'
import type { DownReason, RuntimeEnv, TargetRef } from '../core/transport.js'
import { CallSites } from './call-site.js'
import type { OnDown } from './callbacks.js'
import type {
  Down,
  MonitorFilter,
  MonitorInfo,
  MonitorManager,
  MonitorManagerOptions,
  MonitorOptions,
  MonitorRef,
  MonitorResult,
  MonitorScope,
  MonitorStats,
} from './contracts.js'
import { Deliveries } from './deliveries.js'
import { MonitorEvents } from './events.js'
import { LeakReports } from './leak-reports.js'
import { isAlive, LeakCheck, Leaks } from './leaks.js'
import { checkMonitorFilter, checkMonitorOptions, defaultLeakAge, defaultLeakCheckInterval } from './options.js'
import {
  type Ends,
  flushed,
  hasSignal,
  link,
  MonitorRecord,
  type OwnerNode,
  printRefsShort,
  queued,
  refOf,
  type TargetNode,
  unlink,
} from './record.js'
import { ownerNode, Sides } from './sides.js'
import { type CleanUp, type MonitorCounters, newCounters } from './stats.js'
import { Tags } from './tags.js'

export class Manager implements MonitorManager {
  readonly #env: RuntimeEnv
  readonly #sides: Sides
  readonly #requireTag: boolean
  readonly #leakAge: number
  readonly #begin: number
  readonly #root: OwnerNode = ownerNode('manager', undefined)
  readonly #signals = new Map<MonitorRecord, Disposable>()
  readonly #ages: Ends = { head: undefined, tail: undefined }
  readonly #tags = new Tags()
  readonly #counters: MonitorCounters = newCounters()
  readonly #deliveries: Deliveries
  readonly #leaks = new Leaks(this.#ages)
  readonly #leakCheck: LeakCheck
  readonly #leakReports: LeakReports
  readonly #callSites: CallSites
  readonly #events: MonitorEvents
  readonly #observer: Disposable
  #active = 0
  #ids = 0
  #closed = false

  constructor(options: MonitorManagerOptions) {
    printRefsShort()
    this.#env = createEnv(options)
    this.#sides = new Sides(this, this.#env, options, {
      target: (node, reason, collected) => this.#endTarget(node, reason, collected ? 'collected' : 'targetDown'),
      owner: (node, collected) => this.#endOwner(node, collected ? 'collected' : 'ownerDown'),
    })
    this.#requireTag = options.requireTag ?? false
    this.#leakAge = checkSpan('leakAge', options.leakAge ?? defaultLeakAge, { infinity: true })
    const interval = checkSpan('leakCheckInterval', options.leakCheckInterval ?? defaultLeakCheckInterval, {
      infinity: true,
      zero: false,
    })
    this.#begin = this.#env.clock.now()
    this.#deliveries = new Deliveries(this.#env, (error, tag) => this.#callbackFailed('onDown', error, tag))
    this.#leakReports = new LeakReports(this.#env.logger, error => this.#callbackFailed('onLeak', error, undefined))
    this.#leakCheck = new LeakCheck(this.#env, interval, () => this.#reportLeaks())
    this.#callSites = new CallSites(
      checkOneOf('captureCallSite', options.captureCallSite ?? 'sampled', ['never', 'sampled', 'always']),
    )
    this.#events = new MonitorEvents(this.#env.telemetry)
    this.#observer = this.#env.telemetry.observe(() => this.#plainCounters())
  }

  monitor(target: TargetRef, tagOrOptions?: string | MonitorOptions): MonitorResult {
    return this.#monitor(target, tagOrOptions, undefined, this.monitor)
  }

  #monitor(
    target: TargetRef,
    tagOrOptions: string | MonitorOptions | undefined,
    scope: OwnerNode | undefined,
    caller: unknown,
  ): MonitorResult {
    const options = checkMonitorOptions(tagOrOptions, this.#requireTag, scope !== undefined)
    if (this.#closed) return { status: 'error', reason: 'closed' }
    if (options.signal?.aborted) return { status: 'error', reason: 'aborted' }
    const watched = this.#sides.target(target)
    if (watched === undefined) return { status: 'error', reason: 'unsupported_target' }
    const owner = scope ?? (options.owner === undefined ? this.#root : this.#sides.owner(options.owner))
    if (owner.down) {
      this.#sides.releaseTarget(watched)
      return { status: 'error', reason: 'owner_down' }
    }
    const record = this.#create(watched, owner, options, caller)
    // The sides may have ended while they were being looked at; only now is there a monitor to end.
    if (watched.reason !== undefined) this.#endTarget(watched, watched.reason, 'targetDown')
    return { status: 'ok', ref: refOf(record) }
  }

  #create(target: TargetNode, owner: OwnerNode, options: MonitorOptions, caller: unknown): MonitorRecord {
    const tag = this.#tags.of(options.tag ?? 'untagged')
    const slot = options.onDown === undefined ? -1 : this.#sides.callbacksOf(owner)!.add(options.onDown)
    const at = this.#now()
    const record = new MonitorRecord(++this.#ids, target, owner, tag, this.#callSites.of(tag, caller), at, slot)
    link(record, target, owner, this.#ages)
    tag.active++
    this.#counters.created++
    if (this.#active++ === 0) this.#leakCheck.start()
    if (options.maxAge !== undefined) this.#leaks.setMaxAge(record, options.maxAge)
    if (options.signal !== undefined) {
      record.flags |= hasSignal
      const end = (): void => this.#takeBack(record, 'signal')
      this.#signals.set(record, onAbort(options.signal, end))
    }
    this.#events.created(tag.name, owner.label)
    return record
  }

  demonitor(
    ref: MonitorRef | MonitorResult | undefined,
    options?: { readonly flush?: boolean },
  ): { readonly status: 'ok' | 'not_found' } {
    if (options !== undefined) checkKnown('options', options, ['flush'])
    const record: unknown = ref instanceof MonitorRecord ? ref : (ref as { readonly ref?: MonitorRef } | undefined)?.ref
    if (!(record instanceof MonitorRecord)) return { status: 'not_found' }
    if (record.target !== undefined) {
      if (record.target.home !== this) return { status: 'not_found' }
      this.#takeBack(record, 'demonitor')
      return { status: 'ok' }
    }
    if ((record.flags & queued) === 0 || options?.flush === false) return { status: 'not_found' }
    record.flags |= flushed
    return { status: 'ok' }
  }

  #takeBack(record: MonitorRecord, cause: CleanUp): void {
    const { target, owner } = record
    if (target === undefined || owner === undefined) return
    this.#end(record, target, owner, cause)
    this.#sides.releaseTarget(target)
    this.#sides.releaseOwner(owner)
  }

  /** Takes one monitor out of everything. The nodes of its sides stay: the caller releases them. */
  #end(record: MonitorRecord, target: TargetNode, owner: OwnerNode, cause: CleanUp): void {
    unlink(record, target, owner, this.#ages)
    record.tag.active--
    this.#counters.cleaned++
    this.#counters.cleanedBy[cause]++
    if (--this.#active === 0) this.#leakCheck.stop()
    this.#leaks.forget(record)
    if ((record.flags & hasSignal) !== 0) {
      this.#signals.get(record)?.[Symbol.dispose]()
      this.#signals.delete(record)
    }
    if (record.slot !== -1) this.#sides.callbacksOf(owner)?.remove(record.slot)
    if (this.#events.watchesEnds) this.#events.cleaned(record, cause, this.#now() - record.at)
  }

  #endTarget(node: TargetNode, reason: DownReason, cause: CleanUp): void {
    node.reason = reason
    const target = this.#sides.forgetTarget(node)
    for (let record = node.head; record !== undefined; record = node.head) {
      const owner = record.owner!
      const fn = record.slot === -1 ? undefined : this.#sides.callbacksOf(owner)?.get(record.slot)
      this.#end(record, node, owner, cause)
      if (fn !== undefined) this.#deliveries.add({ record, owner, fn, target, reason })
      this.#sides.releaseOwner(owner)
    }
  }

  #endOwner(owner: OwnerNode, cause: CleanUp): void {
    if (owner.down) return
    owner.down = true
    const { count } = owner
    for (let record = owner.head; record !== undefined; record = owner.head) {
      const target = record.target!
      this.#end(record, target, owner, cause)
      this.#sides.releaseTarget(target)
    }
    this.#sides.forgetOwner(owner)
    if (count > 0) this.#events.callerCleanup(count, owner.label)
  }

  listMonitors(filter: MonitorFilter = {}): readonly MonitorInfo[] {
    const { tag, target, owner, limit = Number.POSITIVE_INFINITY } = checkMonitorFilter(filter)
    const watched = target === undefined ? undefined : this.#sides.knownTarget(target)
    const watcher = owner === undefined ? undefined : this.#sides.knownOwner(owner)
    if ((target !== undefined && watched === undefined) || (owner !== undefined && watcher === undefined)) return []
    const list: MonitorInfo[] = []
    const first = watched?.head ?? watcher?.head ?? this.#ages.head
    for (let record = first; record !== undefined && list.length < limit; ) {
      if ((tag === undefined || record.tag.name === tag) && (watcher === undefined || record.owner === watcher)) {
        list.push(this.#info(record))
      }
      record = watched !== undefined ? record.targetNext : watcher !== undefined ? record.ownerNext : record.younger
    }
    return list
  }

  #info(record: MonitorRecord): MonitorInfo {
    return {
      ref: refOf(record),
      target: record.target?.label ?? '',
      tag: record.tag.name,
      owner: record.owner?.label ?? '',
      ageMs: this.#now() - record.at,
      alive: isAlive(record.target),
      ...(record.callSite === undefined ? {} : { callSite: record.callSite }),
    }
  }

  findLeaks(ageMs: number = this.#leakAge): readonly MonitorInfo[] {
    checkSpan('ageMs', ageMs, { infinity: true })
    return this.#leaks.olderThan(ageMs, this.#now()).map(record => this.#info(record))
  }

  onLeak(fn: (leaks: readonly MonitorInfo[]) => void): Disposable {
    checkCallback('fn', fn)
    return this.#leakReports.add(fn)
  }

  #reportLeaks(): void {
    const leaks = this.#leaks.unreported(this.#leakAge, this.#now()).map(record => this.#info(record))
    if (leaks.length === 0) return
    this.#counters.leaked += leaks.length
    this.#events.leaks(leaks)
    this.#leakReports.tell(leaks)
  }

  #callbackFailed(callback: string, error: unknown, tag: string | undefined): void {
    this.#counters.callbackErrors++
    this.#env.logger.error(`${callback} of a monitor threw`, { tag, error })
  }

  async monitorWithCleanup<R>(
    target: TargetRef,
    tagOrOptions: string | Omit<MonitorOptions, 'onDown'>,
    body: (ref: MonitorRef, down: Promise<Down>) => R | Promise<R>,
  ): Promise<R> {
    checkCallback('body', body)
    let onDown: OnDown = () => {}
    const down = new Promise<Down>(resolve => {
      onDown = resolve
    })
    const options = typeof tagOrOptions === 'string' ? { tag: tagOrOptions } : tagOrOptions
    checkObject('options', options)
    const result = this.#monitor(target, { ...options, onDown }, undefined, this.monitorWithCleanup)
    if (result.status === 'error') {
      if (result.reason === 'closed') throw new ClosedError('the monitor manager')
      if (result.reason === 'unsupported_target') throw new UnknownRecipientError(target, 'watch')
      throw new AbortedError('the monitor', result.reason === 'aborted' ? options.signal?.reason : result.reason)
    }
    try {
      return await body(result.ref, down)
    } finally {
      this.demonitor(result.ref, { flush: true })
    }
  }

  scope(name: string): MonitorScope {
    checkString('name', name)
    const owner = ownerNode(`scope ${name}`, undefined)
    const monitor: MonitorScope['monitor'] = (target, tagOrOptions) =>
      this.#monitor(target, tagOrOptions, owner, monitor)
    return {
      name,
      monitor,
      [Symbol.dispose]: () => this.#endOwner(owner, 'ownerDown'),
    }
  }

  getStats(): MonitorStats {
    const { cleanedBy, ...counters } = this.#counters
    return { ...counters, cleanedBy: { ...cleanedBy }, active: this.#active, byTag: this.#tags.active() }
  }

  #plainCounters(): Record<string, number> {
    const { created, cleaned, leaked, callbackErrors } = this.#counters
    return {
      'monitor_manager.created': created,
      'monitor_manager.cleaned': cleaned,
      'monitor_manager.leaked': leaked,
      'monitor_manager.active': this.#active,
      'monitor_manager.callback_errors': callbackErrors,
    }
  }

  /** Small integers: see `MonitorRecord.at`. */
  #now(): number {
    return Math.floor(this.#env.clock.now() - this.#begin)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const count = this.#active
    for (let record = this.#ages.head; record !== undefined; record = this.#ages.head) {
      this.#takeBack(record, 'disposed')
    }
    this.#leakCheck.stop()
    this.#leakReports.clear()
    this.#observer[Symbol.dispose]()
    this.#events.terminated(count)
  }
}
