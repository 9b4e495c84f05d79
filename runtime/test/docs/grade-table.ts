import type { TransportCapabilities } from '../../src/core/transport.js'
import type { Grade } from './grades.js'

const ends: Record<TransportCapabilities['downDetection'], string> = {
  event: 'an event',
  lock: 'a lock',
  heartbeat: 'a heartbeat',
  none: 'nothing: timeouts only',
}
const copies: Record<TransportCapabilities['clones'], string> = {
  reference: 'the object itself',
  structured: 'structured clone',
  json: 'JSON',
}

function furthest(capabilities: TransportCapabilities | undefined): string {
  return capabilities === undefined ? '–' : `\`${capabilities.ackStages.at(-1)}\``
}

/** One word where the peer makes no difference, else both. */
function both(grade: Grade, word: (capabilities: TransportCapabilities) => string): string {
  const alone = word(grade.alone)
  if (grade.served === undefined || word(grade.served) === alone) return alone
  return `${alone}; served: ${word(grade.served)}`
}

/** The page's table: one line a recipient, from what the adapters say of themselves. */
export function gradeTable(grades: readonly Grade[]): string {
  const head = [
    '| recipient | proves alone | proves with `servePeer` | handed over means | its end is told by | cut after a crash | gets |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ]
  const rows = grades.map(grade => {
    const cells = [
      grade.recipient,
      furthest(grade.alone),
      furthest(grade.served),
      grade.alone.handOver === 'confirmed' ? 'its bytes have left' : 'it is in the queue',
      both(grade, capabilities => ends[capabilities.downDetection]),
      both(grade, capabilities => (capabilities.crashFence ? 'exact' : 'none')),
      both(grade, capabilities => copies[capabilities.clones]),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [...head, ...rows].join('\n')
}
