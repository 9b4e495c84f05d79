import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/clock.js'
import { silentLogger } from '../../src/core/logger.js'
import { createTimerWheel, type TimerWheel } from '../../src/core/wheel.js'
import type { SupervisedSend } from '../../src/send/contracts.js'
import { createSupervisedSend } from '../../src/supervised-send.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

let wheel: TimerWheel
let sender: SupervisedSend

beforeEach(() => {
  wheel = createTimerWheel(systemClock)
  sender = createSupervisedSend({ logger: silentLogger, wheel })
})
afterEach(async () => {
  await sender[Symbol.asyncDispose]()
  expect(wheel.size).toBe(0)
})

/**
 * A port whose other end nobody holds any more. Whether Node frees the handle as well is its own affair: either way
 * nothing is said.
 */
async function orphan(): Promise<{ port: MessagePort; closes: () => number }> {
  let closes = 0
  const port = ((): MessagePort => new MessageChannel().port1)()
  port.addEventListener('close', () => closes++)
  for (let round = 0; round < 5; round++) {
    collectGarbage()
    await new Promise(resolve => setImmediate(resolve))
  }
  return { port, closes: () => closes }
}

describe('fault 16: the other end of a port is garbage-collected', () => {
  it('is told by no close event, so a send is never claimed to be more than handed over', async () => {
    const { port, closes } = await orphan()
    expect(closes()).toBe(0)
    await expect(sender.sendSupervised(port, 'x')).resolves.toMatchObject({
      status: 'delivered',
      stage: 'handed_over',
    })
    port.close()
  })

  it('fails a send that wants proof, within its timeout', async () => {
    const { port } = await orphan()
    const result = await sender.sendSupervised(port, 'x', { stage: 'received', timeout: 300, onError: 'ignore' })
    expect(result.status).not.toBe('delivered')
    expect(['timeout', 'no_peer', 'unsupported_stage']).toContain((result as { reason: string }).reason)
    port.close()
  })
})
