/** The core where there is no Node: a bundle for browsers, run in a realm that has web globals only. */
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const program = `
  import { createRuntime, loadTimeoutRules, spawnActor, silentLogger } from './index.js'
  globalThis.result = (async () => {
    const runtime = createRuntime({ logger: silentLogger })
    const got = []
    const actor = spawnActor(message => void got.push(message))
    runtime.names.register('actor', actor)
    const sent = await runtime.send.sendSupervised('actor', 'hello')
    const down = new Promise(resolve => runtime.monitors.monitor(actor, { onDown: resolve }))
    const place = runtime.monitors.listMonitors()[0].tag
    actor.stop()
    const { reason } = await down
    await runtime.send.sendSupervised('actor', 'lost', { onError: 'deadLetter' })
    const { total } = await runtime.deadLetters.listMessages()
    const call = await runtime.timeouts.callWithTimeout('s', 'health_check', () => 'pong')
    const events = []
    runtime.telemetry.subscribe('otp.monitor_manager.terminated', event => events.push(event.reason))
    await runtime[Symbol.asyncDispose]()
    return JSON.stringify({ got, sent: sent.status, place, reason, total, call, events, rules: loadTimeoutRules() })
  })()
`

it('sends, monitors, keeps letters and times out without a single module of Node', async () => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: new URL('../../src', import.meta.url).pathname, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    write: false,
    logLevel: 'error',
  })
  const web = {
    AbortController,
    AbortSignal,
    EventTarget,
    MessageChannel,
    MessagePort,
    performance,
    queueMicrotask,
    setTimeout,
    clearTimeout,
    structuredClone,
    console,
    URL,
  }
  const realm = createContext({ ...web })
  runInContext(outputFiles[0]!.text, realm)
  const result = await (realm as unknown as { result: Promise<string> }).result
  expect(JSON.parse(result)).toEqual({
    got: ['hello'],
    sent: 'delivered',
    place: 'untagged',
    reason: { kind: 'exit', code: 0 },
    total: 1,
    call: { status: 'ok', value: 'pong' },
    events: ['disposed'],
    rules: {},
  })
})
