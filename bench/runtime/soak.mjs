/**
 * Everything at once for a long time: `node --expose-gc bench/runtime/soak.mjs [seconds]` (600 by default). Sends and calls
 * to a Worker, monitors that end in every way, dead letters added, retried and purged, bounded calls that do and do not end
 * in time. At the end the heap must not have grown by more than a byte a message, and everything made must be gone.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'

const seconds = Number(process.argv[2] ?? 600)
if (globalThis.gc === undefined) throw new Error('run with --expose-gc')

const folder = mkdtempSync(join(tmpdir(), 'otp-soak-'))
const entry = name => fileURLToPath(new URL(`../../runtime/src/${name}.ts`, import.meta.url))
await build({
  entryPoints: [entry('index'), entry('worker')],
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
})
const { createRuntime, silentLogger, spawnActor } = await import(pathToFileURL(join(folder, 'index.mjs')).href)
const runtime = createRuntime({ logger: silentLogger })
const serve = `import(${JSON.stringify(pathToFileURL(join(folder, 'worker.mjs')).href)}).then(({ servePeer }) =>
  servePeer(require('node:worker_threads').parentPort, message => message))`
const worker = new Worker(serve, { eval: true })

const letters = spawnActor(() => {})
let messages = 0

async function round(n) {
  const results = await Promise.all(
    Array.from({ length: 500 }, (_, i) => runtime.send.sendSupervised(worker, { type: 'soak', n, i })),
  )
  if (results.some(result => result.status !== 'delivered')) throw new Error('a send to a live worker failed')
  await Promise.all(Array.from({ length: 50 }, (_, i) => runtime.send.call(worker, i)))
  messages += 550

  const [actor, owner] = [spawnActor(() => {}), new AbortController()]
  const refs = Array.from({ length: 100 }, (_, i) => runtime.monitors.monitor(actor, { tag: `tag ${i % 7}` }))
  for (const { ref } of refs.slice(50)) runtime.monitors.demonitor(ref)
  const scope = runtime.monitors.scope('round')
  for (let i = 0; i < 50; i++) {
    runtime.monitors.monitor(worker, { owner: owner.signal, onDown: () => {} })
    runtime.monitors.monitor(worker, { signal: owner.signal })
    scope.monitor(worker)
  }
  owner.abort()

  const dead = spawnActor(() => {})
  dead.stop()
  await Promise.all(
    Array.from({ length: 2 }, (_, i) => runtime.send.sendSupervised(dead, i, { onError: 'deadLetter' })),
  )
  for (let i = 0; i < 20; i++) await runtime.deadLetters.addMessage(letters, i, 'soak')
  await runtime.deadLetters.retryMessages()
  await runtime.deadLetters.purgeMessages()
  messages += 22

  const bounded = Array.from({ length: 50 }, (_, i) =>
    runtime.timeouts.callWithTimeout('soak', null, () => (i % 10 === 0 ? new Promise(() => {}) : i), { timeout: 5 }),
  )
  actor.stop()
  scope[Symbol.dispose]()
  await Promise.all(bounded)
}

function heap() {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

const end = performance.now() + seconds * 1000
for (let n = 0; n < 200; n++) await round(n)
// Finalizers and the collector's own tables settle before the first reading.
for (let i = 0; i < 10; i++) await new Promise(resolve => setImmediate(resolve, heap()))
const [first, from] = [heap(), messages]
let next = performance.now()
for (let n = 0; performance.now() < end; n++) {
  await round(n)
  if (performance.now() < next) continue
  next = performance.now() + 15_000
  const bytes = (heap() - first) / Math.max(1, messages - from)
  console.log(
    `${messages} messages, heap ${(heap() / 1e6).toFixed(1)} MB, ${bytes.toFixed(3)} bytes a message since the start`,
  )
}
for (let i = 0; i < 10; i++) await new Promise(resolve => setImmediate(resolve, heap()))
const growth = (heap() - first) / (messages - from)
await worker.terminate()
await runtime[Symbol.asyncDispose]()
rmSync(folder, { recursive: true })

const monitors = runtime.monitors.getStats()
const sends = runtime.send.getStats()
const deadLetters = runtime.deadLetters.getStats()
console.log({ messages, growth, monitors, sends, deadLetters, timeouts: runtime.timeouts.getStats() })
const faults = [
  growth > 1 && `the heap grew by ${growth.toFixed(2)} bytes a message`,
  monitors.created !== monitors.cleaned && 'monitors created and cleaned differ',
  sends.inFlight !== 0 && 'messages are in flight',
  deadLetters.size !== 0 && 'dead letters are left',
  process.getActiveResourcesInfo().some(each => each === 'Timeout' || each === 'MessagePort') &&
    `handles are left: ${process.getActiveResourcesInfo()}`,
].filter(Boolean)
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
