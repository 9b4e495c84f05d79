import type { RuleName, Severity } from '../result.js'

/** What a rule is, for readers that have no page of it at hand. */
export interface RuleText {
  title: string
  /** What it finds: the first sentence of its page. */
  what: string
  /** Why it matters. */
  why: string
  /** What to do about it. */
  help: string
  /** How often it is right: GitHub orders by it. */
  precision: 'very-high' | 'high' | 'medium' | 'low'
  /** Those that its findings can have. */
  severities: readonly Severity[]
}

export const ruleTexts: Record<RuleName, RuleText> = {
  'raw-send': {
    title: 'Raw send',
    what: 'A message to another process, thread, actor or socket whose delivery the sending code does not confirm.',
    why: 'A dead peer swallows messages without a word almost everywhere: workers, ports, actors, sockets without a callback.',
    help: 'Send with `postSupervised` or `sendSupervised` of `@otp-audit/runtime`, so that a lost message is logged or becomes a dead letter, or confirm the delivery where it is sent.',
    precision: 'high',
    severities: ['error', 'warning', 'info'],
  },
  'unmanaged-watcher': {
    title: 'Unmanaged watcher',
    what: 'A listener, subscription or monitor on a peer (a thread, a child process, a port, a socket, an actor, a window, the process itself, an abort signal) that can be registered again and again while nothing takes it away.',
    why: 'Listeners that stay keep all alive that they close over, and run all of their copies for each event: answers are handled twice, memory grows with each request, and after the eleventh Node warns of a leak.',
    help: 'Watch with `monitor(target, { tag, onDown })` of `@otp-audit/runtime` and release the monitor where its owner ends, or take the listener away yourself.',
    precision: 'high',
    severities: ['error', 'warning', 'info'],
  },
  'untimed-call': {
    title: 'Untimed call',
    what: "Waits for a peer's answer that nothing ends: a library's call without its timeout (`waitFor`, `emitWithAck`, `once(peer, 'message')`, every member of a comlink `Remote`), and calls made by hand, a send with a promise that settles when the answer comes.",
    why: 'A dead peer is silent almost everywhere, and a busy one never ends. The caller then waits for ever, keeps what it holds, and so do its own callers; at top level Node ends with exit code 13.',
    help: "Give the call its library's own bound, or wrap it with `TimeoutConfig.call` of `@otp-audit/runtime`.",
    precision: 'high',
    severities: ['error', 'warning', 'info'],
  },
  'unsupervised-spawn': {
    title: 'Unsupervised spawn',
    what: 'A process, thread or actor that is made and whose end or failure nobody hears: `new Worker`, `fork`, `spawn`, `exec`, `cluster.fork`, `utilityProcess.fork`, `createActor`.',
    why: 'A worker that has died takes its messages, its requests and its part of the work with it, and the program goes on as if it were there.',
    help: 'Listen to its end and its failure, or hand it to `MonitorManager.monitor` of `@otp-audit/runtime`.',
    precision: 'high',
    severities: ['warning', 'info'],
  },
  'god-process': {
    title: 'God process',
    what: 'A class, function or module that holds peers and does too much.',
    why: 'Where one process owns the pool, the queue, the timers and the steps, nothing of it can be restarted alone: its failure takes all with it, and each change touches the whole.',
    help: 'Split it: a pool that supervises, a queue that hands out, each small.',
    precision: 'medium',
    severities: ['info'],
  },
  suppression: {
    title: 'Suppression without effect',
    what: 'A comment that is to silence a finding, and is malformed, expired or of no use.',
    why: 'What silences nothing today silences the next mistake in that line tomorrow.',
    help: 'Write `otp-audit-ignore-next-line RULE -- reason`, or take the comment away.',
    precision: 'very-high',
    severities: ['warning', 'info'],
  },
}
