/** What workers, children and ports hear, in which order, before the migration and after: the same. */
import { afterAll, expect, test } from 'vitest'
import { TracedProgram } from './tracing.js'

const programs: TracedProgram[] = []
afterAll(() => {
  for (const each of programs) each[Symbol.dispose]()
})
function program(fixture: string): TracedProgram {
  const made = new TracedProgram(fixture)
  programs.push(made)
  return made
}

test('safe and reviewed sends: every peer hears the same in the same order, every reply comes', async () => {
  const traced = program('traces')
  const before = await traced.trace<Record<string, string[]>>()
  expect(before.worker).toHaveLength(22)
  const migration = await traced.migrate({ safety: 'review' })
  expect(migration.manual.filter(m => m.finding.rule === 'raw-send')).toEqual([])
  expect(await traced.trace()).toEqual(before)
})

test('clusters, sockets and broadcasts: every peer hears the same in the same order', async () => {
  const traced = program('send-traces')
  const before = await traced.trace<Record<string, string[]>>()
  expect(Object.values(before).map(list => list.length)).toEqual([10, 10, 20, 10, 20, 10])
  const migration = await traced.migrate({ safety: 'safe', rules: ['raw-send'] })
  const made = migration.files.flatMap(f => f.fixes.map(fix => `${fix.codemod} ${fix.dialect}`))
  expect(made.sort()).toEqual([
    'broadcast node:child_process',
    'broadcast node:cluster',
    'broadcast ws',
    'raw-send node:child_process',
    'raw-send node:child_process',
    'raw-send node:cluster',
    'raw-send node:cluster',
    'raw-send ws',
  ])
  expect(await traced.trace()).toEqual(before)
})

interface Watched {
  /** Of each peer, what owners heard while they lived. */
  heard: Record<string, string[]>
  /** How often owners heard something behind their end. */
  late: number
  /** Listeners of each peer behind ten owners that have ended, less those before. */
  more: Record<string, number>
}

test('released watchers: owners hear the same in the same order, and the same exits; behind their end, nothing', async () => {
  const traced = program('watcher-traces')
  const before = await traced.trace<Watched>()
  expect(before.more).toEqual({ worker: 30, child: 20, port: 10, clustered: 10 })
  expect(before.late).toBeGreaterThan(0)
  const migration = await traced.migrate({ safety: 'review', rules: ['unmanaged-watcher'] })
  expect(migration.manual.map(m => `${m.finding.line} ${m.reason}`)).toEqual([])
  const after = await traced.trace<Watched>()
  expect(after.heard).toEqual(before.heard)
  // as intended
  expect(after.late).toBe(0)
  expect(after.more).toEqual({ worker: 0, child: 0, port: 0, clustered: 0 })
})

test('monitors of ends: the same code, signal and order of exits, through the runtime', async () => {
  const traced = program('end-traces')
  const before = await traced.trace<Record<string, string[]>>()
  expect(before).toEqual({
    worker: ['message last', 'exit 3'],
    crashed: ['error on purpose', 'exit 1'],
    child: ['message last', 'exit 4 null'],
    killed: ['exit null SIGKILL'],
    clustered: ['exit 5 null'],
    port: ['closed'],
    taken: [],
  })
  const migration = await traced.migrate({ safety: 'review', preset: 'stage3', rules: ['unmanaged-watcher'] })
  expect(migration.files.flatMap(f => f.fixes.map(fix => fix.codemod))).toEqual(Array(7).fill('lifecycle-monitor'))
  expect(await traced.trace()).toEqual(before)
})
