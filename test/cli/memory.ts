import type { Context, Scan } from '../../src/cli/context.js'
import { run } from '../../src/cli/program.js'
import type { Sink } from '../../src/cli/streams.js'
import type { ScanOptions, ScanResult } from '../../src/result.js'

export interface MemorySink extends Sink {
  text: string
}

export function memorySink(isTTY = false, columns = 80): MemorySink {
  return {
    text: '',
    isTTY,
    columns,
    closed: false,
    async write(text) {
      this.text += text
    },
  }
}

export interface Run {
  code: number
  out: string
  err: string
  /** What the scan was asked; none if it was not reached. */
  asked?: ScanOptions
}

/** Runs a command line in this process, with a scan that gives `result` or does what the function does. */
export async function runWith(argv: string[], result: ScanResult | Scan, more: Partial<Context> = {}): Promise<Run> {
  const stdout = memorySink()
  const stderr = memorySink()
  let asked: ScanOptions | undefined
  const code = await run(argv, {
    stdin: { isTTY: false, line: async () => undefined, all: async () => Buffer.alloc(0) },
    stdout,
    stderr,
    env: {},
    cwd: process.cwd(),
    version: '0.1.0',
    signal: new AbortController().signal,
    now: () => 0,
    loadScan: async () => async options => {
      asked = options
      return typeof result === 'function' ? result(options) : result
    },
    ...more,
  })
  const [out, err] = [more.stdout ?? stdout, more.stderr ?? stderr].map(to => (to as MemorySink).text)
  return { code, out: out!, err: err!, asked }
}
