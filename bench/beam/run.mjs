// node bench/beam/run.mjs: the plan's supervised send on the BEAM beside ours, messages a second. Needs `elixir`
// (Debian: apt install elixir) and a built runtime. One after the other on the same machine, medians of five rounds.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { createSupervisedSend, spawnActor } from '@otp-audit/runtime'
import { median, message } from '../runtime/rounds.mjs'

const script = fileURLToPath(new URL('supervised_send.exs', import.meta.url))
const beam = spawnSync('elixir', [script], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
if (beam.error !== undefined || beam.status !== 0) {
  console.error(beam.error?.message ?? beam.stderr)
  console.error('bench/beam needs elixir on the PATH (Debian: apt install elixir)')
  process.exit(2)
}
show(
  'Elixir',
  beam.stdout
    .trim()
    .split('\n')
    .map(line => line.split('\t')),
)

const peer = new URL('../runtime/peer.mjs', import.meta.url)
const worker = new Worker(peer, { workerData: { role: 'served' } })
const send = createSupervisedSend({ window: 1 << 18 })
await send.sendSupervised(worker, message(0), { stage: 'processed', timeout: 20_000 })
const channel = send.channel(worker)
let sum = 0
const actor = spawnActor(m => {
  sum += m.seq
})
const flood = async (target, count) => {
  const all = new Array(count)
  for (let n = 0; n < count; n++) all[n] = send.sendSupervised(target, message(n))
  await Promise.all(all)
}
const rows = [
  [
    'Worker, acknowledged post',
    await rate(100_000, async count => {
      for (let n = 0; n < count; n++) channel.post(message(n))
      await channel.flush()
    }),
  ],
  ['Worker, acknowledged, Promise each', await rate(50_000, count => flood(worker, count))],
  ['Worker, 64 callers, each awaits its own', await rate(64_000, count => callers(worker, 64, count))],
  ["Worker, one at a time (Node's weak side)", await rate(5000, count => callers(worker, 1, count))],
  ['in-process actor, Promise each', await rate(200_000, count => flood(actor, count))],
]
show('Node', rows)
process.exit(sum < 0 ? 1 : 0)

async function callers(target, width, count) {
  let next = 0
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next++ < count) await send.sendSupervised(target, message(next))
    }),
  )
}

async function rate(count, run) {
  const rates = []
  for (let round = 0; round <= 5; round++) {
    const before = performance.now()
    await run(count)
    if (round > 0) rates.push((count / (performance.now() - before)) * 1000)
  }
  return Math.round(median(rates))
}

function show(title, table) {
  console.log(`\n${title}`)
  for (const [name, perSecond] of table) {
    console.log(`${name.padEnd(46)}${Number(perSecond).toLocaleString('en').padStart(12)} /s`)
  }
}
