import { expect, test } from 'vitest'
import { migrated, reasons, textsAfter, textsIn } from './outcomes.js'

test('each library is given its bound in its own way', async () => {
  const result = await migrated('untimed-call', 'before', { safety: 'review' })
  expect(textsAfter(result, textsIn('untimed-call', 'before'))).toEqual(textsIn('untimed-call', 'after'))
  expect(reasons(result, 'untimed-call')).toEqual([])
})

test('on request the number is written, without an import', async () => {
  const settings = { literalTimeouts: true }
  const { files } = await migrated('untimed-call', 'before', { safety: 'review', settings })
  expect(files[0]!.after).toContain("once(worker, 'message', { signal: AbortSignal.timeout(5000) })")
  expect(files[0]!.after).not.toContain('@otp-audit/runtime')
})

test('nobody but a reader knows how long is long enough: none of them is safe', async () => {
  expect((await migrated('untimed-call', 'before')).files).toEqual([])
})

test('Infinity, waits without a bound of their own, and callbacks that would get an error first stay', async () => {
  expect(reasons(await migrated('untimed-call', 'left', { safety: 'all' }), 'untimed-call')).toEqual([
    '5 somebody wrote Infinity on purpose',
    '9 the library has no bound of its own: a wrapper has to give up the wait',
    '13 `.timeout()` gives its callback an error first',
  ])
})
