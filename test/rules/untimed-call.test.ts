import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { scan } from '../../src/index.js'
import type { Preset, ScanResult } from '../../src/result.js'
import { expectWants } from './wants.js'

const folder = fileURLToPath(new URL('../../fixtures/rules/untimed-call', import.meta.url))
let made: string | undefined

afterEach(() => {
  if (made) rmSync(made, { recursive: true, force: true })
  made = undefined
})

function program(text: string, preset: Preset = 'recommended'): Promise<ScanResult> {
  made = mkdtempSync(join(tmpdir(), 'untimed-call-'))
  writeFileSync(join(made, 'program.ts'), text)
  return scan({ root: made, config: false, types: 'off', preset })
}

const calls = ({ sites }: ScanResult) => sites.filter(s => s.kind === 'untimed-call' || s.kind === 'timed-call')

test('finds the calls and sends that the program wants found, and no other', async () => {
  const { sites, findings } = await expectWants(folder, ['untimed-call', 'timed-call', 'raw-send', 'supervised-send'])
  const untimed = sites.filter(s => s.kind === 'untimed-call').map(s => s.id)
  expect(findings.filter(f => f.rule === 'untimed-call').map(f => f.siteId)).toEqual(untimed)
  for (const f of findings.filter(x => x.rule === 'untimed-call')) {
    expect([f.advice, f.message]).not.toContain('')
    expect(f.fix.verdict === 'auto' || f.fix.reason).toBeTruthy()
  }
})

describe('severity', () => {
  const worker = `import { once } from 'node:events'\nimport { Worker } from 'node:worker_threads'\n`
  test.each([
    ['error', 'export const f = (w: Worker) => once(w, "message")'],
    ['warning', 'export const f = (w: Worker) => once(w, "exit")'],
    ['info', 'export const f = async () => { const w = new Worker("w.js"); await once(w, "online") }'],
    ['error', 'export const f = (w: Worker) => new Promise(r => { w.once("message", r); w.postMessage(1) })'],
    [
      'warning',
      'export const f = (w: Worker) => new Promise((r, x) => { w.once("message", r); w.once("exit", x); w.postMessage(1) })',
    ],
  ])('%s: %s', async (severity, text) => {
    const { findings } = await program(worker + text)
    expect(findings.filter(f => f.rule === 'untimed-call').map(f => f.severity)).toEqual([severity])
  })
})

test('an Infinity that is written out is told apart from no bound at all', async () => {
  const result = await program(`
    import { type AnyActorRef, waitFor } from 'xstate'
    export const a = (actor: AnyActorRef) => waitFor(actor, () => true, { timeout: Infinity })
    export const b = (actor: AnyActorRef) => waitFor(actor, () => true)
    export const c = (actor: AnyActorRef, signal: AbortSignal) => waitFor(actor, () => true, { signal })
  `)
  expect(calls(result).map(s => [s.kind, s.subKind])).toEqual([
    ['untimed-call', 'infinite'],
    ['untimed-call', 'untimed'],
    ['timed-call', 'delegated'],
  ])
})

test('the stage 3 preset asks for a bound that stands in the code', async () => {
  const text = `
    import type { Server } from 'socket.io'
    export const f = (io: Server) => io.serverSideEmitWithAck('ask')
  `
  expect(calls(await program(text)).map(s => s.kind)).toEqual(['timed-call'])
  rmSync(made!, { recursive: true })
  expect(calls(await program(text, 'stage3')).map(s => s.kind)).toEqual(['untimed-call'])
})

test('a wait for an end that may have come says so, unless its function asks first', async () => {
  const { sites } = await program(`
    import type { ChildProcess } from 'node:child_process'
    export const late = (child: ChildProcess) => new Promise(resolve => child.once('exit', resolve))
    export const asked = (child: ChildProcess) =>
      new Promise<void>(resolve => {
        if (child.exitCode !== null) resolve()
        else child.once('exit', () => resolve())
      })
  `)
  expect(sites.map(s => [s.kind, s.shape, s.reason.includes('never comes again')])).toEqual([
    ['untimed-call', 'lifecycle', true],
    ['untimed-call', 'lifecycle', false],
  ])
})
