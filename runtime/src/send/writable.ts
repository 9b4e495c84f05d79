/** A channel as the sink of a stream: writes wait for room. */
interface Sink<M> {
  readonly writable: boolean
  ready(): Promise<void>
  post(message: M): unknown
  flush(): Promise<void>
}

export function writableTo<M>(sink: Sink<M>): WritableStream<M> {
  return new WritableStream<M>({
    write: async message => {
      // Others may have taken the room since.
      while (!sink.writable) await sink.ready()
      sink.post(message)
    },
    close: () => sink.flush(),
  })
}
