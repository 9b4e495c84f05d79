import type { Writable } from 'node:stream'

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
  // The callback of `write` gets the error as well; without a listener it would end the process.
  stream.on('error', error => {
    closed ||= isClosedPipe(error)
  })
  return {
    get isTTY() {
      return stream.isTTY === true
    },
    get columns() {
      return stream.columns ?? 80
    },
    get closed() {
      return closed
    },
    write: text =>
      new Promise((resolve, reject) => {
        if (closed) return resolve()
        stream.write(text, error => {
          if (!error) return resolve()
          if (!isClosedPipe(error)) return reject(error)
          closed = true
          resolve()
        })
      }),
  }
}

function isClosedPipe(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED'
}
