/**
 * Monitors: bytes and nanoseconds each, the death of one owner among a million, and what a look for leaks costs, beside
 * the ways in which Node programs do the same by hand. `node bench/runtime/monitors.mjs`; every case is a process of its
 * own, and ratios count, not absolute figures.
 */
import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const count = 1_000_000
const targetCount = 10_000
const ownerCount = 1_000
const here = fileURLToPath(import.meta.url)

/** Something with an end, as cheap as can be: what is measured is the manager. */
class Mortal extends EventEmitter {
  alive = true
}
const source = {
  name: 'mortal',
  accepts: target => target instanceof Mortal,
  liveness: target => (target.alive ? 'alive' : 'down'),
  watch: (target, _env, fn) => {
    const listener = () => fn({ kind: 'exit', code: 0 })
    target.on('end', listener)
    return { [Symbol.dispose]: () => target.off('end', listener) }
  },
}

const targets = () => Array.from({ length: targetCount }, () => new Mortal())
const owners = () => Array.from({ length: ownerCount }, () => new Mortal())

/** Each gives what it has made, and how one owner's thousand are ended. */
const cases = {
  'manager: tag only': ({ createMonitorManagerWith }) => {
    const manager = createMonitorManagerWith([source])
    const [t, o] = [targets(), owners()]
    return {
      make: i => manager.monitor(t[i % targetCount], { tag: 'bench', owner: o[i % ownerCount] }),
      end: k => o[k].emit('end'),
      leaks: () => manager.findLeaks(1e9).length,
      kept: [manager, t, o],
    }
  },
  'manager: a callback each': ({ createMonitorManagerWith }) => {
    const manager = createMonitorManagerWith([source])
    const [t, o] = [targets(), owners()]
    return {
      make: i => manager.monitor(t[i % targetCount], { tag: 'bench', owner: o[i % ownerCount], onDown: () => i }),
      end: k => o[k].emit('end'),
      leaks: () => manager.findLeaks(1e9).length,
      kept: [manager, t, o],
    }
  },
  'manager: call site of each': ({ createMonitorManagerWith }) => {
    const manager = createMonitorManagerWith([source], { captureCallSite: 'always' })
    const [t, o] = [targets(), owners()]
    return {
      make: i => manager.monitor(t[i % targetCount], { tag: 'bench', owner: o[i % ownerCount] }),
      end: k => o[k].emit('end'),
      leaks: () => manager.findLeaks(1e9).length,
      kept: [manager, t, o],
    }
  },
  'by hand: Map of records (the plan’s shape)': () => {
    const monitors = new Map()
    const [t, o] = [targets(), owners()]
    return {
      make: i => {
        const ref = Symbol()
        monitors.set(ref, { target: t[i % targetCount], owner: o[i % ownerCount], tag: 'bench', at: performance.now() })
      },
      end: k => {
        for (const [ref, info] of monitors) if (info.owner === o[k]) monitors.delete(ref)
      },
      leaks: () => [...monitors.values()].filter(info => performance.now() - info.at > 1e9).length,
      kept: [monitors, t, o],
    }
  },
  'by hand: emitter.once each': () => {
    const [t, o] = [targets(), owners()]
    for (const target of t) target.setMaxListeners(0)
    return { make: i => t[i % targetCount].once('end', () => i), kept: [t, o] }
  },
}

async function measure(name, bundle) {
  const world = cases[name](await import(pathToFileURL(bundle).href))
  const warm = []
  for (let i = 0; i < 2000; i++) warm.push(world.make(i))
  globalThis.gc()
  const before = process.memoryUsage().heapUsed
  const begin = performance.now()
  for (let i = 0; i < count; i++) world.make(i)
  const made = performance.now()
  globalThis.gc()
  const bytes = (process.memoryUsage().heapUsed - before) / count
  // Nine owners, nine looks: on a busy machine one of them is interrupted.
  const timed = fn => {
    if (fn === undefined) return undefined
    const times = Array.from({ length: 9 }, (_, k) => {
      const from = performance.now()
      fn(k)
      return performance.now() - from
    })
    return times.sort((a, b) => a - b)[4]
  }
  const result = {
    bytes,
    ns: ((made - begin) / count) * 1e6,
    leaksMs: timed(world.leaks),
    ownerDeathMs: timed(world.end),
  }
  if (world.kept.length === 0) throw new Error('unreachable: keeps the world alive')
  console.log(JSON.stringify(result))
}

const [name, bundle] = process.argv.slice(2)
if (name !== undefined) await measure(name, bundle)
else {
  const folder = mkdtempSync(join(tmpdir(), 'otp-bench-'))
  try {
    const outfile = join(folder, 'monitors.mjs')
    const entry = fileURLToPath(new URL('../../runtime/src/monitors/index.ts', import.meta.url))
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' })
    const shown = (value, digits) => (value === undefined ? '-' : value.toFixed(digits))
    console.log(`${count} monitors, ${targetCount} targets, ${ownerCount} owners; median of 3 processes\n`)
    console.log(
      '| case | bytes each | ns to make | owner of 1000 dies, ms | look for leaks, ms |\n| --- | --- | --- | --- | --- |',
    )
    for (const each of Object.keys(cases)) {
      const runs = [0, 1, 2].map(() => {
        const run = spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=4096', here, each, outfile], {
          encoding: 'utf8',
        })
        if (run.status !== 0) throw new Error(run.stderr)
        return JSON.parse(run.stdout)
      })
      const median = key => runs.map(run => run[key]).sort((a, b) => a - b)[1]
      console.log(
        `| ${each} | ${shown(median('bytes'), 0)} | ${shown(median('ns'), 0)} | ${shown(median('ownerDeathMs'), 2)} | ${shown(median('leaksMs'), 2)} |`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
