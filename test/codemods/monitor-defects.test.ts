/** What the plan's migration of monitors did wrong, each row a test: `stage3-defects` F, 85 to 95. */
import { expect, test } from 'vitest'
import { scratch } from './scratch.js'

const migrate = scratch()
const head = `import { Worker } from 'node:worker_threads'
declare const shared: Worker
declare function find(name: string, n: number): Worker
declare function done(code: number | null): (name: string) => void
declare function settle(): Promise<void>
`
const migrated = (text: string) =>
  migrate(head + text, { safety: 'review', preset: 'stage3', rules: ['unmanaged-watcher'] })

test('85: a class keeps its monitor in a field of its own, whatever fields it has, and none that is there is taken', async () => {
  const { text } = await migrated(`export class Session {
  exitMonitor = 1
  state: { a: number } = { a: 1 }
  start() { shared.on('exit', code => { this.state.a = code ?? 0 }) }
  stop() {}
}
`)
  expect(text).toContain('  #exitMonitor2?: ReturnType<typeof monitor>')
  expect(text).toContain("this.#exitMonitor2 = monitor(shared, { tag: 'Session.start', onDown: ")
  expect(text).toMatch(/stop\(\) \{\n {4}demonitor\(this\.#exitMonitor2\)\n {2}\}/)
})

test('86, 94: what is kept is the monitor itself, made once, and taken back by it', async () => {
  const { text } = await migrated(`export async function run(job: () => Promise<void>): Promise<void> {
  shared.on('exit', code => console.log(code, job))
  try { await job() } finally { console.log('over') }
}
`)
  expect(text.match(/const exitMonitor = monitor\(shared, /g)).toHaveLength(1)
  expect(text).toContain("finally { demonitor(exitMonitor); console.log('over') }")
})

test('87: nested calls stay whole; a target that a call makes is not made twice', async () => {
  const { text, reasons } = await migrated(`export function nested(): void {
  const worker = new Worker(String(find('a', 1).threadId))
  worker.on('exit', code => done(code)(String(find('b', code ?? 2))))
}
export class Twice {
  start() { find('c', 3).on('exit', () => console.log(this)) }
  stop() {}
}
`)
  expect(text).toContain("onDown: ({ exit: { code } }) => done(code)(String(find('b', code ?? 2)))")
  expect(text.match(/find\('c', 3\)/g)).toHaveLength(1)
  expect(reasons.filter(r => r.includes('does not parse'))).toEqual([])
})

test('88: a tag names its place', async () => {
  const { text } = await migrated(`export function one(): Worker {
  const w = new Worker('./a.js')
  w.on('exit', () => console.log(1))
  return w
}
export function two(): Worker {
  const w = new Worker('./b.js')
  w.on('exit', () => console.log(2))
  return w
}
`)
  expect([...text.matchAll(/tag: '(\w+)'/g)].map(m => m[1])).toEqual(['one', 'two'])
})

test('89: a new end is a member of its class; what is no class, or extends one that may have an end, gets none', async () => {
  const { text, reasons } = await migrated(`export class Plain {
  lines = 0
  start() { shared.on('message', () => { this.lines++ }) }
}
class Base { close(): void {} }
export class Derived extends Base {
  lines = 0
  start() { shared.on('message', () => { this.lines++ }) }
}
export function bare(lines: string[]): void {
  shared.on('message', line => lines.push(line))
}
`)
  const plain = text.slice(text.indexOf('class Plain'), text.indexOf('class Base'))
  expect(plain).toMatch(/ {2}\[Symbol\.dispose\]\(\): void \{\n {4}this\.#offMessage\?\.\(\)\n {2}\}\n\}/)
  expect(text.slice(text.indexOf('class Base'))).not.toContain('Symbol.dispose')
  expect(reasons).toEqual([
    '`Derived` extends another class, and does not say where it ends',
    'its listener belongs to one call of `bare`, and when that is over is not seen',
  ])
})

test('90: the end that is there keeps its head, and what it does; the release comes first', async () => {
  const { text } = await migrated(`export class Session {
  #open = true
  start() { shared.on('exit', () => console.log(this.#open)) }
  async close({ force = false }: { force?: boolean } = {}, ...more: readonly string[]): Promise<string> {
    if (force) console.log(more)
    return 'closed'
  }
}
`)
  expect(
    text,
  ).toContain(`  async close({ force = false }: { force?: boolean } = {}, ...more: readonly string[]): Promise<string> {
    demonitor(this.#exitMonitor)
    if (force) console.log(more)
    return 'closed'
  }`)
})

test('92: an end that waits is left in one way, or not touched', async () => {
  const end = (body: string) => `export class Session {
  #open = true
  start() { shared.on('exit', () => { this.#open = false }) }
  async close(): Promise<void> { ${body} }
}
`
  const hurried = end('if (!this.#open) return; await settle()')
  const { text, reasons } = await migrated(hurried)
  expect(text).toBe(head + hurried)
  expect(reasons).toEqual(['`close` waits, and leaves in several ways'])
  const waiting = await migrated(end('await settle()'))
  expect(waiting.text).toContain('{ await settle(); demonitor(this.#exitMonitor) }')
})

test('91, 93: what takes a watcher away by hand is migrated with it, and the handler stays', async () => {
  const { text } = await migrated(`export class Keeper {
  worker = new Worker('./a.js')
  #onExit = (code: number | null) => { console.log('ended', code) }
  constructor() { this.worker.on('exit', this.#onExit) }
  release() { this.worker.off('exit', this.#onExit) }
  leave() { this.worker.removeListener('exit', this.#onExit) }
}
`)
  expect(text).not.toMatch(/\.(on|off|removeListener)\(/)
  expect(text.match(/demonitor\(this\.#exitMonitor\)/g)).toHaveLength(2)
  expect(text).toContain('onDown: ({ exit }) => this.#onExit(exit.code)')
  expect(text).toContain("#onExit = (code: number | null) => { console.log('ended', code) }")
})

test('95: the end of the peer still reaches whoever watched it, with the code', async () => {
  const { text } =
    await migrated(`export function watched(tell: (code: number | null, by: string | null) => void): Worker {
  const w = new Worker('./a.js')
  w.on('exit', code => tell(code, w.resourceLimits ? 'limit' : null))
  return w
}
`)
  expect(text).toContain("onDown: ({ exit: { code } }) => tell(code, w.resourceLimits ? 'limit' : null)")
})
