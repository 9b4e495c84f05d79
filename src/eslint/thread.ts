/** The scanning thread: answers one question after the other, and wakes who waits for it. */
import { workerData } from 'node:worker_threads'
import { faultOf } from '../config/code/fault.js'
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
  // `scan`, whoever's mistake it is: nobody may be asking, and the thread is not asked again
  answer({ kind: 'failed', by: 'scan', message: faultOf(error) ?? `the scan failed: ${stackOf(error)}` })
})

let projects: Promise<Projects> | undefined

port.on('message', (question: Question) => {
  projects ??= import('./projects.js').then(({ Projects }) => new Projects())
  projects.then(all => all.answer(question)).then(answer, (error: Error) => answer(failureOf(error)))
})

function failureOf(error: Error): Answer {
  const mistake = error.name === 'UsageError' ? error.message : faultOf(error)
  return mistake !== undefined
    ? { kind: 'failed', by: 'usage', message: mistake }
    : { kind: 'failed', by: 'scan', message: `the scan failed: ${stackOf(error)}` }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
