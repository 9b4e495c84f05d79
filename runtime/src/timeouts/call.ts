/** One call under a timeout: settles once, and leaves neither timer nor listener behind. */
import type { Millis } from '../core/clock.js'
import { AbortedError, CallTimeoutError } from '../core/errors.js'
import { onAbort } from '../core/on-abort.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { WheelHandle } from '../core/wheel.js'
import type { CallContext, CallResult, LateReply, Timeout } from './contracts.js'

export interface CallEnd {
  settled(result: CallResult<unknown>): void
  late(reply: LateReply): void
}

export class TimedCall<R> implements CallContext {
  readonly timeout: Timeout
  readonly #env: RuntimeEnv
  readonly #begin: Millis
  readonly #end: CallEnd
  readonly #resolve: (result: CallResult<R>) => void
  readonly #callerSignal: AbortSignal | undefined
  #timer: WheelHandle = 0
  #abort: Disposable | undefined
  #controller: AbortController | undefined
  #settledAt: Millis | undefined
  #releases: (() => void)[] | undefined
  /** Why `signal` is aborted, for one that is read late. */
  #stopped: { readonly reason: unknown } | undefined

  constructor(
    env: RuntimeEnv,
    timeout: Timeout,
    signal: AbortSignal | undefined,
    end: CallEnd,
    resolve: (result: CallResult<R>) => void,
  ) {
    this.#env = env
    this.timeout = timeout
    this.#callerSignal = signal
    this.#end = end
    this.#resolve = resolve
    this.#begin = env.clock.now()
  }

  run(fn: (context: CallContext) => R | PromiseLike<R>): void {
    if (this.timeout !== 'infinity') this.#timer = this.#env.wheel.add(this.timeout, timedOut, this)
    const signal = this.#callerSignal
    if (signal !== undefined) this.#abort = onAbort(signal, () => this.#aborted(signal.reason))
    try {
      const returned = fn(this)
      if (!isThenable(returned)) this.#settle({ status: 'ok', value: returned })
      else {
        returned.then(
          value => this.#settle({ status: 'ok', value }),
          error => this.#settle({ status: 'error', error }),
        )
      }
    } catch (error) {
      this.#settle({ status: 'error', error })
    }
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#stopped !== undefined) this.#controller.abort(this.#stopped.reason)
    }
    return this.#controller.signal
  }

  remaining(): Millis {
    if (this.timeout === 'infinity') return Number.POSITIVE_INFINITY
    return Math.max(0, this.timeout - (this.#env.clock.now() - this.#begin))
  }

  onEnd(release: () => void): void {
    if (this.#settledAt !== undefined) this.#release(release)
    else if (this.#releases === undefined) this.#releases = [release]
    else this.#releases.push(release)
  }

  #release(release: () => void): void {
    try {
      release()
    } catch (error) {
      this.#env.logger.error('a release of a call threw', { error })
    }
  }

  timedOut(): void {
    const timeoutMs = this.timeout as Millis
    this.#settle({ status: 'timeout', timeoutMs })
    this.#stop(new CallTimeoutError(timeoutMs, 'unknown'))
  }

  #aborted(reason: unknown): void {
    this.#settle({ status: 'aborted', reason })
    this.#stop(reason ?? new AbortedError('the call', reason))
  }

  #stop(reason: unknown): void {
    this.#stopped = { reason }
    this.#controller?.abort(reason)
  }

  /** The first one counts; what comes later is a late reply. */
  #settle(result: CallResult<R>): void {
    const now = this.#env.clock.now()
    if (this.#settledAt !== undefined) {
      if (result.status === 'ok' || result.status === 'error')
        this.#end.late({ ...result, lateBy: now - this.#settledAt })
      return
    }
    this.#settledAt = now
    this.#env.wheel.cancel(this.#timer)
    this.#abort?.[Symbol.dispose]()
    const releases = this.#releases
    this.#releases = undefined
    if (releases !== undefined) for (const release of releases) this.#release(release)
    this.#end.settled(result)
    this.#resolve(result)
  }
}

/** One function for all calls: the wheel gets the call as argument, and no closure is made. */
function timedOut(call: unknown): void {
  ;(call as TimedCall<unknown>).timedOut()
}

function isThenable<R>(value: R | PromiseLike<R>): value is PromiseLike<R> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}
