import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { interruptible } from '../src/interruptible.js'

test('work that ends is what it comes to, and leaves no listener', async () => {
  const { signal } = new AbortController()
  expect(await interruptible(Promise.resolve(1), signal)).toBe(1)
  await expect(interruptible(Promise.reject(new Error('own')), signal)).rejects.toThrow('own')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('work that waits is left at once, with the reason', async () => {
  const interruption = new AbortController()
  const left = interruptible(new Promise(() => {}), interruption.signal)
  interruption.abort(new Error('enough'))
  await expect(left).rejects.toThrow('enough')
})

// an unhandled rejection fails the run
test('work that fails once it was interrupted, or before, is heard', async () => {
  const reason = new Error('enough')
  let fail = (_: Error): void => {}
  const slow = new Promise<never>((_, reject) => {
    fail = reject
  })
  const early = interruptible(slow, AbortSignal.abort(reason))
  await expect(early).rejects.toBe(reason)
  await expect(interruptible(Promise.reject(reason), AbortSignal.abort(reason))).rejects.toBe(reason)
  fail(new Error('late'))
  await new Promise(resolve => setImmediate(resolve))
})
