/** The main entry point where there is no Node: nothing but what the web platform gives. */

import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

test('loads and sends without process, require, Buffer or setImmediate', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { call, MonitorManager, sendSupervised, servePeer, spawnActor, TimeoutConfig } from './src/index.ts'
        globalThis.result = (async () => {
          const actor = spawnActor(n => n * 2)
          const sent = await sendSupervised(actor, 1)
          const { port1, port2 } = new MessageChannel()
          const watched = MonitorManager.monitor(actor, 'test')
          if (watched.status === 'ok') MonitorManager.demonitor(watched.ref)
          port1.close()
          port2.close()
          return [sent.status, await call(actor, 21), TimeoutConfig.getTimeout('x'), watched.status, typeof servePeer]
        })()`,
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    logLevel: 'silent',
  })
  const code = outputFiles[0]!.text
  expect(code).not.toMatch(/\brequire\(["']node:|from ["']node:/)
  const { performance, setTimeout, clearTimeout, queueMicrotask, AbortController, AbortSignal } = globalThis
  const { MessageChannel, MessagePort, BroadcastChannel, structuredClone, WritableStream } = globalThis
  const web = { performance, setTimeout, clearTimeout, queueMicrotask, AbortController, AbortSignal, console }
  const context = createContext({
    ...web,
    MessageChannel,
    MessagePort,
    BroadcastChannel,
    structuredClone,
    WritableStream,
  })
  runInContext(code, context)
  expect(await (context as { result: Promise<unknown> }).result).toEqual(['delivered', 42, 5000, 'ok', 'function'])
})
