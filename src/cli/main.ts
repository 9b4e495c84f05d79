import { writeSync } from 'node:fs'
import { faultOf } from '../config/code/fault.js'
import { tool } from '../tool.js'
import type { Context, Scan } from './context.js'
import { sink, source } from './streams.js'

/** Milliseconds that others may keep the process alive after the command is done. */
const linger = 500

const loadScanner = async (): Promise<Scan> => (await import('../index.js')).scan

/**
 * The only code that touches `process`, but for what starts it.
 * @param loadScan Where the scanner comes from; tests pass their own.
 */
export async function main(loadScan: Context['loadScan'] = loadScanner): Promise<void> {
  const stdout = sink(process.stdout)
  const stderr = sink(process.stderr)
  // results alone go to standard output; what a configuration prints, or a package that it imports, is none
  process.stdout.write = process.stderr.write.bind(process.stderr)
  let isDone = false
  // a promise that nothing settles lets the process end as if all was well
  process.once('exit', () => {
    if (isDone || process.exitCode === 2) return
    process.exitCode = 3
    writeSync(2, 'otp-audit: internal error, please report it: the process ended before it was done\n')
  })
  // Node's own exit code for these is 1, which means findings here.
  process.on('uncaughtException', error => {
    const fault = faultOf(error)
    const code = fault === undefined ? 3 : 2
    process.exitCode = code
    isDone = true
    const said = fault ?? `internal error, please report it\n${error?.stack ?? error}`
    stderr.write(`otp-audit: ${said}\n`).finally(() => process.exit(code))
  })
  const argv = process.argv.slice(2)

  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => interruption.abort())
  const { run } = await import('./program.js')
  const code = await run(argv, {
    stdin: source(() => process.stdin),
    stdout,
    stderr,
    env: process.env,
    cwd: process.cwd(),
    version: tool().version,
    signal: interruption.signal,
    now: Date.now,
    loadScan,
  })
  isDone = true
  process.exitCode = code
  // for what a configuration has started and does not end: all that was written is handed over
  setTimeout(() => process.exit(), linger).unref()
  // The scan may still be running.
  if (code === 130) process.exit()
}
