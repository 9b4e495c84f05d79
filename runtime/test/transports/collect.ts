import type { AckFrame, DownReason, Frame, Transport } from '../../src/core/transport.js'

/** What a transport reports, noted in order. */
export interface Collected {
  readonly acks: AckFrame[]
  readonly downs: DownReason[]
  /** 'ack 3' and 'down closed', as they came. */
  readonly log: string[]
  acked(received: number): Promise<void>
  down(): Promise<DownReason>
}

/** Listens to a transport; the promises settle on its events, never on time. */
export function collect(transport: Transport): Collected {
  const acks: AckFrame[] = []
  const downs: DownReason[] = []
  const log: string[] = []
  const waiting: (() => void)[] = []
  const changed = (): void => {
    for (const again of waiting.splice(0)) again()
  }
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise<void>(resolve => waiting.push(resolve))
  }
  transport.onAck(ack => {
    acks.push(ack)
    log.push(`ack ${ack.processed}`)
    changed()
  })
  transport.onDown(reason => {
    downs.push(reason)
    log.push(`down ${reason.kind}`)
    changed()
  })
  return {
    acks,
    downs,
    log,
    acked: received => until(() => (acks.at(-1)?.processed ?? 0) >= received),
    down: async () => {
      await until(() => downs.length > 0)
      return downs[0]!
    },
  }
}

export function frameOf(first: number, ...bodies: unknown[]): Frame {
  return { epoch: 1, first, bodies }
}
