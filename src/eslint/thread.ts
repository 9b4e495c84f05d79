/** The scanning thread: answers one question after the other, and wakes who waits for it. */
import { workerData } from 'node:worker_threads'
import type { Answer, Question } from './answer.js'
import type { Mailbox } from './asking.js'
import type { Projects } from './projects.js'

const { port, posted } = workerData as Mailbox
const signal = new Int32Array(posted)

function answer(given: Answer): void {
  port.postMessage(given)
  Atomics.add(signal, 0, 1)
  Atomics.notify(signal, 0)
}

/** Who asks is blocked, and hears of an end only from here. */
process.on('exit', code => answer({ kind: 'failed', by: 'scan', message: `the scan ended with exit code ${code}` }))
process.on('uncaughtException', error => {
  answer({ kind: 'failed', by: 'scan', message: `the scan failed: ${stackOf(error)}` })
})

let projects: Promise<Projects> | undefined

port.on('message', (question: Question) => {
  projects ??= import('./projects.js').then(({ Projects }) => new Projects())
  projects.then(all => all.answer(question)).then(answer, (error: Error) => answer(failureOf(error)))
})

function failureOf(error: Error): Answer {
  return error.name === 'UsageError'
    ? { kind: 'failed', by: 'usage', message: error.message }
    : { kind: 'failed', by: 'scan', message: `the scan failed: ${stackOf(error)}` }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
