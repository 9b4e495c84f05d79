import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scan } from '../../src/index.js'
import { compare, fixtures } from './wants.js'

const kinds = ['raw-send', 'test-send', 'self-send', 'supervised-send'] as const

test('says of every send what its program wants', async () => {
  const { wants, sites } = await compare('raw-send', kinds)
  expect(wants.length).toBeGreaterThan(60)
  expect(sites).toEqual(wants)
})

test('a send that would end its sender is an error, a silent loss a warning, a guarded or returned one milder', async () => {
  const root = join(fixtures, 'rules/raw-send')
  const { findings } = await scan({ root, types: 'off', config: false })
  const at = (file: string, text: string) => findings.find(f => f.file === file && f.message.includes(text))
  const lines = (file: string, shape: string) => findings.filter(f => f.file === file && f.shape === shape)
  expect(at('forms.ts', '(child as ChildProcess)!.send')?.severity).toBe('error')
  const inTry = at('forms.ts', 'job.send')
  expect(inTry?.severity).toBe('error')
  expect(inTry?.message).not.toContain('is caught')
  expect(lines('forms.ts', 'agent').map(f => f.severity)).toEqual(Array(3).fill('warning'))
  expect(new Set(lines('in-worker.ts', 'reply-to-parent').map(f => f.severity))).toEqual(new Set(['info']))
  expect(new Set(lines('addressee.ts', 'dynamic-self').map(f => f.severity))).toEqual(new Set(['info']))
  const alive = lines('shapes.ts', 'scheduled').find(f => f.message.includes('live recipient'))
  expect(alive?.severity).toBe('warning')
  expect(alive?.message).toContain('a loss is silent now')
})

test('only a send that is a statement of its own is rewritten without a look', async () => {
  const root = join(fixtures, 'rules/raw-send')
  const { findings } = await scan({ root, types: 'off', config: false })
  const fix = (file: string, shape: string) =>
    findings.filter(f => f.file === file && f.shape === shape).map(f => f.fix.reason ?? f.fix.verdict)
  expect(fix('addressee.ts', 'dynamic-self')).toEqual(Array(3).fill('the recipient may be the sender itself'))
  expect(fix('addressee.ts', 'delayed')[0]).toContain('declarative')
  expect(fix('shapes.ts', 'relay')[0]).toContain('forwards')
  expect(fix('shapes.ts', 'broadcast').slice(0, 4)).toEqual(['auto', 'auto', 'auto', 'the loop does more than send'])
  const signs = findings.filter(
    f => f.file === 'shapes.ts' && /answer is expected|sign of life/.test(f.fix.reason ?? ''),
  )
  expect(signs.map(f => f.shape)).toEqual(['ping', 'ping', 'ping', 'scheduled', 'reply-to-requester'])
  expect(fix('support.test.ts', 'signal')).toEqual(['test code'])
  const value = findings.find(f => f.file === 'confirmed.ts' && f.message.startsWith('other.send'))
  expect(value?.fix).toEqual({ verdict: 'review', reason: 'its value is used' })
})
