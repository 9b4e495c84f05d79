/** Serving an endpoint: one handler for the messages of every sender, with or without the protocol. */
import { createEnv } from '../core/env.js'
import { InvalidOptionError, UnknownRecipientError } from '../core/errors.js'
import { checkCount, checkKnown, checkOneOf, checkType } from '../core/options-check.js'
import type { DeliveryStage } from '../core/results.js'
import type { RuntimeEnv } from '../core/transport.js'
import { accepting } from '../transports/adapters.js'
import type {
  Handler,
  PeerEndpointAdapter,
  PeerLink,
  PeerListening,
  PeerOptions,
  PeerServer,
  PeerSession,
  PeerStats,
} from './contracts.js'
import { Dedupe } from './dedupe.js'
import { Session, type SessionHost } from './session.js'

// biome-ignore lint/suspicious/noExplicitAny: endpoints of different kinds stand in one list; `accepts` guards each use
export type AnyEndpointAdapter = PeerEndpointAdapter<any>

/**
 * Serves `endpoint`: every message that comes in there is given to the handler, unchanged. Senders that use the runtime
 * learn that it was received and processed; others notice nothing. Throws UnknownRecipientError for an endpoint that no
 * adapter knows, InvalidOptionError for wrong options.
 */
export function servePeerWith<M>(
  endpoint: unknown,
  given: PeerOptions<M> | Handler<M>,
  adapters: readonly AnyEndpointAdapter[],
): PeerServer {
  const options: PeerOptions<M> = typeof given === 'function' ? { handler: given } : given
  checkKnown('options', options, known)
  if (typeof options?.handler !== 'function') throw new InvalidOptionError('handler', 'a function', options?.handler)
  const adapter = accepting(endpoint, adapters)
  if (adapter === undefined) throw new UnknownRecipientError(endpoint, 'serve')
  return new Server(endpoint as object, options as PeerOptions<unknown>, adapter)
}

const known = [
  'handler',
  'ackAt',
  'ackEvery',
  'credit',
  'dedupeWindow',
  'onRawError',
  'env',
] satisfies (keyof PeerOptions<unknown>)[]

class Server implements PeerServer {
  readonly #sessions = new Set<Session>()
  readonly #host: SessionHost
  readonly #counts: { received: number; processed: number; failed: number; duplicates: number } = {
    received: 0,
    processed: 0,
    failed: 0,
    duplicates: 0,
  }
  readonly #onRawError: ((error: unknown, message: unknown) => void) | undefined
  #raw = 0
  readonly #listening: PeerListening

  constructor(endpoint: object, options: PeerOptions<unknown>, adapter: AnyEndpointAdapter) {
    const env: RuntimeEnv = { ...createEnv(options.env), ...options.env }
    checkType('onRawError', options.onRawError, 'function')
    const every = options.ackEvery ?? 'tick'
    this.#host = {
      clock: env.clock,
      handler: options.handler,
      credit: checkCount('credit', options.credit ?? 65_536, 1),
      ackEvery: every === 'tick' ? Number.POSITIVE_INFINITY : checkCount('ackEvery', every, 1),
      dedupe: new Dedupe(checkCount('dedupeWindow', options.dedupeWindow ?? 1024, 0)),
      counts: this.#counts,
    }
    this.#onRawError = options.onRawError
    const furthest = checkOneOf('ackAt', options.ackAt ?? 'processed', ['received', 'processed'])
    const stages: readonly DeliveryStage[] =
      furthest === 'processed' ? ['handed_over', 'received', 'processed'] : ['handed_over', 'received']
    this.#listening = adapter.listen(
      endpoint,
      { stages, raw: message => this.#takeRaw(message), open: link => this.#open(link) },
      env,
    )
  }

  #open(link: PeerLink): PeerSession {
    const session = new Session(this.#host, link)
    this.#sessions.add(session)
    return {
      frame: frame => session.frame(frame),
      acknowledge: () => session.acknowledge(),
      close: () => {
        session.close()
        this.#sessions.delete(session)
      },
    }
  }

  #takeRaw(message: unknown): void {
    this.#raw++
    try {
      const value = this.#host.handler(message, new RawContext())
      if (value instanceof Promise) value.catch((error: unknown) => this.#rawFailed(error, message))
    } catch (error) {
      this.#rawFailed(error, message)
    }
  }

  /** Nobody is told of a raw message's failure, so it must not vanish: it ends as an uncaught error, as without us. */
  #rawFailed(error: unknown, message: unknown): void {
    this.#counts.failed++
    if (this.#onRawError !== undefined) this.#onRawError(error, message)
    else
      queueMicrotask(() => {
        throw error
      })
  }

  getStats(): PeerStats {
    let pending = 0
    for (const session of this.#sessions) pending += session.pending
    return { ...this.#counts, raw: this.#raw, pending, senders: this.#sessions.size }
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#sessions].map(session => session.whenIdle()))
    await this.#listening.flush?.()
    await this.#listening.flush?.()
  }

  async close(): Promise<void> {
    await this.flush()
    this[Symbol.dispose]()
  }

  [Symbol.dispose](): void {
    this.#listening[Symbol.dispose]()
    for (const session of this.#sessions) session.close()
    this.#sessions.clear()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

class RawContext {
  readonly seq = -1
  readonly attempt = 1
  readonly headers: Readonly<Record<string, string>> = {}
  #signal: AbortSignal | undefined
  get signal(): AbortSignal {
    this.#signal ??= new AbortController().signal
    return this.#signal
  }
  extend(): void {}
}
