/** JSON-RPC to one child process, whose life ends with ours whatever happens. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { OracleError } from './oracle.js'
import { type Watchdog, watchdogOver } from './watchdog.js'

interface Pending {
  resolve: (value: unknown) => void
  reject: (error: OracleError) => void
}

interface Reply {
  id?: number
  result?: unknown
  error?: { message?: string }
}

/** A question of the child's own. */
interface Asked {
  id: unknown
  method: string
  params: unknown
}

export interface RpcOptions {
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
  /** Answers what the child asks; it is asked while we wait for an answer of the child's. */
  onRequest?: (method: string, params: unknown) => unknown
}

/** How long a child that has been asked to go may take before it is killed. */
const GRACE_MS = 2000

export class RpcChild {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #pending = new Map<number, Pending>()
  readonly #gone: Promise<void>
  readonly #watchdog: Watchdog | undefined
  readonly #onRequest: RpcOptions['onRequest']
  readonly #kill = (): void => {
    this.#child.kill('SIGKILL')
  }
  #chunks: Buffer[] = []
  #size = 0
  #wanted = 0
  #next = 1
  #dead: OracleError | undefined

  constructor({ command, args, env, onRequest }: RpcOptions) {
    this.#onRequest = onRequest
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env, windowsHide: true })
    process.once('exit', this.#kill)
    this.#watchdog = this.#child.pid === undefined ? undefined : watchdogOver(this.#child.pid)
    this.#gone = new Promise(resolve => {
      this.#child.once('error', error => {
        this.#die(new OracleError(`the type checker can't be started: ${error.message}`))
        if (this.#child.pid === undefined) resolve()
      })
      this.#child.once('exit', (code, signal) => {
        this.#die(new OracleError(`the type checker ended (${signal ?? `exit code ${code}`})`))
        void (this.#watchdog?.call() ?? Promise.resolve()).then(resolve)
      })
    })
    // Writing to a child that has just died: its exit says so.
    this.#child.stdin.on('error', () => {})
    this.#child.stdout.on('data', (chunk: Buffer) => this.#read(chunk))
    this.#hold(false)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  request<T>(method: string, params: unknown): Promise<T> {
    if (this.#dead) return Promise.reject(this.#dead)
    const id = this.#next++
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject })
      if (this.#pending.size === 1) this.#hold(true)
      this.#write({ id, method, params })
    })
  }

  /** All that is asked within `work` is answered in time, or the child is killed. */
  async within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      this.#die(new OracleError(`the type checker did not answer within ${milliseconds} ms`))
      this.#kill()
    }, milliseconds)
    try {
      return await work()
    } finally {
      clearTimeout(timer)
    }
  }

  /** Resolves when the child is gone and reaped. */
  async close(): Promise<void> {
    this.#die(new OracleError('the type checker was closed'))
    this.#child.ref()
    this.#child.stdin.end()
    const timer = setTimeout(this.#kill, GRACE_MS)
    await this.#gone
    clearTimeout(timer)
    process.removeListener('exit', this.#kill)
    this.#child.stdout.destroy()
  }

  #write(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  #die(error: OracleError): void {
    this.#dead ??= error
    for (const { reject } of this.#pending.values()) reject(this.#dead)
    this.#pending.clear()
    this.#hold(false)
  }

  /** A child that nobody waits for keeps nobody alive. */
  #hold(on: boolean): void {
    const stdout = this.#child.stdout as Readable & { ref?: () => void; unref?: () => void }
    const stdin = this.#child.stdin as Writable & { ref?: () => void; unref?: () => void }
    if (on) {
      this.#child.ref()
      stdout.ref?.()
      stdin.ref?.()
    } else {
      this.#child.unref()
      stdout.unref?.()
      stdin.unref?.()
    }
  }

  #read(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size < this.#wanted) return
    let data = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks)
    this.#wanted = 0
    // what it asked at once is answered at once
    this.#child.stdin.cork()
    for (;;) {
      const head = data.indexOf('\r\n\r\n')
      if (head < 0) break
      const length = Number(/content-length: *(\d+)/i.exec(data.toString('latin1', 0, head))?.[1])
      const end = head + 4 + length
      if (data.length < end) {
        this.#wanted = end
        break
      }
      const message = JSON.parse(data.toString('utf8', head + 4, end)) as Reply | Asked
      if ('method' in message)
        this.#write({ id: message.id, result: this.#onRequest?.(message.method, message.params) ?? null })
      else this.#settle(message)
      data = data.subarray(end)
    }
    this.#child.stdin.uncork()
    this.#chunks = data.length > 0 ? [data] : []
    this.#size = data.length
  }

  #settle(reply: Reply): void {
    const waiting = reply.id === undefined ? undefined : this.#pending.get(reply.id)
    if (reply.id === undefined || !waiting) return
    this.#pending.delete(reply.id)
    if (this.#pending.size === 0) this.#hold(false)
    if (reply.error)
      waiting.reject(new OracleError(`the type checker failed: ${reply.error.message ?? 'no reason given'}`))
    else waiting.resolve(reply.result)
  }
}
