import { once } from 'node:events'
import { expect, it } from 'vitest'
import { onAbort } from '../../src/core/on-abort.js'

it('calls everybody who waits, once, and nobody who has left', () => {
  const controller = new AbortController()
  const called: number[] = []
  const waiting = [0, 1, 2, 3].map(n => onAbort(controller.signal, () => called.push(n)))
  waiting[1]![Symbol.dispose]()
  waiting[1]![Symbol.dispose]()
  controller.abort()
  waiting[2]![Symbol.dispose]()
  expect(called).toEqual([0, 2, 3])
})

it('tells two waiters with one function apart', () => {
  const controller = new AbortController()
  let called = 0
  const count = (): void => {
    called++
  }
  const first = onAbort(controller.signal, count)
  onAbort(controller.signal, count)
  first[Symbol.dispose]()
  controller.abort()
  expect(called).toBe(1)
})

it('lets one leave while the others are being called', () => {
  const controller = new AbortController()
  const called: string[] = []
  onAbort(controller.signal, () => {
    called.push('first')
    second[Symbol.dispose]()
  })
  const second = onAbort(controller.signal, () => called.push('second'))
  controller.abort()
  expect(called).toEqual(['first'])
})

it('keeps the news from nobody because one of them throws; the error is uncaught, as in an event listener', async () => {
  const controller = new AbortController()
  const error = new Error('in a callback')
  let called = 0
  onAbort(controller.signal, () => {
    throw error
  })
  onAbort(controller.signal, () => called++)
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  const uncaught = once(process, 'uncaughtException')
  controller.abort()
  expect(called).toBe(1)
  expect(await uncaught).toEqual([error, 'uncaughtException'])
  for (const listener of listeners) process.on('uncaughtException', listener)
})

it('waits anew after everybody has left', () => {
  const controller = new AbortController()
  onAbort(controller.signal, () => expect.unreachable())[Symbol.dispose]()
  let called = 0
  onAbort(controller.signal, () => called++)
  controller.abort()
  expect(called).toBe(1)
})
