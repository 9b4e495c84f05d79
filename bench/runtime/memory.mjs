// node --expose-gc bench/runtime/memory.mjs: what a message in flight costs; each case in a process of its own.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const count = Number(process.env.MESSAGES ?? 1_000_000)
const limit = 250

if (process.argv[2] === undefined) {
  let held = true
  for (const name of ['post', 'send']) {
    const { stdout } = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), name], {
      encoding: 'utf8',
    })
    const bytes = Number(stdout)
    held &&= bytes <= limit
    console.log(
      `${name}: ${bytes.toFixed(0)} bytes a message in flight; limit ${limit} ${bytes <= limit ? 'held' : 'MISSED'}`,
    )
  }
  process.exit(held ? 0 : 1)
}

const { createSupervisedSend, silentLogger } = await import('@otp-audit/runtime')
// A recipient that takes everything and acknowledges nothing.
const hold = { accepts: () => true, name: 'hold', liveness: () => 'alive', watch: () => undefined, open: holding }
function holding() {
  return {
    id: 'hold',
    capabilities: {
      ackStages: ['handed_over', 'received', 'processed'],
      ordered: true,
      batching: true,
      transferables: false,
      downDetection: 'none',
      crashFence: false,
      clones: 'reference',
    },
    write: () => ({ ok: true, pressure: 'ok' }),
    onAck: () => ({ [Symbol.dispose]() {} }),
    onDown: () => ({ [Symbol.dispose]() {} }),
    async [Symbol.asyncDispose]() {},
  }
}
const held = createSupervisedSend({ window: 1 << 21, logger: silentLogger, adapters: [hold] })
const channel = held.channel({})
const message = { type: 'work' }
const kept = process.argv[2] === 'send' ? new Array(count) : []
globalThis.gc()
await null
globalThis.gc()
const before = process.memoryUsage()
for (let n = 0; n < count; n++) {
  if (process.argv[2] === 'send') kept[n] = channel.send(message)
  else channel.post(message)
}
globalThis.gc()
globalThis.gc()
const after = process.memoryUsage()
const used =
  after.heapUsed + after.external + after.arrayBuffers - before.heapUsed - before.external - before.arrayBuffers
console.log(used / count)
process.exit(kept.length < 0 ? 1 : 0)
