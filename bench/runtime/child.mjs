/**
 * Acknowledged sends to a child process beside raw `child.send`, for both serializations.
 * `node bench/runtime/child.mjs [messages] [rounds]`. Cases take turns in one process; the ratios count, not the absolute
 * figures: below 1 is cheaper than raw.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = fileURLToPath(import.meta.url)

if (process.argv[2] === 'child') await runChild(process.argv[3], process.argv[4])
else await main(Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 7))

/** Says 'done' when it has taken as many messages as it was told to expect. */
async function runChild(role, library) {
  let left = 0
  const take = message => {
    if (message.expect !== undefined) left = message.expect
    else if (--left === 0) process.send('done')
  }
  if (role === 'raw') process.on('message', take)
  else {
    const { servePeer } = await import(library)
    servePeer(process, take)
  }
  process.send('ready')
}

async function main(count, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'otp-audit-bench-'))
  try {
    const { bundle } = await import('../../runtime/scripts/bundle.mjs')
    await bundle(folder)
    const library = pathToFileURL(join(folder, 'index.js')).href
    const { createSupervisedSend } = await import(library)
    for (const serialization of ['json', 'advanced']) {
      const cases = await casesOf(serialization, library, createSupervisedSend, count)
      report(serialization, await measure(cases, rounds), count)
      for (const { end } of cases) await end()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function start(role, library, serialization) {
  const child = fork(here, ['child', role, library], { serialization })
  await once(child, 'message')
  return child
}

function message(seq) {
  return { type: 'work', seq, payload: 'x'.repeat(100) }
}

async function casesOf(serialization, library, createSupervisedSend, count) {
  const raw = await start('raw', library, serialization)
  const served = await start('served', library, serialization)
  const batched = createSupervisedSend()
  const single = createSupervisedSend({ batch: { max: 1 } })
  const post = sender => async () => {
    const channel = sender.channel(served)
    await channel.send({ expect: count }, { stage: 'processed' })
    return async () => {
      for (let seq = 0; seq < count; seq++) {
        if (!channel.writable) await channel.ready()
        channel.post(message(seq))
      }
      await channel.flush()
    }
  }
  const send = sender => async () => {
    const channel = sender.channel(served)
    await channel.send({ expect: count }, { stage: 'processed' })
    return async () => {
      const results = []
      for (let seq = 0; seq < count; seq++) {
        if (!channel.writable) await channel.ready()
        results.push(channel.send(message(seq)))
      }
      const delivered = (await Promise.all(results)).filter(result => result.status === 'delivered').length
      if (delivered !== count) throw new Error(`${delivered} of ${count} delivered`)
    }
  }
  return [
    {
      name: 'raw child.send',
      prepare: async () => {
        raw.send({ expect: count })
        return async () => {
          const done = once(raw, 'message')
          for (let seq = 0; seq < count; seq++) raw.send(message(seq))
          await done
        }
      },
      end: async () => raw.disconnect(),
    },
    { name: 'acknowledged, batched, post', prepare: post(batched), end: async () => {} },
    {
      name: 'acknowledged, batched, a Promise each',
      prepare: send(batched),
      end: () => batched[Symbol.asyncDispose](),
    },
    {
      name: 'acknowledged, one by one, post',
      prepare: post(single),
      end: async () => {
        await single[Symbol.asyncDispose]()
        served.disconnect()
      },
    },
  ]
}

/** The first round warms up. */
async function measure(cases, rounds) {
  const times = cases.map(() => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [at, { prepare }] of cases.entries()) {
      const run = await prepare()
      const before = performance.now()
      await run()
      if (round > 0) times[at].push(performance.now() - before)
    }
  }
  return cases.map(({ name }, at) => ({
    name,
    ms: median(times[at]),
    ratio: median(times[at].map((time, round) => time / times[0][round])),
  }))
}

function report(serialization, rows, count) {
  console.log(`child_process, ${serialization}, ${count} messages`)
  for (const { name, ms, ratio } of rows) {
    const rate = Math.round((count / ms) * 1000).toLocaleString('en')
    console.log(`  ${name.padEnd(40)} ${rate.padStart(10)} /s   ${ratio.toFixed(2)} x raw`)
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
