import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codemods } from '../../codemods/index.js'
import { dialects } from '../../dialects/index.js'
import { takesBound } from '../../src/sites/dialect.js'
import { migrated, reasons, textsAfter, textsIn } from './outcomes.js'

test('each library is given its bound in its own way, and what has none is given up by the runtime', async () => {
  const result = await migrated('untimed-call', 'before', { safety: 'review' })
  expect(textsAfter(result, textsIn('untimed-call', 'before'))).toEqual(textsIn('untimed-call', 'after'))
  expect(reasons(result, 'untimed-call')).toEqual([])
  for (const proof of result.proofs.values()) expect(proof.types).toBe('no diagnostic added')
  const inPreload = result.files.flatMap(f => f.fixes).filter(fix => fix.dialect === 'electron')
  expect(inPreload.map(fix => fix.reason)).toEqual([
    expect.stringMatching(/the value has to be chosen; a preload script or a page gets the runtime as well/),
  ])
})

test.each([
  [true, 5000],
  [250, 250],
])(
  'on request (%s) the number is written, and the runtime only imported where it gives up a wait',
  async (given, ms) => {
    const { files } = await migrated('untimed-call', 'before', {
      safety: 'review',
      settings: { literalTimeouts: given },
    })
    const texts = Object.fromEntries(files.map(f => [f.file, f.after]))
    expect(texts['waits.ts']).toContain(`once(worker, 'message', { signal: AbortSignal.timeout(${ms}) })`)
    expect(texts['waits.ts']).not.toContain('@otp-audit/runtime')
    expect(texts['libraries.ts']).toContain(`{ deadline: Date.now() + ${ms} }`)
    expect(texts['wrapped.ts']).toContain(`TimeoutConfig.call('toPromise', () => toPromise(actor), { timeout: ${ms} })`)
    expect(files.flatMap(f => f.fixes.map(fix => fix.difference))).toContain(
      `rejects after its timeout (${ms} ms) instead of waiting for ever`,
    )
  },
)

test('a promise that is kept while something else is waited for may reject before anybody handles it: said of it', async () => {
  const { files } = await migrated('untimed-call', 'before', { safety: 'review' })
  const kept = files.find(f => f.file === 'waits.ts')!.fixes.filter(fix => fix.reason?.includes('unhandled rejection'))
  expect(kept.map(fix => fix.line)).toEqual([65])
})

test('nobody but a reader knows how long is long enough: none of them is safe', async () => {
  expect((await migrated('untimed-call', 'before')).files).toEqual([])
})

test('what is meant to be endless, comes when it comes, blocks, or would be timed too early stays', async () => {
  expect(reasons(await migrated('untimed-call', 'left', { safety: 'all' }), 'untimed-call')).toEqual([
    '10 somebody wrote Infinity on purpose',
    '14 `.timeout()` gives its callback an error first: what is to be done then?',
    '18 an end comes when it comes; ask first whether it has come already',
    '22 nothing can end a wait that blocks',
    '30 its arguments wait for something else, which would be timed as well',
    '34 it is a part of an optional chain',
    '42 whether it has options already is not seen',
    '51 it waits for whatever comes next, as long as that takes: nothing here asks for it',
    '58 it waits for whatever comes next, as long as that takes: nothing here asks for it',
  ])
})

test('a race with a timer stays, and is told of as one', async () => {
  const { before } = await migrated('untimed-call', 'left', { safety: 'all' })
  expect(before.sites.filter(s => s.shape === 'abandoned-waiter').map(s => s.line)).toEqual([46])
})

test('with the preset stage3 a library’s own default is written out', async () => {
  const { files } = await migrated('untimed-call', 'stage3', { safety: 'review', preset: 'stage3' })
  expect(textsAfter({ files } as never, textsIn('untimed-call', 'stage3'))).toEqual({
    'waits.ts': expect.stringContaining(
      "TimeoutConfig.call('serverSideEmitWithAck:ask', () => io.serverSideEmitWithAck('ask'))",
    ),
  })
})

test('the page has a line for every call that a dialect knows, with what becomes of it', () => {
  const page = readFileSync(new URL('../../docs/migrate.md', import.meta.url), 'utf8')
  expect(codemods.map(c => c.name).filter(name => !page.includes(`\`${name}\``))).toEqual([])
  for (const { name, rows } of dialects)
    for (const row of rows) {
      const asks = row.role === 'call' || (row.role === 'ackSend' && row.timeout)
      if (!asks) continue
      const call = row.sym.replace(/^.*#/, '').replace('*', 'any member')
      const line = page.split('\n').find(l => l.startsWith('|') && l.includes(name) && l.includes(call))
      expect(line, `${name}: ${row.sym}`).toBeDefined()
      if (takesBound(row.timeout) && row.bounded !== true) expect(line!.split('|').at(-2)).toMatch(/\bms\b/)
    }
})
