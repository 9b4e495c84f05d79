/** A checkout in a temporary folder, its baseline, and the command line in it with the real scan. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import { scan } from '../../../src/index.js'
import { Checkout, root } from '../../migrate/checkout.js'
import { type Run, runWith } from '../memory.js'

const all: Checkout[] = []
afterEach(() => {
  for (const checkout of all.splice(0)) checkout.remove()
})

export const head = "import { Worker } from 'node:worker_threads'\n"
export const pool = `${head}
export class Pool {
  worker = new Worker('./w.js')
  run(job: string) {
    this.worker.postMessage({ kind: 'run', job })
    this.worker.on('message', m => {
      console.log(m)
    })
  }
  stop() {
    this.worker.postMessage('stop')
  }
}

const top = new Worker('./t.js')
top.postMessage('a')
`
export const sender = (name: string, message: string) => `${head}
export function ${name}() {
  new Worker('./w.js').postMessage('${message}')
}
`

export type Cli = (...argv: string[]) => Promise<Run>

export interface Known {
  at: Checkout
  cli: Cli
}

/** Committed, and without a baseline yet. */
export function checkout(files: Record<string, string> = { 'src/pool.ts': pool }): Known {
  const at = new Checkout(files)
  all.push(at)
  return { at, cli: (...argv) => runWith(argv, scan, { cwd: at.dir }) }
}

/** With a committed baseline of its files. */
export async function known(files?: Record<string, string>): Promise<Known> {
  const { at, cli } = checkout(files)
  expect(await cli('baseline')).toMatchObject({ code: 0, out: '' })
  at.commit()
  return { at, cli }
}

export const entries = (at: Checkout): string[] =>
  at
    .read('otp-audit.baseline')
    .split('\n')
    .filter(line => /^[0-9a-f]{12}-/.test(line))

export function edit(at: Checkout, file: string, from: string | RegExp, to: string): void {
  const text = at.read(file)
  const edited = text.replace(from, to)
  expect(edited).not.toBe(text)
  at.write({ [file]: edited })
}

/** `FILE:LINE` of what a scan reports, without what is known. */
export const news = ({ out }: Run): string[] =>
  out.split('\n').flatMap(line => /^(\S+:\d+):\d+ \w+ /.exec(line)?.[1] ?? [])

/** Files of entries whose finding is gone. */
export const fixed = ({ out }: Run): string[] => out.split('\n').flatMap(line => /^(\S+) absent /.exec(line)?.[1] ?? [])

export const schema = (): object => JSON.parse(readFileSync(join(root, 'schema/report.schema.json'), 'utf8'))
