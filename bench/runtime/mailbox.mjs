// node bench/runtime/mailbox.mjs: an acknowledged post to an actor against a raw microtask mailbox, each in a process of its
// own, in turn. In one process, see `sends.mjs local`.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createSupervisedSend, spawnActor } from '@otp-audit/runtime'
import { median, message } from './rounds.mjs'

const messages = Number(process.env.MESSAGES ?? 200_000)
const cases = { raw, post }
const [name] = process.argv.slice(2)
if (name !== undefined) {
  const run = cases[name]()
  const times = []
  for (let round = 0; round < 20; round++) {
    const before = process.cpuUsage()
    await run()
    const { user, system } = process.cpuUsage(before)
    if (round > 2) times.push(user + system)
  }
  console.log(median(times))
  process.exit()
}

const ratios = []
for (let round = 0; round < Number(process.env.ROUNDS ?? 11); round++) {
  const [raw, post] = Object.keys(cases).map(each =>
    Number(spawnSync(process.execPath, [fileURLToPath(import.meta.url), each], { encoding: 'utf8' }).stdout),
  )
  ratios.push(post / raw)
}
ratios.sort((a, b) => a - b)
const [low, high] = [ratios[ratios.length >> 2], ratios[(3 * ratios.length) >> 2]].map(ratio => ratio.toFixed(2))
const ratio = median(ratios)
console.log(`in-process post: ${ratio.toFixed(2)} x a raw microtask mailbox, quartiles ${low} to ${high}; limit 1.30`)
process.exit(ratio <= 1.3 ? 0 : 1)

function raw() {
  let sum = 0
  let queue = []
  let scheduled = false
  const handler = m => {
    sum += m.seq
  }
  const send = m => {
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
  return async () => {
    for (let n = 0; n < messages; n++) send(message(n))
    await null
    return sum
  }
}

function post() {
  let sum = 0
  const actor = spawnActor(m => {
    sum += m.seq
  })
  const channel = createSupervisedSend({ window: 1 << 20 }).channel(actor)
  return async () => {
    for (let n = 0; n < messages; n++) channel.post(message(n))
    await channel.flush()
    return sum
  }
}
