import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { NamedChannels } from '../../src/send/named-channels.js'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

const named = () => new NamedChannels<{ forgettable: boolean }>(channel => channel.forgettable)

test('the same name gives the same channel, also after the many that came since', () => {
  const channels = named()
  const mine = { forgettable: true }
  channels.set('mine', mine)
  for (let n = 0; n < 5000; n++) channels.set(`session ${n}`, { forgettable: true })
  expect(channels.get('mine')).toBe(mine)
  expect(channels.get('mine')).toBe(mine)
  expect(channels.get('nobody')).toBeUndefined()
})

test('names without end do not fill the memory; what is busy stays', async () => {
  const channels = named()
  let collected = 0
  const registry = new FinalizationRegistry(() => void collected++)
  channels.set('busy', { forgettable: false })
  for (let n = 0; n < 5000; n++) {
    const channel = { forgettable: true }
    registry.register(channel, n)
    channels.set(`session ${n}`, channel)
  }
  for (let round = 0; round < 50 && collected < 3900; round++) {
    gc()
    await new Promise(resolve => setImmediate(resolve))
  }
  expect(collected).toBeGreaterThanOrEqual(3900)
  expect(channels.get('session 0')).toBeUndefined()
  expect(channels.get('session 4999')).toBeDefined()
  expect(channels.get('busy')).toEqual({ forgettable: false })
})
