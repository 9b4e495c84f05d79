import { expect, test } from 'vitest'
import { migrated, reasons, textsAfter, textsIn } from './outcomes.js'

test('a watcher of the end that takes nothing becomes a monitor with the tag of its scope', async () => {
  const result = await migrated('lifecycle-monitor', 'before', { safety: 'review', preset: 'stage3' })
  expect(textsAfter(result, textsIn('lifecycle-monitor', 'before'))).toEqual(textsIn('lifecycle-monitor', 'after'))
  expect(reasons(result, 'unmanaged-watcher')).toEqual([])
})

test('what hears more than the end, or is not seen whole, stays', async () => {
  const result = await migrated('lifecycle-monitor', 'left', { safety: 'all', preset: 'stage3' })
  expect(reasons(result, 'unmanaged-watcher')).toEqual([
    '5 its listener takes what `exit` gives; a monitor gives it as `reason`',
    '6 a monitor tells of the end alone, and this hears more',
    '7 its listener is not written at the call: what it takes, and who else releases it, is not seen',
    '10 it is one of several calls in a chain',
  ])
})
