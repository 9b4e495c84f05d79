/** The receiving end, as a step of its own in another file. */
import { expect, test } from 'vitest'
import { migrated, textsAfter, textsIn } from './outcomes.js'

test('never safe; for review each known program serves what its sender sends', async () => {
  const safe = await migrated('serve-peer', 'before')
  expect(safe.files.flatMap(f => f.fixes).filter(fix => fix.codemod === 'serve-peer')).toEqual([])
  const result = await migrated('serve-peer', 'before', { safety: 'review' })
  expect(textsAfter(result, textsIn('serve-peer', 'before'))).toEqual(textsIn('serve-peer', 'after'))
  const steps = result.files.flatMap(f => f.fixes).filter(fix => fix.codemod === 'serve-peer')
  expect(steps.every(fix => fix.findings.length === 0 && fix.safety === 'review')).toBe(true)
})

test('programs that hear handles, hear once, hear twice, or are sent to raw are left', async () => {
  const result = await migrated('serve-peer', 'left', { safety: 'review' })
  expect(result.files.flatMap(f => f.fixes).map(fix => fix.codemod)).not.toContain('serve-peer')
})

test('a port that comes with a message is as new to a served handler as to a listener', async () => {
  const [safe, review] = [
    await migrated('serve-peer', 'handed-port'),
    await migrated('serve-peer', 'handed-port', { safety: 'review' }),
  ]
  const names = (result: typeof safe) => result.files.flatMap(f => f.fixes).map(fix => fix.id)
  expect(names(safe).length).toBeGreaterThan(1)
  expect(names(review)).toEqual(expect.arrayContaining(names(safe)))
  expect(names(review).some(name => name.startsWith('serve-peer'))).toBe(true)
  expect([...review.dropped]).toEqual([])
})

test('a program that nothing is sent to is left, and keeps no other fix from being made', async () => {
  const { files, dropped } = await migrated('serve-peer', 'unsent', { safety: 'review' })
  expect(files.map(f => [f.file, f.fixes.map(fix => fix.codemod)])).toEqual([
    ['main.ts', ['raw-send']],
    ['squares.ts', ['serve-peer']],
  ])
  expect([...dropped]).toEqual([])
})

test('where the sends are migrated already, the program they go to is still offered, and no other', async () => {
  const { files } = await migrated('serve-peer', 'later', { safety: 'review' })
  expect(files.map(f => f.file)).toEqual(['squares.ts'])
})

test('a program to which something is sent inside of a `try` is left: what it would catch is thrown no more', async () => {
  const { files, manual } = await migrated('serve-peer', 'caught', { safety: 'review' })
  const fixes = files.flatMap(f => f.fixes)
  expect(fixes.map(fix => `${fix.file}:${fix.line} ${fix.codemod}`)).toEqual([
    'main.ts:7 raw-send',
    'main.ts:12 raw-send',
    'main.ts:14 raw-send',
    'served.ts:7 raw-send',
    'served.ts:9 raw-send',
  ])
  expect(manual).toEqual([])
  const [caught, beside] = fixes.filter(fix => fix.file === 'served.ts').map(fix => fix.reason)
  expect(caught).toMatch(
    /^what the call throws is caught here; .*; its recipient is served: .* is logged instead of thrown$/,
  )
  expect(beside).toMatch(/^its recipient is served/)
})

test('a program is found by the folder of its maker, however that is written', async () => {
  const { files } = await migrated('serve-peer', 'folders', { safety: 'review' })
  const served = files
    .filter(f => f.fixes.some(fix => fix.codemod === 'serve-peer'))
    .map(f => f.file)
    .sort()
  expect(served).toEqual(['added.ts', 'joined.ts', 'resolved.ts', 'templated.ts'])
})
