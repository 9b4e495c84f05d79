// Cases of one table run in turn, round after round, in one process: what disturbs one disturbs all. The first round
// warms up and is dropped. A ratio is the median of the rounds' ratios, not a ratio of medians. `cpu` is the same ratio
// of processor time over all threads: it tells more than the clock on a machine that has other things to do.
// `twice`: each case runs twice in its turn, and the second time counts; the first collects what the case before it left. Where
// one case leaves far more garbage than another, that other would pay for it.
export async function compare(title, cases, { base, rounds = 9, messages, limits = {}, twice = false }) {
  const times = Object.fromEntries(Object.keys(cases).map(name => [name, []]))
  const cpus = Object.fromEntries(Object.keys(cases).map(name => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(cases)) {
      globalThis.gc?.()
      if (twice) await run()
      const before = performance.now()
      const used = process.cpuUsage()
      await run()
      const { user, system } = process.cpuUsage(used)
      if (round === 0) continue
      times[name].push(performance.now() - before)
      cpus[name].push(user + system)
    }
  }
  console.log(`\n${title} (${messages.toLocaleString('en')} messages, ${rounds} rounds)`)
  console.log(`${''.padEnd(46)}${'msg/s'.padStart(12)}${'cost'.padStart(8)}${'cpu'.padStart(8)}${'limit'.padStart(8)}`)
  let held = true
  for (const name of Object.keys(cases)) {
    const ratio = median(times[name].map((time, round) => time / times[base][round]))
    const cpu = median(cpus[name].map((used, round) => used / cpus[base][round]))
    const perSecond = Math.round((messages / median(times[name])) * 1000)
    const limit = limits[name]
    const verdict = limit === undefined ? '' : ratio <= limit ? '  held' : '  MISSED'
    if (limit !== undefined && ratio > limit) held = false
    console.log(
      name.padEnd(46) +
        perSecond.toLocaleString('en').padStart(12) +
        ratio.toFixed(2).padStart(8) +
        cpu.toFixed(2).padStart(8) +
        (limit === undefined ? '' : limit.toFixed(2)).padStart(8) +
        verdict,
    )
  }
  return held
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]
}

export const message = n => ({ type: 'work', seq: n, body: filler })
const filler = 'x'.repeat(100)
