import { expect, test } from 'vitest'
import { migrated, reasons, textsAfter, textsIn } from './outcomes.js'

test('loops and forEach over recipients become one broadcast', async () => {
  const result = await migrated('broadcast', 'before')
  expect(textsAfter(result, textsIn('broadcast', 'before'))).toEqual(textsIn('broadcast', 'after'))
  expect(reasons(result, 'raw-send')).toEqual([])
})

test('a consensus, a message made by calls, comments, and recipients that end: for review', async () => {
  expect(reasons(await migrated('broadcast', 'left'), 'raw-send')).toEqual([
    '6 a consensus that cannot reach everybody reaches nobody',
    '10 the message is made once, no longer once for each recipient',
    '16 the loop has comments, which have no place in one call',
    '21 `terminate` soon after may come before the write',
  ])
  const reviewed = await migrated('broadcast', 'left', { safety: 'review' })
  expect(reviewed.files[0]!.after).toContain(
    "broadcastSupervised([...workers], result, { strategy: 'all_or_nothing' })",
  )
})
