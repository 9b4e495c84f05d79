/** Monitors over real threads, processes, actors, ports and signals, through the adapters. */
import { type ChildProcess, spawn } from 'node:child_process'
import cluster from 'node:cluster'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { MessageChannel, Worker } from 'node:worker_threads'
import * as nact from 'nact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createActor, fromCallback, setup as machineSetup } from 'xstate'
import { createEnv } from '../../src/core/env.js'
import { silentLogger } from '../../src/core/logger.js'
import type { TargetRef } from '../../src/core/transport.js'
import type { AnyDownSource, Down, MonitorManager } from '../../src/monitors/contracts.js'
import { createMonitorManagerWith } from '../../src/monitors/index.js'
import { actorAdapter, spawnActor } from '../../src/transports/actor.js'
import { broadcastChannelAdapter } from '../../src/transports/broadcast-channel.js'
import { childProcessAdapter } from '../../src/transports/child-process.js'
import { clusterAdapter } from '../../src/transports/cluster.js'
import { messagePortAdapter } from '../../src/transports/message-port.js'
import { type NactModule, nactAdapter, spawnServed } from '../../src/transports/nact.js'
import { workerAdapter } from '../../src/transports/worker.js'
import { wsAdapter } from '../../src/transports/ws.js'
import { xstateAdapter } from '../../src/transports/xstate.js'
import { bundleFixture } from '../fixtures/bundle.js'

const sources: readonly AnyDownSource[] = [
  workerAdapter,
  messagePortAdapter,
  childProcessAdapter(),
  xstateAdapter(),
  actorAdapter,
  clusterAdapter(),
  wsAdapter(),
  nactAdapter(nact as unknown as NactModule),
  broadcastChannelAdapter,
]
const env = createEnv()

let monitors: MonitorManager
const workers: Worker[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  monitors = createMonitorManagerWith([], { sources, logger: silentLogger, wheel: env.wheel })
})
afterEach(async () => {
  await monitors[Symbol.asyncDispose]()
  for (const worker of workers.splice(0)) await worker.terminate()
  for (const child of children.splice(0)) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const { created, cleaned, cleanedBy } = monitors.getStats()
  expect(created).toBe(cleaned)
  expect(cleaned).toBe(Object.values(cleanedBy).reduce((a, b) => a + b, 0))
  expect(env.wheel.size).toBe(0)
})

const idle =
  'require("node:worker_threads").parentPort.on("message", m => { if (m === "throw") throw new Error("inside"); process.exit(m) })'

async function worker(code = idle): Promise<Worker> {
  const made = new Worker(code, { eval: true })
  workers.push(made)
  await once(made, 'online')
  return made
}

async function child(): Promise<ChildProcess> {
  const code = 'process.on("message", m => process.exit(m)); process.send("ready")'
  const made = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  children.push(made)
  await once(made, 'message')
  return made
}

/** The next Down, or those of several monitors. */
function down(target: TargetRef, owner?: object): Promise<Down> {
  return new Promise(resolve => {
    const options = { onDown: resolve, ...(owner === undefined ? {} : { owner }) }
    const result = monitors.monitor(target, options)
    if (result.status !== 'ok') throw new Error(result.reason)
  })
}

describe('Worker', () => {
  it('that exits, is terminated, or throws: a Down each, and this process lives', async () => {
    const [exits, ends, throws] = [await worker(), await worker(), await worker()]
    const downs = [down(exits), down(ends), down(throws)]
    exits.postMessage(7)
    void ends.terminate()
    throws.postMessage('throw')
    const [first, second, third] = await Promise.all(downs)
    expect(first).toMatchObject({ target: exits, reason: { kind: 'exit', code: 7 } })
    expect(second!.reason.kind).toBe('exit')
    expect(third!.reason).toMatchObject({ kind: 'crashed', error: { message: 'inside' }, code: 1 })
    expect([first!.exit, third!.exit]).toEqual([
      { code: 7, signal: null },
      { code: 1, signal: null },
    ])
    expect(exits.listenerCount('exit') + exits.listenerCount('error')).toBe(0)
  })

  it('that has exited already: a Down, though its events will never come again (fault 28)', async () => {
    const made = await worker()
    await made.terminate()
    expect((await down(made)).reason.kind).toBe('exit')
    expect(monitors.listMonitors()).toEqual([])
  })

  it('keeps no listener once nobody monitors it', async () => {
    const made = await worker()
    const before = made.listenerCount('exit') + made.listenerCount('error')
    const refs = Array.from({ length: 20 }, () => monitors.monitor(made))
    expect(made.listenerCount('exit')).toBe(before + 1)
    for (const result of refs) if (result.status === 'ok') monitors.demonitor(result.ref)
    expect(made.listenerCount('exit') + made.listenerCount('error')).toBe(before)
  })

  it('as owner takes its monitors along when it dies', async () => {
    const [owner, target] = [await worker(), await worker()]
    monitors.monitor(target, { owner, tag: 'owned', onDown: () => expect.unreachable() })
    const ended = once(owner, 'exit')
    owner.postMessage(0)
    await ended
    expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { ownerDown: 1 } })
    await target.terminate()
  })

  it('and its owner that die together: one clean-up, no callback (fault 27)', async () => {
    const pairs = await Promise.all(Array.from({ length: 4 }, async () => [await worker(), await worker()] as const))
    let told = 0
    for (const [owner, target] of pairs) {
      monitors.monitor(target, {
        owner,
        onDown: () => {
          if (owner.threadId === -1) told++
        },
      })
    }
    await Promise.all(pairs.flat().map(each => each.terminate()))
    expect(told).toBe(0)
    expect(monitors.getStats()).toMatchObject({ created: 4, cleaned: 4, active: 0 })
  })
})

describe('child process', () => {
  it('that exits, is killed, or could not be started: a Down each', async () => {
    const [exits, killed] = [await child(), await child()]
    const missing = spawn('/nowhere/no-such-program', { stdio: 'ignore' })
    const downs = [down(exits), down(killed), down(missing)]
    exits.send(3)
    killed.kill('SIGKILL')
    const [first, second, third] = await Promise.all(downs)
    expect(first!.reason).toEqual({ kind: 'exit', code: 3 })
    expect(second!.reason).toEqual({ kind: 'exit', code: null, signal: 'SIGKILL' })
    expect(third!.reason.kind).toMatch(/never_existed|unreachable/)
    expect([first!.exit, second!.exit, third!.exit]).toEqual([
      { code: 3, signal: null },
      { code: null, signal: 'SIGKILL' },
      { code: null, signal: null },
    ])
  })

  it('that is gone already: a Down (fault 28)', async () => {
    const made = await child()
    made.send(0)
    await once(made, 'close')
    expect((await down(made)).reason).toMatchObject({ kind: 'exit', code: 0 })
  })

  it('as owner takes its monitors along', async () => {
    const [owner, target] = [await child(), await worker()]
    monitors.monitor(target, { owner })
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    await new Promise(resolve => setImmediate(resolve))
    if (monitors.getStats().active > 0) await once(owner, 'close')
    expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { ownerDown: 1 } })
  })
})

describe('XState actor', () => {
  const machine = machineSetup({}).createMachine({
    initial: 'on',
    states: { on: { on: { finish: 'over', fail: { actions: () => fail() } } }, over: { type: 'final' } },
  })
  function fail(): never {
    throw new Error('in an action')
  }

  it('that is done, stopped, or fails: a Down each', async () => {
    const [done, stopped, failing] = [machine, machine, machine].map(logic => createActor(logic).start())
    const downs = [down(done!), down(stopped!), down(failing!)]
    done!.send({ type: 'finish' })
    stopped!.stop()
    failing!.send({ type: 'fail' })
    const reasons = (await Promise.all(downs)).map(each => each.reason)
    expect(reasons).toMatchObject([
      { kind: 'exit', code: 0 },
      { kind: 'closed' },
      { kind: 'crashed', error: { message: 'in an action' } },
    ])
  })

  it('that was stopped before: a Down, though subscribe stays silent (fault 28)', async () => {
    const actor = createActor(fromCallback(() => {})).start()
    actor.stop()
    expect((await down(actor)).reason).toEqual({ kind: 'closed' })
  })

  it('as owner and target of each other', async () => {
    const [a, b] = [createActor(machine).start(), createActor(machine).start()]
    monitors.monitor(a, { owner: b, onDown: () => expect.unreachable() })
    const told = down(b, a)
    b.stop()
    expect((await told).reason).toEqual({ kind: 'closed' })
    expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { ownerDown: 1, targetDown: 1 } })
  })
})

describe('ports, in-process actors and signals', () => {
  it('a MessagePort whose peer is closed: a Down; one that was closed before too', async () => {
    const { port1, port2 } = new MessageChannel()
    const told = down(port1)
    port1.ref()
    port2.close()
    expect((await told).reason).toEqual({ kind: 'closed' })
    expect((await down(port1)).reason).toEqual({ kind: 'closed' })
  })

  it('an in-process actor that is stopped, before or after', async () => {
    const actor = spawnActor(() => {})
    const told = down(actor)
    actor.stop({ kind: 'exit', code: 5 })
    expect((await told).reason).toEqual({ kind: 'exit', code: 5 })
    expect((await down(actor)).target).toBe(actor)
  })

  it('a Worker that is monitored for an AbortSignal', async () => {
    const target = await worker()
    const controller = new AbortController()
    monitors.monitor(target, { owner: controller.signal })
    monitors.monitor(target, { signal: controller.signal })
    controller.abort()
    expect(monitors.getStats().cleanedBy).toMatchObject({ ownerDown: 1, signal: 1 })
    expect(target.listenerCount('exit')).toBe(0)
  })
})

describe('cluster workers, sockets and nact actors', () => {
  it('a cluster worker that is killed: a Down with the signal', async () => {
    await using program = await bundleFixture('ipc-child')
    cluster.setupPrimary({ exec: program.path, args: ['unmigrated'] })
    const made = cluster.fork()
    await once(made, 'message')
    const told = down(made)
    made.process.kill('SIGKILL')
    expect((await told).reason).toEqual({ kind: 'exit', code: null, signal: 'SIGKILL' })
    expect((await down(made)).reason).toMatchObject({ kind: 'exit', signal: 'SIGKILL' })
  })

  it('both ends of a socket that closes, and a monitor that one of them owns', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    const accepted = once(server, 'connection')
    const near = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const [far] = (await accepted) as [WebSocket]
    await once(near, 'open')
    const target = await worker()
    monitors.monitor(target, { owner: far, onDown: () => expect.unreachable() })
    const told = [down(near), down(far)]
    near.terminate()
    for (const each of await Promise.all(told)) expect(each.reason.kind).toMatch(/closed|unreachable/)
    expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { ownerDown: 1, targetDown: 2 } })
    expect((await down(near)).target).toBe(near)
    server.close()
  })

  it('a nact actor that is stopped', async () => {
    const system = nact.start()
    const actor = spawnServed(nact as unknown as NactModule, system as never, () => {}, 'served')
    const told = down(actor)
    nact.stop(actor as never)
    expect((await told).reason.kind).toMatch(/exit|closed/)
    nact.stop(system)
  })

  it('what nobody can tell the end of is said to be so', () => {
    const channel = new BroadcastChannel('monitored')
    expect(monitors.monitor(channel)).toEqual({ status: 'error', reason: 'unsupported_target' })
    channel.close()
    expect(monitors.monitor(new EventTarget())).toEqual({ status: 'error', reason: 'unsupported_target' })
  })
})

it('monitors do not keep a process alive', async () => {
  const url = (path: string): string => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).pathname)
  const { build } = await import('esbuild')
  const built = await build({
    stdin: {
      contents: `
        import { createMonitorManagerWith } from ${url('monitors/index.ts')}
        import { messagePortAdapter } from ${url('transports/message-port.ts')}
        const { port1 } = new MessageChannel()
        const manager = createMonitorManagerWith([], { sources: [messagePortAdapter] })
        const owner = {}
        if (manager.monitor(new AbortController().signal, { owner }).status !== 'ok') process.exit(9)
        process.stdout.write(String(manager.getStats().active))
      `,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  })
  const run = spawn(process.execPath, ['--input-type=module', '-e', built.outputFiles[0]!.text])
  let out = ''
  run.stdout.on('data', text => {
    out += text
  })
  const [code] = await once(run, 'close')
  expect([code, out]).toEqual([0, '1'])
})
