/** Ends a child when this process has ended in a way that leaves no time to do so: killed, or out of memory. */
import { spawn } from 'node:child_process'

/** Waits for the end of its input, which comes with ours; a Ctrl-C is for those that it is about. */
const script = `trap '' INT TERM HUP; read -r _; kill -9 "$1" 2>/dev/null`

export interface Watchdog {
  /** To be called once the child is gone, whose number may soon be another's. Resolves when the watchdog is gone, too. */
  call(): Promise<void>
}

/**
 * A child that waits for an answer of ours may miss that its input has ended (seen in TypeScript 7: no thread of it
 * read any more). Windows has no shell for it: there the child goes by its input alone.
 */
export function watchdogOver(pid: number): Watchdog {
  if (process.platform === 'win32') return { call: async () => {} }
  const dog = spawn('/bin/sh', ['-c', script, 'sh', String(pid)], { stdio: ['pipe', 'ignore', 'ignore'] })
  const gone = new Promise<void>(resolve => {
    dog.once('exit', () => resolve())
    // without a shell there is no watchdog, and the child goes by its input alone
    dog.once('error', () => resolve())
  })
  dog.stdin.on('error', () => {})
  dog.unref()
  const stdin = dog.stdin as unknown as { unref?: () => void }
  stdin.unref?.()
  return {
    call: () => {
      dog.ref()
      dog.kill('SIGKILL')
      return gone
    },
  }
}
