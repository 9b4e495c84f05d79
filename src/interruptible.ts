/** What work comes to, or at once the signal's reason; the work itself may go on, and nobody hears then how it ends. */
export function interruptible<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const interrupt = (): void => reject(signal.reason)
    if (signal.aborted) interrupt()
    signal.addEventListener('abort', interrupt, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', interrupt))
  })
}
