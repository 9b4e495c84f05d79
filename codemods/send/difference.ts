/** What a migrated send does otherwise, as intended, in words for the report. */
import type { SiteReport } from '../../src/result.js'

const ended = 'a loss is logged, and no longer silent'

/** By dialect, where its raw send does more about a loss than to be silent. */
const losses: Readonly<Record<string, string>> = {
  'node:worker_threads': `${ended}; what can't be cloned is logged as well instead of thrown`,
  'web-messaging': `${ended}; what can't be cloned is logged as well instead of thrown`,
  'node:child_process':
    'a loss is logged, and no longer an uncaught error; so is a child that could not start, and what is sent while 10 000 messages have not left yet',
  'node:cluster':
    'a loss is logged, and no longer an uncaught error; so is what is sent while 10 000 messages have not left yet',
  ws: `${ended}; a socket that is still connecting holds its messages instead of throwing; what is sent while 10 000 messages have not left yet is refused and logged`,
  'xstate@5': `${ended}; an event that nothing handles is logged, and so is an action that throws`,
}

export function differenceOf({ dialect }: SiteReport, awaited: boolean): string {
  const loss = losses[dialect] ?? ended
  return awaited ? `the function ends once the message is handed over; ${loss}` : loss
}
