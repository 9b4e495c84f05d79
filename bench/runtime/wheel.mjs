// node --expose-gc bench/runtime/wheel.mjs: a million timeouts set and taken back, as with every send that is answered.
import { createTimerWheel, systemClock } from '@otp-audit/runtime'
import { median } from './rounds.mjs'

const count = Number(process.env.TIMERS ?? 1_000_000)
const nothing = () => {}
const spans = { equal: () => 5000, mixed: n => 1000 + ((n * 7919) % 29_000) }

function hostTimers(span) {
  const timers = new Array(count)
  const add = timed(() => {
    for (let n = 0; n < count; n++) timers[n] = setTimeout(nothing, span(n))
  })
  const cancel = timed(() => {
    for (let n = 0; n < count; n++) clearTimeout(timers[n])
  })
  return add + cancel
}
function wheelTimers(wheel) {
  const handles = new Float64Array(count)
  return span => {
    const add = timed(() => {
      for (let n = 0; n < count; n++) handles[n] = wheel.add(span(n), nothing)
    })
    const cancel = timed(() => {
      for (let n = 0; n < count; n++) wheel.cancel(handles[n])
    })
    return add + cancel
  }
}
function timed(fn) {
  globalThis.gc?.()
  const before = process.cpuUsage()
  fn()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const onWheel = wheelTimers(createTimerWheel(systemClock))
let held = true
for (const [name, span] of Object.entries(spans)) {
  // Not in turn: a million Timeout objects leave the collector and the caches in a state that the wheel would pay for.
  const rounds = run => median(Array.from({ length: 7 }, () => run(span)).slice(1))
  const wheelTime = rounds(onWheel)
  const ratio = rounds(hostTimers) / wheelTime
  held &&= ratio >= 10
  const each = ((wheelTime / count) * 1e6).toFixed(0)
  console.log(
    `${name} timeouts: the wheel is ${ratio.toFixed(1)} x cheaper than setTimeout (${each} ns each); limit 10 ${ratio >= 10 ? 'held' : 'MISSED'}`,
  )
}
process.exit(held ? 0 : 1)
