// node bench/runtime/sends.mjs [worker|child|local|call]: what an acknowledged send costs against the raw one. Each table
// is a process of its own, as code that has seen many transports is slower than code that has seen one.
import { fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { createSupervisedSend, spawnActor } from '@otp-audit/runtime'
import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import Piscina from 'piscina'
import { compare, message } from './rounds.mjs'

const peer = new URL('peer.mjs', import.meta.url)
const messages = Number(process.env.MESSAGES ?? 50_000)
const window = 1 << 17

async function served(role, batch, make = () => new Worker(peer, { workerData: { role } })) {
  const target = make()
  const send = createSupervisedSend({ window, batch: { max: batch } })
  const first = await send.sendSupervised(target, message(0), { stage: 'processed', timeout: 20_000 })
  if (first.stage !== 'processed') throw new Error('the peer does not serve')
  return { target, send, channel: send.channel(target) }
}
const promises = async (count, each) => {
  const all = new Array(count)
  for (let n = 0; n < count; n++) all[n] = each(message(n))
  await Promise.all(all)
}
const posts = async channel => {
  for (let n = 0; n < messages; n++) channel.post(message(n))
  await channel.flush()
}

const tables = { worker, child: childProcess, local: inProcess, call: calls }
const [table] = process.argv.slice(2)
if (table !== undefined) process.exit((await tables[table]()) ? 0 : 1)
let missed = 0
for (const name of Object.keys(tables)) {
  missed += spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { stdio: 'inherit' }).status
}
process.exit(missed === 0 ? 0 : 1)

async function worker() {
  const raw = new Worker(peer, { workerData: { role: 'raw', messages } })
  const batched = await served('served', 64)
  const single = await served('served', 1)
  const processed = await served('async', 64)
  const flood = async () => {
    const done = once(raw, 'message')
    for (let n = 0; n < messages; n++) raw.postMessage(message(n))
    await done
  }
  return await compare(
    'Worker',
    {
      'raw postMessage': flood,
      'acknowledged, batched, post': () => posts(batched.channel),
      'acknowledged, batched, Promise each': () =>
        promises(messages, m => batched.send.sendSupervised(batched.target, m)),
      'acknowledged, batched, 1000 in flight': () =>
        pipelined(messages, m => batched.send.sendSupervised(batched.target, m)),
      'acknowledged, unbatched, post': () => posts(single.channel),
      'acknowledged, unbatched, Promise each': () =>
        promises(messages, m => single.send.sendSupervised(single.target, m)),
      'processed, async handler, Promise each': () =>
        promises(messages, m => processed.send.sendSupervised(processed.target, m, { stage: 'processed' })),
    },
    {
      base: 'raw postMessage',
      messages,
      limits: {
        'acknowledged, batched, post': 0.5,
        'acknowledged, batched, Promise each': 0.8,
        'acknowledged, unbatched, Promise each': 1.5,
      },
    },
  )
}

async function childProcess() {
  const fewer = messages / 2
  const path = fileURLToPath(peer)
  const child = fork(path, ['raw-child', String(fewer)])
  const childServed = await served('served', 64, () => fork(path, ['served']))
  return await compare(
    'child_process, json',
    {
      'raw child.send': async () => {
        const done = once(child, 'message')
        for (let n = 0; n < fewer; n++) child.send(message(n))
        await done
      },
      'acknowledged, batched, post': async () => {
        for (let n = 0; n < fewer; n++) childServed.channel.post(message(n))
        await childServed.channel.flush()
      },
      'acknowledged, batched, Promise each': () => promises(fewer, m => childServed.channel.send(m)),
    },
    { base: 'raw child.send', messages: fewer, limits: { 'acknowledged, batched, post': 0.4 } },
  )
}

async function inProcess() {
  const local = createSupervisedSend({ window: 1 << 20 })
  let sum = 0
  const actor = spawnActor(m => {
    sum += m.seq
  })
  const channel = local.channel(actor)
  const more = messages * 4
  const mailbox = handler => {
    let queue = []
    let scheduled = false
    return m => {
      queue.push(m)
      if (scheduled) return
      scheduled = true
      queueMicrotask(() => {
        const batch = queue
        queue = []
        scheduled = false
        for (const each of batch) handler(each)
      })
    }
  }
  const rawMailbox = mailbox(m => {
    sum += m.seq
  })
  const rawPromises = mailbox(({ m, resolve }) => {
    sum += m.seq
    resolve()
  })
  const held = await compare(
    'in-process',
    {
      'raw microtask mailbox': async () => {
        for (let n = 0; n < more; n++) rawMailbox(message(n))
        await null
      },
      'acknowledged, post': async () => {
        for (let n = 0; n < more; n++) channel.post(message(n))
        await channel.flush()
      },
      'raw mailbox, Promise each': () => promises(more, m => new Promise(resolve => rawPromises({ m, resolve }))),
      'acknowledged, Promise each': () => promises(more, m => channel.send(m)),
    },
    { base: 'raw microtask mailbox', messages: more, limits: { 'acknowledged, post': 1.3 }, twice: true },
  )

  return held && sum > 0
}

async function calls() {
  const called = await served('call', 64)
  const remote = wrap(nodeEndpoint(new Worker(peer, { workerData: { role: 'comlink' } })))
  const pool = new Piscina({
    filename: fileURLToPath(peer),
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 1000,
    workerData: { role: 'pool' },
  })
  const count = messages
  await compare(
    'call, pipelined (1000 in flight)',
    {
      call: () => pipelined(count, m => called.send.call(called.target, m)),
      comlink: () => pipelined(count, m => remote.work(m)),
      piscina: () => pipelined(count, m => pool.run(m)),
    },
    { base: 'call', messages: count },
  )
  const rtt = new Worker(
    "const { parentPort } = require('node:worker_threads'); parentPort.on('message', m => parentPort.postMessage(m))",
    {
      eval: true,
    },
  )
  console.log('limit: comlink and piscina at least 5.00')
  await compare(
    "call, one at a time: Node's weak side",
    {
      'raw round trip': async () => {
        const echo = rtt
        for (let n = 0; n < 1000; n++) {
          echo.postMessage(n)
          await once(echo, 'message')
        }
      },
      call: async () => {
        for (let n = 0; n < 1000; n++) await called.send.call(called.target, message(n))
      },
      comlink: async () => {
        for (let n = 0; n < 1000; n++) await remote.work(message(n))
      },
    },
    { base: 'raw round trip', messages: 1000, rounds: 5 },
  )
  return true
}

async function pipelined(count, call) {
  let next = 0
  await Promise.all(
    Array.from({ length: 1000 }, async () => {
      while (next < count) await call(message(next++))
    }),
  )
}
