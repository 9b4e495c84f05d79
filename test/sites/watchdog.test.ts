/** A checker never outlives the tool, even where it does not notice that its input has ended. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'

const rpc = new URL('../../dist/src/sites/oracle/rpc.js', import.meta.url).href
const deaf = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'
const program = (rest: string): string => `
  import { RpcChild } from ${JSON.stringify(rpc)}
  const child = new RpcChild({ command: process.execPath, args: ['-e', ${JSON.stringify(deaf)}], env: process.env })
  console.log(child.pid)
  ${rest}`

function isGone(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

/** Runs a program that tells the number of its child. */
function start(rest: string) {
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program(rest)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const told = once(parent.stdout.setEncoding('utf8'), 'data').then(([text]) => Number(text))
  return { parent, told, ended: once(parent, 'close') }
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 30_000, interval: 5 })

test.skipIf(process.platform !== 'linux')(
  'a child that does not heed the end of its input ends with a killed parent',
  async () => {
    const { parent, told, ended } = start('setInterval(() => {}, 1000)')
    const pid = await told
    expect(isGone(pid)).toBe(false)
    parent.kill('SIGKILL')
    await ended
    await until(() => expect(isGone(pid)).toBe(true))
  },
)

test.skipIf(process.platform !== 'linux')('an idle child keeps no process alive, and ends with it', async () => {
  const { told, ended } = start('')
  const pid = await told
  expect(await ended).toEqual([0, null])
  await until(() => expect(isGone(pid)).toBe(true))
})
