import { expect, test } from 'vitest'
import { compare } from './wants.js'

test('follows the handle of every process, thread and actor to whoever hears of its end', async () => {
  const { wants, sites } = await compare('unsupervised-spawn', ['supervised-spawn', 'unsupervised-spawn', 'undecided'])
  expect(wants.length).toBeGreaterThan(30)
  expect(sites).toEqual(wants)
})

test('says so when a process is let go on purpose', async () => {
  const { reports } = await compare('unsupervised-spawn', ['unsupervised-spawn'])
  const detached = reports.find(r => r.shape === 'fire-and-forget')
  expect(detached?.reason).toContain('not even a failure to start is heard')
})
