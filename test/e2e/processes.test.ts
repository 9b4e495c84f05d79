/** The checker's process never outlives the scan, however that ends, and the scan outlives the checker. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { scan } from '../../src/index.js'
import type { ScanResult } from '../../src/result.js'

const bin = fileURLToPath(new URL('../../bin/otp-audit.js', import.meta.url))
type Cli = ChildProcessByStdio<null, Readable, Readable>

let root: string
let scratch: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'processes-'))
  scratch = join(root, 'scratch')
  mkdirSync(scratch)
  mkdirSync(join(root, 'code'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Files of which each has a receiver that only types decide. */
function write(count: number): void {
  const peers =
    "import { Worker } from 'node:worker_threads'\nexport class Pool<T extends { w: Worker }> { constructor(readonly all: T[]) {} first() { return this.all.map(x => x.w)[0]! } }\n"
  writeFileSync(join(root, 'code/peers.ts'), peers)
  for (let i = 0; i < count; i++)
    writeFileSync(
      join(root, `code/use${i}.ts`),
      `import { Pool } from './peers.js'\nexport const tell = (p: Pool<any>, q: ReturnType<typeof Pool.prototype.first>) => {\n  q.postMessage(${i})\n  p.first().send(${i})\n}\n`,
    )
}

const start = (...args: string[]): Cli =>
  spawn(process.execPath, [bin, 'scan', '--format', 'json', ...args], {
    cwd: join(root, 'code'),
    env: { ...process.env, TMPDIR: scratch },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

async function outcome(cli: Cli) {
  const [[code, signal], out, err] = await Promise.all([once(cli, 'close'), text(cli.stdout), text(cli.stderr)])
  return { code, signal, out, err }
}

/** Process ids of type checkers that a process has started. */
function checkersOf(parent: number): number[] {
  return readdirSync('/proc').flatMap(name => {
    try {
      if (!/^\d+$/.test(name)) return []
      const [, ppid] = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
      const isChecker = readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('\0--api\0')
      return Number(ppid) === parent && isChecker ? [Number(name)] : []
    } catch {
      return [] // it has just ended
    }
  })
}

/** Ended and reaped, or ended and left to whoever adopts it. */
function isGone(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

const until = <T>(check: () => T): Promise<T> => vi.waitFor(check, { timeout: 30_000, interval: 1 })

/** Stops the checker as soon as it is there, so that the scan waits for it. */
async function halted(cli: Cli): Promise<number> {
  const pid = await until(() => {
    const [found] = checkersOf(cli.pid!)
    if (found === undefined) throw new Error('no checker yet')
    return found
  })
  process.kill(pid, 'SIGSTOP')
  return pid
}

describe.skipIf(process.platform !== 'linux')('a scan that waits for its checker', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends on %s with 130, one line, and nothing left behind',
    async signal => {
      write(30)
      const cli = start()
      const ended = outcome(cli)
      const checker = await halted(cli)
      cli.kill(signal)
      expect(await ended).toEqual({ code: 130, signal: null, out: '', err: 'otp-audit: interrupted\n' })
      await until(() => expect(isGone(checker)).toBe(true))
      expect(readdirSync(scratch)).toEqual([])
    },
  )

  test('leaves no checker when it is itself killed', async () => {
    write(30)
    const cli = start()
    const ended = outcome(cli)
    const checker = await halted(cli)
    cli.kill('SIGKILL')
    await ended
    process.kill(checker, 'SIGCONT')
    await until(() => expect(isGone(checker)).toBe(true))
  })

  test('goes on with ts-morph when the checker is killed, and says so once', async () => {
    write(30)
    const cli = start()
    const ended = outcome(cli)
    process.kill(await halted(cli), 'SIGKILL')
    const { code, out, err } = await ended
    expect(err).toMatch(/^otp-audit: the type checker ended \(SIGKILL\); ts-morph is used instead[^\n]*\n$/)
    const reference = await outcome(start('--types', 'ts-morph'))
    const [fallen, plain] = [out, reference.out].map(o => JSON.parse(o) as ScanResult)
    expect(fallen!.sites.length).toBeGreaterThan(29)
    expect(fallen!.summary.types).toEqual(plain!.summary.types)
    expect([code, fallen!.sites, fallen!.findings]).toEqual([reference.code, plain!.sites, plain!.findings])
    expect(readdirSync(scratch)).toEqual([])
  })

  test('is ended and reaped when its API is aborted', async () => {
    write(40)
    const before = checkersOf(process.pid)
    const interruption = new AbortController()
    const scanned = scan({ root: join(root, 'code'), config: false, signal: interruption.signal })
    const ended = scanned.then(
      () => undefined,
      (error: unknown) => error,
    )
    const started = await until(() => {
      const fresh = checkersOf(process.pid).filter(pid => !before.includes(pid))
      if (fresh.length === 0) throw new Error('no checker yet')
      return fresh
    })
    interruption.abort()
    expect(await ended).toBe(interruption.signal.reason)
    expect(started.every(isGone)).toBe(true)
  })
})

describe('a reader that has enough', () => {
  test('ends the scan in silence and with success', async () => {
    write(400)
    const cli = start('--types', 'off')
    cli.stdout.once('data', () => cli.stdout.destroy())
    const [[code, signal], err] = await Promise.all([once(cli, 'exit'), text(cli.stderr)])
    expect([code, signal, err]).toEqual([0, null, ''])
  })
})

test('an interruption is heard between files, before the last of them', async () => {
  write(1500)
  const interruption = new AbortController()
  let parsed = 0
  const scanned = scan({
    root: join(root, 'code'),
    config: false,
    types: 'off',
    signal: interruption.signal,
    onProgress: (done, _total, phase) => {
      if (phase !== 'parsing') return
      parsed = done
      if (done === 1) setImmediate(() => interruption.abort())
    },
  })
  await expect(scanned).rejects.toThrow(/abort/)
  expect(parsed).toBeLessThan(1500)
})
