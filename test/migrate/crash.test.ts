import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { undo } from '../../src/migrate/index.js'

const program = fileURLToPath(new URL('applying.mjs', import.meta.url))
const count = 60
const textOf = (word: string, i: number): string => `// ${i}\n${`export const ${word} = ${i}\n`.repeat(200)}`
let dir: string

beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'otp-audit-crash-')))
  for (let i = 0; i < count; i++) writeFileSync(join(dir, `f${i}.ts`), textOf('old', i))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** Which files are new; fails for one that is neither whole old nor whole new. */
function newOnes(): number {
  let made = 0
  for (let i = 0; i < count; i++) {
    const text = readFileSync(join(dir, `f${i}.ts`), 'utf8')
    expect([textOf('old', i), textOf('new', i)]).toContain(text)
    if (text === textOf('new', i)) made++
  }
  return made
}

const temporary = (): string[] => readdirSync(dir).filter(f => f.endsWith('.tmp'))

interface Outcome {
  said: string
  signal: NodeJS.Signals | null
  /** Milliseconds from the first to the last word. */
  took: number
}

/** @param after Milliseconds from the beginning to the signal; none: it is left alone. */
async function applying(signal?: NodeJS.Signals, after = 0, work = 'apply'): Promise<Outcome> {
  const child = spawn(process.execPath, [program, dir, String(count), work], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  const begun = performance.now()
  if (signal) {
    await Promise.race([delay(after), closed])
    child.kill(signal)
  }
  const [, by] = await closed
  return { said: said.replace('begun\n', '').trim(), signal: by, took: performance.now() - begun }
}

/** Moments spread over the whole of a run. */
async function moments(n: number, work?: string): Promise<number[]> {
  const { took } = await applying(undefined, 0, work)
  return Array.from({ length: n }, (_, i) => (took * (i + Math.random())) / n)
}

describe('killed at any moment', () => {
  test('every file is whole, old or new, and what was written can be undone', async () => {
    const at = await moments(12)
    await undo(dir)
    for (const after of at) {
      const { said, signal } = await applying('SIGKILL', after)
      const made = newOnes()
      if (signal !== 'SIGKILL') expect([said, made]).toEqual(['done', count])
      // undoing clears away what was staged; before the first file there is nothing to undo
      await undo(dir).catch((error: Error) => expect([error.message, made]).toEqual(['nothing to undo here', 0]))
      expect([newOnes(), temporary()]).toEqual([0, []])
    }
  })

  test('an undo that was killed is done by the next', async () => {
    await applying()
    const at = await moments(6, 'undo')
    for (const after of at) {
      await applying()
      expect(newOnes()).toBe(count)
      await applying('SIGKILL', after, 'undo')
      const left = newOnes()
      await undo(dir).catch((error: Error) => {
        // it came to its last step
        expect([error.message, left]).toEqual(['nothing to undo here', 0])
      })
      expect([newOnes(), temporary()]).toEqual([0, []])
    }
  })
})

test('interrupted at any moment: all files are old, or all are new', async () => {
  const at = await moments(10)
  await undo(dir)
  for (const after of at) {
    const { said } = await applying('SIGINT', after)
    expect(['interrupted', 'done']).toContain(said)
    expect([newOnes(), temporary()]).toEqual([said === 'done' ? count : 0, []])
    if (said === 'done') await undo(dir)
    else await expect(undo(dir)).rejects.toThrow('nothing to undo here')
  }
})

test('two at once: one writes, the other says who does', async () => {
  const both = await Promise.all([applying(), applying()])
  expect(newOnes()).toBe(count)
  const said = both.map(o => o.said)
  expect(said).toContain('done')
  // the other comes while the first writes, or when it has written
  expect(said.find(s => s !== 'done') ?? 'done').toMatch(
    /^(process \d+ writes a migration here; wait for it|f\d+\.ts was changed|done)/,
  )
})
