import { type ChildProcess, fork } from 'node:child_process'
import cluster, { type Worker as ClusterWorker } from 'node:cluster'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import * as nact from 'nact'
import { WebSocket, WebSocketServer } from 'ws'
import { createActor, fromTransition } from 'xstate'
import { createEnv } from '../../src/core/env.js'
import type { Transport, TransportCapabilities } from '../../src/core/transport.js'
import { servePeerWith } from '../../src/peer/serve.js'
import { actorAdapter, spawnActor } from '../../src/transports/actor.js'
import type { AnyAdapter } from '../../src/transports/adapters.js'
import { broadcastChannelAdapter } from '../../src/transports/broadcast-channel.js'
import { childProcessAdapter, childProcessEndpoint } from '../../src/transports/child-process.js'
import { clusterAdapter } from '../../src/transports/cluster.js'
import { messagePortAdapter } from '../../src/transports/message-port.js'
import { type NactModule, nactAdapter, spawnServed } from '../../src/transports/nact.js'
import { standInAdapter } from '../../src/transports/stand-in.js'
import { workerAdapter } from '../../src/transports/worker.js'
import { wsAdapter, wsEndpoint } from '../../src/transports/ws.js'
import { xstateAdapter } from '../../src/transports/xstate.js'
import { servePeer } from '../../src/worker.js'
import { BrowserWorker, browserScope } from '../fixtures/browser-worker.js'
import { bundleFixture } from '../fixtures/bundle.js'

export interface Grade {
  readonly recipient: string
  readonly alone: TransportCapabilities
  /** With the peer helper at the other end; undefined where there is none. */
  readonly served: TransportCapabilities | undefined
}

const env = createEnv()

/** What has to be ended, last first. */
class Cleanup {
  readonly #ends: (() => unknown)[] = []
  defer(end: () => unknown): void {
    this.#ends.unshift(end)
  }
  async run(): Promise<void> {
    for (const end of this.#ends) await end()
  }
}

/** What every adapter says of itself, asked of real recipients: alone, and served. */
export async function collectGrades(): Promise<Grade[]> {
  const stack = new Cleanup()
  try {
    const child = await bundleFixture('ipc-child')
    const worker = await bundleFixture('grade-worker')
    stack.defer(() => Promise.all([child[Symbol.asyncDispose](), worker[Symbol.asyncDispose]()]))
    return [
      await actors(),
      await xstate(),
      await nactActors(stack),
      await workers(stack, worker.path),
      await ports(stack),
      await children(stack, child.path, 'json'),
      await children(stack, child.path, 'advanced'),
      await parents(stack, child.path),
      await clusters(stack, child.path),
      await sockets(stack),
      await channels(),
      await webWorkers(stack),
      await standIns(),
    ]
  } finally {
    await stack.run()
  }
}

/** Opens a transport, waits for the verdict on its peer, and reads what it claims. */
async function claims(adapter: AnyAdapter, target: object): Promise<TransportCapabilities> {
  const transport: Transport = adapter.open(target, env)
  const { peer } = transport
  if (peer?.state === 'unknown') {
    if (peer.whileUnknown === undefined && !peer.seek()) transport.write({ epoch: 1, first: 0, bodies: ['hello'] })
    while (peer.state === 'unknown') await new Promise<void>(resolve => void peer.onChange(resolve))
  }
  // A port's peer is greeted by the first message.
  if (peer?.state === 'served') transport.write({ epoch: 1, first: 1, bodies: ['hello again'] })
  const { capabilities } = transport
  await transport[Symbol.asyncDispose]()
  return capabilities
}

async function actors(): Promise<Grade> {
  return {
    recipient: 'in-process actor',
    alone: await claims(
      actorAdapter,
      spawnActor(() => {}),
    ),
    served: undefined,
  }
}

async function xstate(): Promise<Grade> {
  const actor = createActor(fromTransition(state => state, 0)).start()
  return { recipient: 'XState 5 actor', alone: await claims(xstateAdapter(), actor), served: undefined }
}

async function nactActors(stack: Cleanup): Promise<Grade> {
  const system = nact.start() as never
  stack.defer(() => nact.stop(system))
  const adapter = nactAdapter(nact as unknown as NactModule)
  return {
    recipient: 'nact actor',
    alone: await claims(adapter, nact.spawn(system, (() => {}) as never) as object),
    served: await claims(
      adapter,
      spawnServed(nact as unknown as NactModule, system, () => {}),
    ),
  }
}

async function workers(stack: Cleanup, path: string): Promise<Grade> {
  const start = (role: string): Worker => {
    const worker = new Worker(path, { workerData: role })
    stack.defer(async () => void (await worker.terminate()))
    return worker
  }
  return {
    recipient: '`Worker` (worker_threads)',
    alone: await claims(workerAdapter, start('unmigrated')),
    served: await claims(workerAdapter, start('served')),
  }
}

async function ports(stack: Cleanup): Promise<Grade> {
  const alone = new MessageChannel()
  const served = new MessageChannel()
  const peer = servePeer(served.port2, () => {})
  stack.defer(async () => {
    await peer.close()
    for (const port of [alone.port1, served.port1]) port.close()
  })
  return {
    recipient: '`MessagePort`, `parentPort`',
    alone: await claims(messagePortAdapter, alone.port1),
    served: await claims(messagePortAdapter, served.port1),
  }
}

async function started(stack: Cleanup, child: ChildProcess): Promise<ChildProcess> {
  stack.defer(async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  await once(child, 'message')
  return child
}

async function children(stack: Cleanup, path: string, serialization: 'json' | 'advanced'): Promise<Grade> {
  const start = (role: string): Promise<ChildProcess> => started(stack, fork(path, [role], { serialization }))
  return {
    recipient: `\`ChildProcess\`, ${serialization}`,
    alone: await claims(childProcessAdapter({ peerTimeout: 0 }), await start('unmigrated')),
    served: await claims(childProcessAdapter(), await start('served')),
  }
}

async function parents(stack: Cleanup, path: string): Promise<Grade> {
  const ask = async (serve: boolean): Promise<TransportCapabilities> => {
    const child = fork(path, ['grades of its parent'])
    const answer = once(child, 'message')
    if (serve) {
      const peer = servePeerWith(child, () => {}, [childProcessEndpoint()])
      stack.defer(() => peer.close())
    }
    const [capabilities] = (await answer) as [TransportCapabilities]
    child.kill('SIGKILL')
    await once(child, 'exit')
    return capabilities
  }
  return { recipient: '`process` (a child to its parent)', alone: await ask(false), served: await ask(true) }
}

async function clusters(stack: Cleanup, path: string): Promise<Grade> {
  const start = async (role: string): Promise<ClusterWorker> => {
    cluster.setupPrimary({ exec: path, args: [role] })
    const worker = cluster.fork()
    await started(stack, worker.process)
    return worker
  }
  return {
    recipient: '`cluster.Worker`',
    alone: await claims(clusterAdapter({ peerTimeout: 0 }), await start('unmigrated')),
    served: await claims(clusterAdapter(), await start('served in cluster')),
  }
}

async function sockets(stack: Cleanup): Promise<Grade> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  stack.defer(() => new Promise(resolve => void server.close(resolve)))
  await once(server, 'listening')
  const ask = async (serve: boolean): Promise<TransportCapabilities> => {
    server.once('connection', socket => {
      if (serve) servePeerWith(socket, () => {}, [wsEndpoint()])
    })
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    stack.defer(() => socket.terminate())
    return claims(wsAdapter(), socket)
  }
  return { recipient: '`WebSocket` of `ws`', alone: await ask(false), served: await ask(true) }
}

async function channels(): Promise<Grade> {
  const channel = new BroadcastChannel('otp-audit-grades')
  const alone = await claims(broadcastChannelAdapter, channel)
  channel.close()
  return { recipient: '`BroadcastChannel`', alone, served: undefined }
}

async function standIns(): Promise<Grade> {
  const alone = await claims(standInAdapter, { postMessage: () => {} })
  return { recipient: 'anything else with `postMessage` or `send`', alone, served: undefined }
}

async function webWorkers(stack: Cleanup): Promise<Grade> {
  const bundle = await bundleFixture('browser-scope')
  stack.defer(() => bundle[Symbol.asyncDispose]())
  ;(globalThis as { Worker?: unknown }).Worker = BrowserWorker
  const { webWorkerAdapter } = await import('../../src/transports/web-worker.js')
  const start = (source: string): BrowserWorker => {
    const worker = new BrowserWorker(source)
    stack.defer(() => worker.thread.terminate())
    return worker
  }
  return {
    recipient: '`Worker` of a browser',
    alone: await claims(webWorkerAdapter, start("require('node:worker_threads').parentPort.on('message', () => {})")),
    served: await claims(webWorkerAdapter, start(browserScope(bundle.path))),
  }
}
