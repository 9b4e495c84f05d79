import { expect, test } from 'vitest'
import { migrated, reasons, textsAfter, textsIn } from './outcomes.js'

test('safe sends: awaited at the end, comments, chains, line ends, marks and quotes kept, names that clash', async () => {
  const result = await migrated('raw-send', 'before')
  const before = textsIn('raw-send', 'before')
  expect(textsAfter(result, before)).toEqual(textsIn('raw-send', 'after'))
  expect(reasons(result, 'raw-send')).toEqual([])
  for (const f of result.files)
    for (const fix of f.fixes)
      expect(result.proofs.get(fix.id)).toEqual({
        parses: true,
        types: 'no diagnostic added',
        secondScan: 'gone, nothing new',
        secondMigration: 'empty',
      })
})

test('what cannot be argued stays, each with its reason', async () => {
  const result = await migrated('raw-send', 'left')
  expect(result.files).toEqual([])
  expect(reasons(result, 'raw-send')).toEqual([
    '5 `ping` is no plain send of a message',
    '13 the message holds an object that others may change before it is written, a moment after the call',
    '18 its value is used',
    '24 `disconnect` soon after may come before the write',
    '31 what the call throws is caught here; a supervised send reports instead of throwing',
    '39 an answer is expected: a call with a bound may be meant',
    '43 nothing that is written later leaves a process that is exiting',
  ])
})

test('at --safety review those with a place are made; a used value and a ping never', async () => {
  const result = await migrated('raw-send', 'left', { safety: 'review' })
  expect(reasons(result, 'raw-send').map(r => r.split(' ')[0])).toEqual(['5', '18', '39'])
  expect(result.files[0]!.after).toContain('postSupervised(worker, message)')
})
