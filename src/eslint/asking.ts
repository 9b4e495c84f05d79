/**
 * Asks the scanning thread and waits for its answer. Rules of ESLint are synchronous; the scan is not, as it starts a
 * type checker and reads what it says.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { Answer, Question } from './answer.js'

/** Handed to the thread as it starts. */
export interface Mailbox {
  port: MessagePort
  /** One 32-bit number: how many answers were posted. */
  posted: SharedArrayBuffer
}

interface Thread {
  worker: Worker
  port: MessagePort
  posted: Int32Array<SharedArrayBuffer>
}

/** So long after a failure, each file is told of it at once: hundreds of files do not wait for hundreds of timeouts. */
const restMs = 30_000

export class Asking {
  #thread: Thread | undefined
  #failed: { answer: Answer; until: number } | undefined

  /** @param script The thread's program. */
  constructor(readonly script: URL = new URL('./thread.js', import.meta.url)) {}

  /** @param timeoutMs Time for the answer, the start of the thread and a scan of the whole project included. */
  ask(question: Question, timeoutMs: number): Answer {
    if (this.#failed && performance.now() < this.#failed.until) return this.#failed.answer
    this.#failed = undefined
    this.#thread ??= this.#start()
    const { worker, port } = this.#thread
    port.postMessage(question)
    const answer = wait(this.#thread, timeoutMs) ?? {
      kind: 'failed',
      by: 'scan',
      message: `the scan did not end within ${timeoutMs} ms; raise settings['otp-audit'].timeoutMs`,
    }
    if (answer.kind === 'failed' && answer.by === 'scan') {
      // what it was at is not known any more
      this.#failed = { answer, until: performance.now() + restMs }
      this.#thread = undefined
      void worker.terminate()
    }
    return answer
  }

  #start(): Thread {
    const { port1, port2 } = new MessageChannel()
    const posted = new SharedArrayBuffer(4)
    const workerData: Mailbox = { port: port2, posted }
    // flags of ESLint's process, such as hooks for its modules, are not meant for this one
    const worker = new Worker(this.script, { workerData, transferList: [port2], execArgv: [], name: 'otp-audit' })
    const thread: Thread = { worker, port: port1, posted: new Int32Array(posted) }
    worker.unref()
    const ended = (): void => {
      if (this.#thread === thread) this.#thread = undefined
    }
    // heard of only between two questions; while one is open, the thread tells of its end itself
    worker.on('error', ended)
    worker.on('exit', ended)
    return thread
  }
}

function wait({ port, posted }: Thread, timeoutMs: number): Answer | undefined {
  const end = performance.now() + timeoutMs
  for (;;) {
    const seen = Atomics.load(posted, 0)
    const received = receiveMessageOnPort(port) as { message: Answer } | undefined
    if (received) return received.message
    const left = end - performance.now()
    if (left <= 0) return undefined
    Atomics.wait(posted, 0, seen, left)
  }
}
