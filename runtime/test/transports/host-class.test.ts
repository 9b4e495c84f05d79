import { runInNewContext } from 'node:vm'
import { afterEach, expect, it, vi } from 'vitest'
import { broadcastChannelAdapter } from '../../src/transports/broadcast-channel.js'
import { isMessagePort } from '../../src/transports/message-port.js'

afterEach(() => vi.unstubAllGlobals())

it('takes ports and channels of Node where the environment of a test has put its own classes in their place', () => {
  const { port1, port2 } = new MessageChannel()
  const channel = new BroadcastChannel('taken')
  vi.stubGlobal('MessagePort', class MessagePort {})
  vi.stubGlobal('BroadcastChannel', class BroadcastChannel {})
  expect(isMessagePort(port1)).toBe(true)
  expect(broadcastChannelAdapter.accepts(channel)).toBe(true)
  expect(isMessagePort(channel) || broadcastChannelAdapter.accepts(port2)).toBe(false)
  for (const end of [port1, port2, channel]) end.close()
})

it('takes those of a frame by their tag, and nothing else', () => {
  const port = runInNewContext(`new (class MessagePort { get [Symbol.toStringTag]() { return 'MessagePort' } })()`)
  expect(isMessagePort(port)).toBe(true)
  for (const other of [undefined, null, 'MessagePort', {}, () => {}]) expect(isMessagePort(other)).toBe(false)
})
