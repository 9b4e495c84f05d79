/** An AbortSignal as something that ends: aborted is down. It can be watched and can own monitors, not be sent to. */
import type { DownReason, Liveness, RuntimeEnv } from '../core/transport.js'
import type { DownSource } from './contracts.js'

export const abortSignalSource: DownSource<AbortSignal> = {
  name: 'abort-signal',
  accepts: (target): target is AbortSignal =>
    target instanceof AbortSignal || Object.prototype.toString.call(target) === '[object AbortSignal]',
  liveness: (signal): Liveness => (signal.aborted ? 'down' : 'alive'),
  watch: (signal, _env: RuntimeEnv, fn: (reason: DownReason) => void): Disposable => {
    const closed: DownReason = { kind: 'closed' }
    if (signal.aborted) {
      fn(closed)
      return { [Symbol.dispose]: () => {} }
    }
    const listener = (): void => fn(closed)
    signal.addEventListener('abort', listener, { once: true })
    return { [Symbol.dispose]: () => signal.removeEventListener('abort', listener) }
  },
  describe: () => 'abort signal',
}
