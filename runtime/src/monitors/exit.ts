/** A Down in the words of Node's `exit` event, for listeners that were written for it. */
import type { DownReason } from '../core/transport.js'

/** The names of Node's `NodeJS.Signals`, which a listener of `exit` is declared with. */
export type ExitSignal =
  | 'SIGABRT'
  | 'SIGALRM'
  | 'SIGBREAK'
  | 'SIGBUS'
  | 'SIGCHLD'
  | 'SIGCONT'
  | 'SIGFPE'
  | 'SIGHUP'
  | 'SIGILL'
  | 'SIGINFO'
  | 'SIGINT'
  | 'SIGIO'
  | 'SIGIOT'
  | 'SIGKILL'
  | 'SIGLOST'
  | 'SIGPIPE'
  | 'SIGPOLL'
  | 'SIGPROF'
  | 'SIGPWR'
  | 'SIGQUIT'
  | 'SIGSEGV'
  | 'SIGSTKFLT'
  | 'SIGSTOP'
  | 'SIGSYS'
  | 'SIGTERM'
  | 'SIGTRAP'
  | 'SIGTSTP'
  | 'SIGTTIN'
  | 'SIGTTOU'
  | 'SIGUNUSED'
  | 'SIGURG'
  | 'SIGUSR1'
  | 'SIGUSR2'
  | 'SIGVTALRM'
  | 'SIGWINCH'
  | 'SIGXCPU'
  | 'SIGXFSZ'

/** Both are null where nobody knows: the target had gone before it was watched, or has no exit. */
export interface ExitStatus {
  readonly code: number | null
  readonly signal: ExitSignal | null
}

export function exitOf(reason: DownReason): ExitStatus {
  if (reason.kind === 'exit') return { code: reason.code, signal: (reason.signal ?? null) as ExitSignal | null }
  return { code: reason.kind === 'crashed' ? (reason.code ?? null) : null, signal: null }
}
