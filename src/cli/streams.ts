import { addAbortSignal, type Readable, type Writable } from 'node:stream'

/** Where the command line writes: standard output or standard error. */
export interface Sink {
  readonly isTTY: boolean
  readonly columns: number
  /** The reader went away (`| head`): everything written is dropped. */
  readonly closed: boolean
  /** Resolves once the text is handed over or the reader has gone. Rejects on other failures, such as a full disk. */
  write(text: string): Promise<void>
}

/** A stream as a sink: a closed pipe is no failure. */
export function sink(stream: Writable & { isTTY?: boolean; columns?: number }): Sink {
  let closed = false
  const write = stream.write.bind(stream)
  // The callback of `write` gets the error as well; without a listener it would end the process.
  stream.on('error', error => {
    closed ||= isClosedPipe(error)
  })
  return {
    get isTTY() {
      return stream.isTTY === true
    },
    get columns() {
      return stream.columns || 80 // some terminals have no size
    },
    get closed() {
      return closed
    },
    write: text =>
      new Promise((resolve, reject) => {
        if (closed) return resolve()
        write(text, error => {
          if (!error) return resolve()
          if (!isClosedPipe(error)) return reject(error)
          closed = true
          resolve()
        })
      }),
  }
}

/** Where answers come from: standard input. */
export interface Source {
  readonly isTTY: boolean
  /** The next line without its end; none when there are no more. @throws The signal's reason. */
  line(signal: AbortSignal): Promise<string | undefined>
  /** All that comes until the end. @throws The signal's reason, or what keeps it from being read. */
  all(signal: AbortSignal): Promise<Buffer>
}

/**
 * Reads only while somebody asks, so that an editor in between has the terminal for itself.
 * @param open The stream is not even looked at before.
 */
export function source(open: () => Readable & { isTTY?: boolean }): Source {
  let text = ''
  let ended = false
  const take = (): string | undefined => {
    const end = text.indexOf('\n')
    if (end < 0 && !(ended && text !== '')) return undefined
    const line = end < 0 ? text : text.slice(0, end)
    text = end < 0 ? '' : text.slice(end + 1)
    return line.replace(/\r$/, '')
  }
  const more = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const stream = open()
      const stop = (): void => {
        stream.pause()
        for (const [name, listener] of Object.entries(listeners)) stream.off(name, listener)
        signal.removeEventListener('abort', abort)
      }
      const abort = (): void => {
        stop()
        reject(signal.reason)
      }
      const end = (): void => {
        ended = true
        stop()
        resolve()
      }
      const data = (chunk: Buffer | string): void => {
        text += chunk.toString()
        stop()
        resolve()
      }
      const listeners = { data, end, close: end, error: end }
      for (const [name, listener] of Object.entries(listeners)) stream.on(name, listener)
      signal.addEventListener('abort', abort, { once: true })
      stream.resume()
    })
  return {
    get isTTY() {
      return open().isTTY === true
    },
    async line(signal) {
      for (;;) {
        signal.throwIfAborted()
        const line = take()
        if (line !== undefined || ended) return line
        await more(signal)
      }
    },
    async all(signal) {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of addAbortSignal(signal, open())) chunks.push(Buffer.from(chunk))
      } catch (error) {
        signal.throwIfAborted()
        throw error
      }
      return Buffer.concat(chunks)
    },
  }
}

function isClosedPipe(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED'
}
