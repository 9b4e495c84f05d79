import { expect, test } from 'vitest'
import { progress } from '../../src/cli/progress.js'
import { memorySink } from './memory.js'

function clocked(env: NodeJS.ProcessEnv = {}, isTTY = true, columns = 80) {
  const to = memorySink(isTTY, columns)
  let time = 0
  const line = progress(to, env, () => time)
  const at = (ms: number, done: number) => {
    time = ms
    line.report(done, 50, 'parsing')
  }
  return { to, line, at }
}

test('a short scan shows nothing, and clears nothing', async () => {
  const { to, line, at } = clocked()
  at(0, 1)
  at(999, 50)
  await line.clear()
  expect(to.text).toBe('')
})

test('after a second one line is rewritten at most ten times a second, then cleared', async () => {
  const { to, line, at } = clocked()
  at(1000, 10)
  at(1050, 11)
  at(1100, 12)
  await line.clear()
  await line.clear()
  expect(to.text).toBe('\rparsing 10/50\u001b[K\rparsing 12/50\u001b[K\r\u001b[K')
})

test('the line never wraps', () => {
  const { to, at } = clocked({}, true, 8)
  at(2000, 1)
  expect(to.text).toBe('\rparsing\u001b[K')
})

test.each([
  ['no terminal', {}, false],
  ['a dumb terminal', { TERM: 'dumb' }, true],
  ['CI', { CI: 'true' }, true],
])('%s: no progress', (_, env, isTTY) => {
  const { to, at } = clocked(env, isTTY)
  at(5000, 1)
  expect(to.text).toBe('')
})
