import { expect, test } from 'vitest'
import { migrated, reasons, textsAfter, textsIn } from './outcomes.js'

test('watchers of the end become monitors that give them what `exit` gives; in chains, by name, taken away by hand', async () => {
  const result = await migrated('lifecycle-monitor', 'before', {
    safety: 'review',
    preset: 'stage3',
    rules: ['unmanaged-watcher'],
  })
  expect(textsAfter(result, textsIn('lifecycle-monitor', 'before'))).toEqual(textsIn('lifecycle-monitor', 'after'))
  expect(reasons(result, 'unmanaged-watcher')).toEqual([])
})

test('what hears more than the end, or is not seen whole, stays', async () => {
  const result = await migrated('lifecycle-monitor', 'left', {
    safety: 'all',
    preset: 'stage3',
    rules: ['unmanaged-watcher'],
  })
  expect(reasons(result, 'unmanaged-watcher')).toEqual([
    '6 an error is told when it happens, and with itself; a monitor tells of the end alone: watch that as well',
    '7 its listener takes more than `exit` gives, or takes it apart',
    '8 its listener may use `this`, which is the peer',
    '13 `close` comes when all output has been read; a monitor tells of the exit, which may be before',
    '20 what takes it away names its target in another way',
    '24 a monitor tells of the end alone, and this hears more',
  ])
})

test('tags tell the monitors of a file apart', async () => {
  const { files } = await migrated('lifecycle-monitor', 'before', {
    safety: 'review',
    preset: 'stage3',
    rules: ['unmanaged-watcher'],
  })
  for (const f of files) {
    const tags = [...f.after.matchAll(/tag: '([^']+)'/g)].map(m => m[1])
    expect(new Set(tags).size).toBe(tags.length)
  }
})
