import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createEnv } from '../../src/core/env.js'
import type { DownReason, Transport } from '../../src/core/transport.js'
import { servePeerWith } from '../../src/peer/serve.js'
import { childProcessAdapter } from '../../src/transports/child-process.js'
import { type ClusterWorkerTarget, clusterAdapter, clusterEndpoint } from '../../src/transports/cluster.js'
import { type Bundle, bundleFixture } from '../fixtures/bundle.js'
import { collect, frameOf } from './collect.js'

let bundle: Bundle
beforeAll(async () => {
  bundle = await bundleFixture('ipc-child')
})
afterAll(() => bundle[Symbol.asyncDispose]())

const env = createEnv()
const adapter = clusterAdapter()
const transports: Transport[] = []
const workers: Worker[] = []

afterEach(async () => {
  for (const transport of transports.splice(0)) await transport[Symbol.asyncDispose]()
  for (const worker of workers.splice(0)) {
    if (worker.isDead()) continue
    worker.process.kill('SIGKILL')
    await once(worker, 'exit')
  }
  expect(env.wheel.size).toBe(0)
})

async function start(role: string): Promise<Worker> {
  cluster.setupPrimary({ exec: bundle.path, args: [role] })
  const worker = cluster.fork()
  workers.push(worker)
  await once(worker, 'message')
  return worker
}

async function opened(worker: Worker) {
  const transport = adapter.open(worker as unknown as ClusterWorkerTarget, env)
  transports.push(transport)
  if (transport.peer?.state === 'unknown') await new Promise<void>(resolve => void transport.peer?.onChange(resolve))
  return { transport, seen: collect(transport) }
}

describe('cluster', () => {
  it('tells a worker of cluster from a child', async () => {
    const worker = await start('unmigrated')
    expect(adapter.accepts(worker)).toBe(true)
    expect(adapter.accepts(worker.process)).toBe(false)
    expect(childProcessAdapter().accepts(worker)).toBe(false)
    expect(childProcessAdapter().accepts(worker.process)).toBe(true)
  })

  it('proves processing by a served worker, unseen by the listeners of the cluster', async () => {
    const worker = await start('served in cluster')
    const heard: unknown[] = []
    const listener = (_worker: Worker, message: unknown): void => void heard.push(message)
    cluster.on('message', listener)
    const { transport, seen } = await opened(worker)
    expect(transport.peer?.state).toBe('served')
    transport.write(frameOf(0, 'a', 'b'))
    await seen.acked(2)
    worker.send({ op: 'seen' })
    await once(worker, 'message')
    cluster.off('message', listener)
    expect(heard).toEqual([{ seen: ['a', 'b'] }])
  })

  it('gives an unmigrated worker exactly the raw messages', async () => {
    const worker = await start('unmigrated')
    const { transport } = await opened(worker)
    expect(transport.peer?.state).toBe('absent')
    transport.write(frameOf(0, { raw: true }))
    worker.send({ op: 'seen' })
    const [message] = await once(worker, 'message')
    expect(message).toEqual({ seen: [{ raw: true }] })
  })

  it('tells the exit of a worker after its acknowledgements, to senders and to watchers', async () => {
    const worker = await start('served in cluster')
    const { transport, seen } = await opened(worker)
    const watched = new Promise<DownReason>(resolve => {
      adapter.watch(worker as unknown as ClusterWorkerTarget, env, resolve)
    })
    transport.write(frameOf(0, 'a'))
    await seen.acked(1)
    transport.write(frameOf(1, { op: 'exit', value: 4 }))
    await expect(seen.down()).resolves.toEqual({ kind: 'exit', code: 4 })
    await expect(watched).resolves.toEqual({ kind: 'exit', code: 4 })
    expect(adapter.liveness(worker as unknown as ClusterWorkerTarget)).toBe('down')
    expect(transport.write(frameOf(2, 1))).toEqual({ ok: false, reason: 'closed' })
  })

  it('serves what a worker sends to its primary', async () => {
    cluster.setupPrimary({ exec: bundle.path, args: ['reports upward from cluster'] })
    const worker = cluster.fork()
    workers.push(worker)
    const heard: unknown[] = []
    const peer = servePeerWith(worker, message => void heard.push(message), [clusterEndpoint()])
    await new Promise<void>(resolve => {
      worker.on('exit', () => resolve())
    })
    expect(heard).toEqual([{ report: 1 }, { report: 2 }, { done: 2 }])
    await peer.close()
  })
})
