/** What the plan's examples and its migration of sends did wrong, each row a test: `stage3-defects` C and D. */
import { describe, expect, test } from 'vitest'
import { scratch } from './scratch.js'

const migrated = scratch()
const head = `import { type ChildProcess } from 'node:child_process'
import { parentPort, Worker } from 'node:worker_threads'
declare const child: ChildProcess
declare const worker: Worker
`
const imported = "import { postSupervised } from '@otp-audit/runtime'\n"
const lines = (text: string): string[] => text.split('\n').slice(head.split('\n').length - 1)

describe('the examples (C)', () => {
  test('46: what a `try` does with what is thrown stays alive: such a send is for review, and says why', async () => {
    const text = `${head}export function tell(m: string): void {
  try { worker.postMessage(m) } catch { console.log('not sent') }
}
`
    const { files, reasons } = await migrated(text)
    expect(files).toEqual([])
    expect(reasons).toEqual([expect.stringContaining('what the call throws is caught here')])
  })

  test('47: the message is the one that was sent, and goes by the member by which it went', async () => {
    const { text } = await migrated(`${head}worker.postMessage({ type: 'routed', signal: [1, { a: 2 }] })\n`)
    expect(text).toContain("postSupervised(worker, { type: 'routed', signal: [1, { a: 2 }] }, ")
  })

  test('48: what a function returns is what it returned', async () => {
    const text = `${head}export const sent = (m: string) => child.send(m)
export class Hub {
  send = (m: string): boolean => child.send(m)
  all(children: ChildProcess[]): boolean { return children.every(c => c.send('all')) }
}
export const each = (children: ChildProcess[]): boolean[] => children.map(c => c.send('each'))
`
    const { files, reasons } = await migrated(text, { safety: 'all' })
    expect(files).toEqual([])
    expect(reasons).toEqual(Array(4).fill('its value is used'))
  })

  test('49: what plans a task anew by what its send says keeps it; one that nobody repeats is tried again by the runtime', async () => {
    const own = `export function run(task: string): void {
  if (!child.send(task)) setTimeout(() => run(task), 1000)
}
`
    expect((await migrated(head + own, { safety: 'all' })).text).toBe(head + own)
    const { text } = await migrated(`${head}setInterval(() => { worker.postMessage('due') }, 1000)\n`)
    expect(text).toContain("postSupervised(worker, 'due', { retries: 3, onError: 'deadLetter' })")
    expect(text.match(/due/g)).toHaveLength(1)
  })
})

describe('SendMigrator (D)', () => {
  test('56: a comment over a send to oneself stands on a line of its own, indented as the line below', async () => {
    const own = `import { setup } from 'xstate'
export const machine = setup({}).createMachine({
\ton: {
\t\tgo: { actions: ({ self }) => { if (self.id !== '') self.send({ type: 'next' }) } },
\t},
})
`
    const { text } = await migrated(own, { settings: { commentSelfSends: true } })
    const added = text.split('\n').filter(line => !own.includes(line))
    expect(added).toEqual([expect.stringMatching(/^\t\t\/\/ Self-send: /)])
    expect(text.split('\n').filter(line => !added.includes(line))).toEqual(own.split('\n'))
  })

  test('61: imported once a file, at its top, for however many; not for what only goes to itself, nor for a text', async () => {
    const { text } = await migrated(`${head}/** import { postSupervised } from '@otp-audit/runtime' */
export namespace Outer {
  export const a = (): void => worker.postMessage(1)
  export namespace Inner {
    export const b = (): void => worker.postMessage(2)
  }
}
`)
    expect(text.replace('/** import', '').split('@otp-audit/runtime')).toHaveLength(3)
    expect(text.indexOf(imported)).toBeLessThan(text.indexOf('declare const'))
    const alone = `import { setup } from 'xstate'\nexport const m = setup({}).createMachine({ on: { go: { actions: ({ self }) => self.send({ type: 'next' }) } } })\n`
    expect((await migrated(alone, { safety: 'all' })).text).toBe(alone)
  })

  test('62: what is written is laid out by itself: no other line changes, whatever is in it', async () => {
    const own = `export const help = \`
      worker.postMessage(m)   // as it is
\`
    worker.postMessage(  'x'  )
\texport   const odd   = [ 1,2 ]
`
    const { text } = await migrated(head + own)
    const [before, after] = [own.split('\n'), lines(text.replace(imported, ''))]
    expect(after.filter((line, i) => line !== before[i])).toEqual(["    postSupervised(worker, 'x')"])
  })

  test('63: a value that is taken stays the value: what is assigned, tested, given on, returned, or listed', async () => {
    const own = `export const ok = child.send(1)
if (child.send(2)) console.log('sent')
console.log(child.send(3), [child.send(4)])
Promise.resolve(5).then(n => child.send(n)).then(console.log)
export function* all(): Iterable<boolean> { yield child.send(6) }
`
    expect((await migrated(head + own, { safety: 'all' })).text).toBe(head + own)
  })

  test('64: options are those of what the send is for; in a loop to one recipient it is for review, over many it is one broadcast', async () => {
    const { text, reasons } = await migrated(`${head}declare const workers: Worker[]
export function tell(list: string[]): void {
  worker.postMessage(list[0])
  worker.postMessage({ type: 'start' })
  parentPort?.postMessage('told')
  for (const line of list) child.send(line)
  for (const w of workers) w.postMessage('all')
}
`)
    expect(lines(text.replace(/^import .*postBroadcast.*\n/m, '')).slice(2)).toEqual([
      '  postSupervised(worker, list[0])',
      "  postSupervised(worker, { type: 'start' }, { retries: 1, onError: 'log' })",
      "  if (parentPort) postSupervised(parentPort, 'told')",
      '  for (const line of list) child.send(line)',
      "  postBroadcast(workers, 'all', { strategy: 'best_effort' })",
      '}',
      '',
    ])
    expect(reasons).toEqual([expect.stringContaining('a loop sends to one recipient')])
  })

  test('65: relays, pings and their answers stay at every level', async () => {
    const own = `parentPort?.on('message', message => worker.postMessage(message))
export const alive = (): void => worker.postMessage({ type: 'ping' })
parentPort?.on('message', () => parentPort?.postMessage({ type: 'pong' }))
`
    const { text, reasons } = await migrated(head + own, { safety: 'all' })
    expect(text).toBe(head + own)
    expect(reasons).toHaveLength(3)
  })

  test('66: a file that does not parse is told of, and no text is made of it', async () => {
    const { files, before } = await migrated(`${head}worker.postMessage(\n`)
    expect(files).toEqual([])
    expect(before.skipped.map(s => s.reason)).toEqual([expect.stringContaining('does not parse')])
  })
})

describe('what a loop goes through', () => {
  test('what a generator makes turn by turn is sent to turn by turn, and not made at once', async () => {
    const { text } = await migrated(`${head}class Lender {
  *lent(): Generator<Worker> {
    worker.ref()
    yield worker
    worker.unref()
  }
  list(): Worker[] { return [worker] }
  tell(): void {
    for (const w of this.lent()) w.postMessage('lent')
    for (const w of this.list()) w.postMessage('listed')
  }
}
new Lender().tell()
`)
    expect(text).toContain("for (const w of this.lent()) postSupervised(w, 'lent')")
    expect(text).toContain("postBroadcast([...this.list()], 'listed', { strategy: 'best_effort' })")
  })

  test('what is declared as `any` may have a `forEach` and be no list', async () => {
    const { text } = await migrated(`${head}export function tell(pool: any): void {
  pool.forEach((w: Worker) => w.postMessage('any'))
}
`)
    expect(text).toContain("pool.forEach((w: Worker) => { postSupervised(w, 'any') })")
  })

  test('a semicolon that the next line begins with stays there', async () => {
    const { text } = await migrated(`${head}for (const w of [worker]) w.postMessage('all')
;[1].forEach(n => console.log(n))
`)
    expect(text).toContain("postBroadcast([worker], 'all', { strategy: 'best_effort' })\n;[1].forEach(")
  })

  test('what a call makes for each recipient is another message for each', async () => {
    const { text } = await migrated(`${head}export function hire(idle: Worker[], jobs: { id: number }[]): void {
  for (const w of idle) w.postMessage(jobs.shift())
  idle.forEach(w => w.postMessage({ id: crypto.randomUUID() }))
}
`)
    expect(text).toContain('for (const w of idle) postSupervised(w, jobs.shift()')
    expect(text).toContain('idle.forEach(w => { postSupervised(w, { id: crypto.randomUUID() }')
  })
})

test('what an async function rejects with is still thrown where the file looks at it', async () => {
  const { text } = await migrated(`${head}async function submit(m: unknown) { worker.postMessage(m) }
const all = async (list: Worker[], m: unknown) => { for (const w of list) w.postMessage(m) }
class Pool {
  async run(m: unknown) { worker.postMessage(m) }
  async told(m: unknown) { worker.postMessage(m) }
}
export async function go(pool: Pool, list: Worker[]): Promise<void> {
  try { await submit(go) } catch { console.log('not sent') }
  await all([worker], go).then(() => console.log('sent')).catch(console.error)
  await Promise.all([pool.run(go), pool.told('x')]).then(() => 1, () => 2)
  await Promise.all(list.map(async w => { w.postMessage(go) })).catch(console.error)
  await pool.told('y')
  try { await each([worker], go) } catch { console.log('not sent') }
}
const each = (list: Worker[], m: unknown) => Promise.all(list.map(async w => { w.postMessage(m) }))
async function unheeded(m: unknown) { worker.postMessage(m) }
void unheeded(1)
export async function given(m: unknown) { worker.postMessage(m) }
`)
  expect(text).toContain('async function submit(m: unknown) { postSupervised(worker, m) }')
  expect(text).toContain("=> { postBroadcast(list, m, { strategy: 'best_effort' }) }")
  expect(text).toContain('async run(m: unknown) { postSupervised(worker, m')
  expect(text).toContain('list.map(async w => { postSupervised(w, go) })')
  expect(text).toContain('list.map(async w => { postSupervised(w, m) })')
  expect(text).toContain('given(m: unknown) { postSupervised(worker, m) }')
  expect(text).toContain('unheeded(m: unknown) { await sendSupervised(worker, m) }')
})

test('what waits for an async function hears the answer that comes at once', async () => {
  const { text } = await migrated(`${head}import { once } from 'node:events'
async function ask(w: Worker, m: string): Promise<void> { w.postMessage(m) }
async function dropped(w: Worker): Promise<void> { w.postMessage('dropped') }
export async function go(w: Worker): Promise<unknown> {
  void dropped(w)
  dropped(w)
  await ask(w, 'question')
  return once(w, 'message', { signal: AbortSignal.timeout(1000) })
}
`)
  expect(text).toContain('{ postSupervised(w, m) }')
  expect(text).toContain("{ await sendSupervised(w, 'dropped') }")
})
