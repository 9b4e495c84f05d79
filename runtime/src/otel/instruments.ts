/** The runtime's counters as instruments of OpenTelemetry: which grow for ever, which go up and down, in which unit. */

export interface Instrument {
  /** Of the counter as `telemetry.counters()` names it; the instrument is called `otp.` and this. */
  readonly name: string
  readonly kind: 'counter' | 'upDown' | 'gauge'
  readonly description: string
  readonly unit: string
}

function counter(name: string, description: string, unit = '{message}'): Instrument {
  return { name, kind: 'counter', description, unit }
}
function upDown(name: string, description: string, unit = '{message}'): Instrument {
  return { name, kind: 'upDown', description, unit }
}

export const instruments: readonly Instrument[] = [
  counter('supervised_send.sent', 'Messages sent, each counted once'),
  counter('supervised_send.delivered', 'Messages proven to have been delivered'),
  counter('supervised_send.failed', 'Messages whose handler threw'),
  counter('supervised_send.undelivered', 'Messages proven never to have been handled'),
  counter('supervised_send.unknown', 'Messages that may or may not have been handled'),
  counter('supervised_send.retried', 'Times a message was written again', '{write}'),
  counter('supervised_send.rejected', 'Messages refused before they were queued'),
  counter('supervised_send.late_acks', 'Acknowledgements that came after the result', '{ack}'),
  upDown('supervised_send.in_flight', 'Messages without a result'),
  upDown('dead_letter_queue.size', 'Dead letters kept', '{letter}'),
  counter('dead_letter_queue.added', 'Dead letters taken in', '{letter}'),
  counter('dead_letter_queue.duplicates', 'Dead letters whose idempotency key was there', '{letter}'),
  counter('dead_letter_queue.retried', 'Attempts at redelivery', '{attempt}'),
  counter('dead_letter_queue.redelivered', 'Dead letters delivered', '{letter}'),
  counter('dead_letter_queue.exhausted', 'Dead letters that ran out of attempts', '{letter}'),
  counter('dead_letter_queue.purged', 'Dead letters removed by hand', '{letter}'),
  counter('dead_letter_queue.expired', 'Dead letters that grew too old', '{letter}'),
  counter('dead_letter_queue.dropped', 'Dead letters refused, or given up for newer ones', '{letter}'),
  upDown('dead_letter_queue.unstored', 'Dead letters in memory only, as the store failed', '{letter}'),
  counter('dead_letter_queue.store_failures', 'Failures of the store', '{failure}'),
  { name: 'dead_letter_queue.oldest_age', kind: 'gauge', description: 'Age of the oldest dead letter', unit: 'ms' },
  counter('monitor_manager.created', 'Monitors made', '{monitor}'),
  counter('monitor_manager.cleaned', 'Monitors ended', '{monitor}'),
  counter('monitor_manager.leaked', 'Distinct monitors reported as leaks', '{monitor}'),
  upDown('monitor_manager.active', 'Monitors', '{monitor}'),
  counter('monitor_manager.callback_errors', 'Callbacks of monitors that threw', '{error}'),
  counter('timeout_config.calls', 'Calls under a timeout', '{call}'),
  counter('timeout_config.ok', 'Calls that were answered in time', '{call}'),
  counter('timeout_config.timeouts', 'Calls that were not', '{call}'),
  counter('timeout_config.aborted', 'Calls that their caller gave up', '{call}'),
  counter('timeout_config.errors', 'Calls that failed', '{call}'),
  counter('timeout_config.late_replies', 'Replies that came after the timeout', '{reply}'),
  upDown('timeout_config.in_flight', 'Calls without a result', '{call}'),
  upDown('timeout_config.overrides', 'Run-time overrides of timeouts', '{override}'),
]
