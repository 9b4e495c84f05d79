/** What work comes to, or at once the signal's reason; the work itself may go on. */
export async function interruptible<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let interrupt = (): void => {}
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(signal.reason)
  })
  signal.addEventListener('abort', interrupt, { once: true })
  try {
    return await Promise.race([work, interrupted])
  } finally {
    signal.removeEventListener('abort', interrupt)
  }
}
