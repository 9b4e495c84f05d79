import { expect, test } from 'vitest'
import { migrated, placed, reasons, textsAfter, textsIn } from './outcomes.js'

test('loops and forEach over recipients become one broadcast', async () => {
  const result = await migrated('broadcast', 'before')
  expect(textsAfter(result, textsIn('broadcast', 'before'))).toEqual(textsIn('broadcast', 'after'))
  expect(reasons(result, 'raw-send')).toEqual([])
})

const live =
  'an actor handles the event within the send, and may change what the loop goes through: the broadcast goes to all that is in it at the beginning'

test('a consensus, what is caught, and messages of their own: for review; a transfer never', async () => {
  const transfer = 'loops.ts:12 a transfer list reaches only the first recipient'
  expect(placed(await migrated('broadcast', 'left'), 'raw-send')).toEqual([
    'loops.ts:7 a consensus that cannot reach everybody reaches nobody',
    transfer,
    "loops.ts:23 what the call throws is caught here; a supervised send throws what can't be sent at all, and reports a loss",
    'loops.ts:31 the recipients share one message object; each had its own',
    `loops.ts:41 ${live}`,
    `loops.ts:42 ${live}`,
  ])
  expect(placed(await migrated('broadcast', 'left', { safety: 'review' }), 'raw-send')).toEqual([transfer])
})

test('at --safety review a consensus is all or nothing, and what only types would say keeps its loop', async () => {
  const result = await migrated('broadcast', 'review', { safety: 'review' })
  expect(textsAfter(result, textsIn('broadcast', 'review'))).toEqual(textsIn('broadcast', 'reviewed'))
})
