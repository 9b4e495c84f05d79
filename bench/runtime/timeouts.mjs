/**
 * Timeouts: what a look-up costs, and a bounded call beside the usual ways to bound one. `node bench/runtime/timeouts.mjs`
 * Cases run interleaved in one process; ratios count. Dead letters, added in memory, are at the end.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import pTimeout from 'p-timeout'

const folder = mkdtempSync(join(tmpdir(), 'otp-bench-'))
async function load(entry) {
  const outfile = join(folder, `${entry.replace('/', '-')}.mjs`)
  const source = fileURLToPath(new URL(`../../runtime/src/${entry}.ts`, import.meta.url))
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' })
  return import(pathToFileURL(outfile).href)
}
const { createTimeoutConfig } = await load('timeouts/index')
const { createDeadLetterQueue } = await load('dead-letters/index')
rmSync(folder, { recursive: true })

const timeouts = createTimeoutConfig({ rules: { services: { store: 200 } } })
const work = async n => n
const hardcoded = { store: 200 }
let sink = 0

function raceWithTimer(promise, ms) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(reject, ms, new Error('timeout'))
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
function raceWithSignal(promise, ms) {
  const signal = AbortSignal.timeout(ms)
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', reject, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', reject))
  })
}

const lookups = {
  'a property': () => {
    sink += hardcoded.store
  },
  'getTimeout(service)': () => {
    sink += timeouts.getTimeout('store')
  },
  'getTimeout(pattern)': () => {
    sink += timeouts.getTimeout('cache_lookup:user')
  },
  'getTimeoutForCall(service, { type })': () => {
    sink += timeouts.getTimeoutForCall('store', { type: 'put' })
  },
}
const calls = {
  'await, unbounded': i => work(i),
  callWithTimeout: i => timeouts.callWithTimeout('store', null, () => work(i)),
  'callWithTimeout, explicit': i => timeouts.callWithTimeout('store', null, () => work(i), { timeout: 500 }),
  'race with setTimeout': i => raceWithTimer(work(i), 500),
  'p-timeout 7': i => pTimeout(work(i), { milliseconds: 500 }),
  'AbortSignal.timeout': i => raceWithSignal(work(i), 500),
}

const median = list => list.sort((a, b) => a - b)[list.length >> 1]

async function table(title, cases, count, rounds, run) {
  const times = Object.fromEntries(Object.keys(cases).map(name => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, fn] of Object.entries(cases)) {
      const from = performance.now()
      await run(fn, count)
      if (round > 0) times[name].push(((performance.now() - from) / count) * 1e6)
    }
  }
  const first = median(Object.values(times)[0])
  console.log(`\n| ${title} | ns | ratio |\n| --- | --- | --- |`)
  for (const [name, list] of Object.entries(times)) {
    console.log(`| ${name} | ${median(list).toFixed(0)} | ${(median(list) / first).toFixed(1)} |`)
  }
}

await table('look-up', lookups, 1_000_000, 7, (fn, count) => {
  for (let i = 0; i < count; i++) fn(i)
})
await table('call, 1000 in flight', calls, 50_000, 7, async (fn, count) => {
  for (let i = 0; i < count; i += 1000) await Promise.all(Array.from({ length: 1000 }, (_, k) => fn(i + k)))
})

const delivered = { status: 'delivered', stage: 'received', seq: 0, attempts: 1 }
const queue = createDeadLetterQueue({ limit: 1e6, resolve: () => ({}), send: async () => delivered })
const letters = 20_000
const begin = performance.now()
for (let i = 0; i < letters; i += 1000) {
  await Promise.all(Array.from({ length: 1000 }, (_, k) => queue.addMessage(`worker ${k % 10}`, { i, k }, 'down')))
}
const added = performance.now()
await queue.retryMessages()
const retried = performance.now()
await queue[Symbol.asyncDispose]()
console.log(`\n${letters} dead letters in memory: added ${Math.round((letters / (added - begin)) * 1000)} a second,`)
console.log(`sent again ${Math.round((letters / (retried - added)) * 1000)} a second`)
if (sink === 0) throw new Error('nothing was looked up')
