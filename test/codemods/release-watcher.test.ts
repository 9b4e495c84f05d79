import { expect, test } from 'vitest'
import { migrated, reasons, textsAfter, textsIn } from './outcomes.js'

test('each watcher goes in its library’s own way where its owner ends; line ends, marks, comments and tabs stay', async () => {
  const result = await migrated('release-watcher', 'before', { safety: 'review', rules: ['unmanaged-watcher'] })
  expect(textsAfter(result, textsIn('release-watcher', 'before'))).toEqual(textsIn('release-watcher', 'after'))
  expect(reasons(result, 'unmanaged-watcher')).toEqual([])
  for (const f of result.files)
    for (const fix of f.fixes) expect(result.proofs.get(fix.id)).toMatchObject({ secondScan: 'gone, nothing new' })
})

test('nobody but a reader knows that nothing relies on a watcher behind its owner’s end: none is safe', async () => {
  expect((await migrated('release-watcher', 'before', { rules: ['unmanaged-watcher'] })).files).toEqual([])
})

test('a class without an end gets one, and its maker is told to call it', async () => {
  const { files } = await migrated('release-watcher', 'before', { safety: 'review', rules: ['unmanaged-watcher'] })
  const fixes = files.find(f => f.file === 'objects.ts')!.fixes
  expect(fixes.map(fix => fix.reason)).toContain('`Plain` gets `[Symbol.dispose]`, which whoever makes one has to call')
})

test('calls made by hand, loops, owners whose end is not seen, and ends that leave early: each with its reason', async () => {
  const result = await migrated('release-watcher', 'left', { safety: 'all', rules: ['unmanaged-watcher'] })
  expect(result.files).toEqual([])
  const handMade =
    'it is one half of a call made by hand, which waits for the answer to what it sends: the whole call is to be replaced, not this half'
  expect(reasons(result, 'unmanaged-watcher')).toEqual([
    `10 ${handMade}`,
    `13 ${handMade}`,
    `19 ${handMade}`,
    '27 `again` adds it again with each call, and nothing ends what it belongs to',
    '31 a loop adds it: one place cannot take all of them away',
    '43 `own`, which its listener uses, lives on behind the end of `given`',
    '57 `Hurried` extends another class, and does not say where it ends',
    '64 `close` waits, and leaves in several ways',
    '76 its listener belongs to one call of `handle`, and when that is over is not seen',
  ])
})
