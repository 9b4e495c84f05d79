/** Threads that end, fail or never answer. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Question } from '../../src/eslint/answer.js'
import { Asking } from '../../src/eslint/asking.js'

const script = new URL('./failing-thread.mjs', import.meta.url)
const root = fileURLToPath(new URL('.', import.meta.url))
const question = (text: string): Question => ({ file: 'a.ts', text, options: { root } })

test('a thread that answers is asked again', () => {
  const asking = new Asking(script)
  expect(asking.ask(question('count'), 30_000)).toMatchObject({ kind: 'audited', reported: { length: 1 } })
  expect(asking.ask(question('count'), 30_000)).toMatchObject({ kind: 'audited', reported: { length: 2 } })
})

test.each([
  ['exit', 'ended with exit code 7'],
  ['throw', 'failed: Error: thrown in a callback'],
])('a thread that meets its end (%s) is a failure at once', (how, why) => {
  const started = performance.now()
  const failed = new Asking(script).ask(question(how), 60_000)
  expect(failed).toMatchObject({ kind: 'failed', by: 'scan', message: expect.stringContaining(why) })
  expect(performance.now() - started).toBeLessThan(30_000)
})

test('one that does not answer in time is a failure, and nobody waits for it again soon', () => {
  const asking = new Asking(script)
  const failed = asking.ask(question('wait'), 100)
  expect(failed).toMatchObject({ kind: 'failed', message: expect.stringContaining('did not end within 100 ms') })
  expect(asking.ask(question('count'), 60_000)).toBe(failed)
})
