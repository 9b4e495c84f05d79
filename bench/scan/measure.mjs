// One process and its children: wall time, CPU and peak memory.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds between two looks at the processes' memory. */
const interval = 40

export const median = values => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Seconds and MiB. Memory and CPU need `/proc`; elsewhere they are not a number. */
export async function measure([command, ...args], cwd, env = {}) {
  const started = process.hrtime.bigint()
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'ignore'] })
  const seen = new Map()
  let tree = Number.NaN
  const look = setInterval(() => {
    const now = treeOf(child.pid)
    for (const p of now) seen.set(p.pid, { cpu: p.cpu, peak: Math.max(p.peak, seen.get(p.pid)?.peak ?? 0) }) // one that is ending has no memory
    tree = Math.max(
      now.reduce((sum, p) => sum + p.resident, 0),
      tree || 0,
    )
  }, interval)
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  const wall = Number(process.hrtime.bigint() - started) / 1e9
  clearInterval(look)
  if (code === null || code > 1) throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
  const all = [...seen.values()]
  return {
    wall,
    cpu: all.reduce((sum, p) => sum + p.cpu, 0) || Number.NaN,
    largest: Math.round(Math.max(...all.map(p => p.peak), 0)) || Number.NaN,
    tree: Math.round(tree),
  }
}

/** The process and its descendants, as far as they are still there. */
function treeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const status = readFileSync(`/proc/${pid}/status`, 'latin1')
    const mib = name => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024
    const children = readdirSync(`/proc/${pid}/task`).flatMap(task =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').trim().split(' ').filter(Boolean),
    )
    const cpu = (Number(fields[11]) + Number(fields[12])) / 100
    return [{ pid, cpu, peak: mib('VmHWM'), resident: mib('VmRSS') }, ...children.flatMap(treeOf)]
  } catch {
    return [] // it ended in between
  }
}
