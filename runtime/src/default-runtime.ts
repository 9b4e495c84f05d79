/** The runtime behind the one-liners: made when it is first used, one per copy of the package. */
import type { BroadcastOptions, PostBroadcastOptions, SendOptions } from './core/options.js'
import type { BroadcastResult, DrainReport, SendResult, SendStats, Seq } from './core/results.js'
import type { TargetRef } from './core/transport.js'
import type { DeadLetterQueue as DeadLetterQueueContract } from './dead-letters/contracts.js'
import type {
  Down,
  MonitorInfo,
  MonitorManager as MonitorManagerContract,
  MonitorOptions,
  MonitorRef,
  MonitorResult,
} from './monitors/contracts.js'
import { createRuntime, type Runtime } from './runtime.js'
import type { BroadcastRecipient } from './send/broadcast.js'
import type { SelfRef, SupervisedChannel, SupervisedSend as SupervisedSendContract } from './send/contracts.js'
import type {
  CallContext,
  CallOptions,
  CallResult,
  TimeoutConfig as TimeoutConfigContract,
  TimeoutKey,
} from './timeouts/contracts.js'

let runtime: Runtime | undefined

export function defaultRuntime(): Runtime {
  runtime ??= createRuntime()
  return runtime
}

/**
 * Puts a runtime with options of its own behind the one-liners; answers the former one, if there was one, for the caller
 * to dispose of. Channels that were taken before keep to the former.
 */
export function setDefaultRuntime(next: Runtime): Runtime | undefined {
  const former = runtime
  runtime = next
  return former
}

/** A stand-in whose methods are looked up at every use, so that it follows `setDefaultRuntime`. */
function following<T extends object>(part: () => T): T {
  return new Proxy({} as T, {
    get(_target, key) {
      const owner = part()
      const value = Reflect.get(owner, key, owner) as unknown
      return typeof value === 'function' ? value.bind(owner) : value
    },
    has: (_target, key) => Reflect.has(part(), key),
  })
}

export type SupervisedSend = SupervisedSendContract
export const SupervisedSend: SupervisedSendContract = /* @__PURE__ */ following(() => defaultRuntime().send)
export type DeadLetterQueue = DeadLetterQueueContract
export const DeadLetterQueue: DeadLetterQueueContract = /* @__PURE__ */ following(() => defaultRuntime().deadLetters)
export type MonitorManager = MonitorManagerContract
export const MonitorManager: MonitorManagerContract = /* @__PURE__ */ following(() => defaultRuntime().monitors)
export type TimeoutConfig = TimeoutConfigContract
export const TimeoutConfig: TimeoutConfigContract = /* @__PURE__ */ following(() => defaultRuntime().timeouts)

/** {@link SupervisedSend.sendSupervised} of the default runtime. */
export function sendSupervised<M>(target: TargetRef<M>, message: M, options?: SendOptions): Promise<SendResult> {
  return defaultRuntime().send.sendSupervised(target, message, options)
}
/** {@link SupervisedSend.postSupervised} of the default runtime. */
export function postSupervised<M>(target: TargetRef<M>, message: M, options?: SendOptions): Seq {
  return defaultRuntime().send.postSupervised(target, message, options)
}
/** {@link SupervisedSend.broadcastSupervised} of the default runtime. */
export function broadcastSupervised<M>(
  recipients: readonly BroadcastRecipient<M>[],
  message: M,
  options?: BroadcastOptions,
): Promise<BroadcastResult> {
  return defaultRuntime().send.broadcastSupervised(recipients, message, options)
}
/** {@link SupervisedSend.postBroadcast} of the default runtime. */
export function postBroadcast<M>(
  recipients: readonly BroadcastRecipient<M>[],
  message: M,
  options?: PostBroadcastOptions,
): readonly Seq[] {
  return defaultRuntime().send.postBroadcast(recipients, message, options)
}
/** {@link SupervisedSend.sendToSelf} of the default runtime. */
export function sendToSelf<M>(self: SelfRef<M>, message: M): void {
  defaultRuntime().send.sendToSelf(self, message)
}
/** {@link SupervisedSend.channel} of the default runtime. */
export function channel<M>(target: TargetRef<M>, options?: SendOptions): SupervisedChannel<M> {
  return defaultRuntime().send.channel(target, options)
}
/** {@link SupervisedSend.call} of the default runtime. */
export function call<M, R>(target: TargetRef<M, R>, message: M, options?: SendOptions): Promise<R> {
  return defaultRuntime().send.call(target, message, options)
}
/** {@link SupervisedSend.drain} of the default runtime. */
export function drain(options?: { readonly timeout?: number }): Promise<DrainReport> {
  return defaultRuntime().send.drain(options)
}
/** {@link SupervisedSend.getStats} of the default runtime. */
export function getStats(): SendStats {
  return defaultRuntime().send.getStats()
}
/** Binds a name to a recipient; see {@link NameRegistry.register}. */
export function register(name: string, recipient: object): Disposable {
  return defaultRuntime().names.register(name, recipient)
}
export function unregister(name: string): boolean {
  return defaultRuntime().names.unregister(name)
}
/** What a name stands for now. */
export function whereis(name: string): object | undefined {
  return defaultRuntime().names.whereis(name)
}
/** {@link MonitorManager.monitor} of the default runtime. */
export function monitor(target: TargetRef, tagOrOptions?: string | MonitorOptions): MonitorResult {
  return defaultRuntime().monitors.monitor(target, tagOrOptions)
}
/** {@link MonitorManager.demonitor} of the default runtime. */
export function demonitor(
  ref: MonitorRef | MonitorResult | undefined,
  options?: { readonly flush?: boolean },
): { readonly status: 'ok' } | { readonly status: 'not_found' } {
  return defaultRuntime().monitors.demonitor(ref, options)
}
/** {@link MonitorManager.findLeaks} of the default runtime. */
export function findLeaks(ageMs?: number): readonly MonitorInfo[] {
  return defaultRuntime().monitors.findLeaks(ageMs)
}
/** {@link MonitorManager.monitorWithCleanup} of the default runtime. */
export function monitorWithCleanup<R>(
  target: TargetRef,
  tag: string,
  body: (ref: MonitorRef, down: Promise<Down>) => R | Promise<R>,
): Promise<R> {
  return defaultRuntime().monitors.monitorWithCleanup(target, tag, body)
}
/** {@link TimeoutConfig.callWithTimeout} of the default runtime. */
export function callWithTimeout<R>(
  server: TimeoutKey,
  request: unknown,
  fn: (context: CallContext) => R | Promise<R>,
  options?: CallOptions,
): Promise<CallResult<R>> {
  return defaultRuntime().timeouts.callWithTimeout(server, request, fn, options)
}
