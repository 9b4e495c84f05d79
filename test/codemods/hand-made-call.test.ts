import { expect, test } from 'vitest'
import { migrated, reasons, textsAfter, textsIn } from './outcomes.js'

test('a call made by hand gets a bound, and takes its listeners and entries back at every end', async () => {
  const result = await migrated('hand-made-call', 'before', { safety: 'review' })
  expect(textsAfter(result, textsIn('hand-made-call', 'before'))).toEqual(textsIn('hand-made-call', 'after'))
  expect(reasons(result, 'untimed-call')).toEqual([])
  for (const proof of result.proofs.values()) expect(proof.types).toBe('no diagnostic added')
})

test('what it leaves of a watcher or a send is gone with it: no finding of another rule comes in its place', async () => {
  const { before, after } = await migrated('hand-made-call', 'before', { safety: 'review' })
  const others = (result: typeof before) => result.findings.filter(f => f.rule !== 'untimed-call').map(f => f.message)
  expect(others(after)).toEqual(others(before))
})

test('with the preset stage3 the findings of watchers that a call takes along are its own, and the numbers add up', async () => {
  const { before, after, files, manual } = await migrated('hand-made-call', 'before', {
    safety: 'review',
    preset: 'stage3',
  })
  const fixes = files.flatMap(f => f.fixes)
  const fixed = new Set(fixes.flatMap(fix => fix.findings))
  const watchers = before.findings.filter(f => f.rule === 'unmanaged-watcher' && fixed.has(f.id))
  expect(watchers.length).toBeGreaterThan(0)
  expect(fixes.filter(fix => fix.codemod === 'hand-made-call').length).toBeGreaterThan(8)
  for (const rule of ['raw-send', 'untimed-call', 'unmanaged-watcher']) {
    const of = ({ findings }: typeof before) => findings.filter(f => f.rule === rule)
    expect(of(after).length).toBe(of(before).filter(f => !fixed.has(f.id)).length)
  }
  expect(manual.filter(m => fixed.has(m.finding.id))).toEqual([])
})

test('an answer without a number says so where one that is late may be taken for another', async () => {
  const { files } = await migrated('hand-made-call', 'before', { safety: 'review' })
  expect(files[0]!.fixes.map(f => [f.line, /carries no number/.test(f.reason ?? '')])).toEqual([
    [9, true],
    [19, true],
    [27, true],
    [47, false],
    [53, false],
    [57, false],
    [75, true],
    [88, true],
    [94, true],
    [104, false],
    [120, false],
    [125, false],
    [144, true],
  ])
})

test('a promise that is kept says so: after a timeout it stays rejected', async () => {
  const { files } = await migrated('hand-made-call', 'before', { safety: 'review' })
  expect(files[0]!.fixes.filter(f => /is kept in `this\.#asked`/.test(f.reason ?? '')).map(f => f.line)).toEqual([144])
})

test('what takes its answer otherwise, or is made elsewhere, stays with the reason', async () => {
  expect(reasons(await migrated('hand-made-call', 'left', { safety: 'all' }), 'untimed-call')).toEqual([
    '19 who takes its answer does not expect that the entry may be gone',
    '38 what its entry is found by is made where it is stored',
    '46 its promise is not made by an executor beside it',
    '54 what it listens to has no name of its own',
    '60 an end comes when it comes; ask first whether it has come already',
    '66 the executor of its promise waits itself',
  ])
})

test('JavaScript: read as it is written, and what it requires is there before anything runs', async () => {
  const result = await migrated('hand-made-call', 'javascript', { safety: 'review', rules: ['untimed-call'] })
  const [head] = result.files[0]!.after.split('let n = 0')
  expect(head).toBe(`'use strict';
const { Worker } = require('worker_threads');
const { TimeoutConfig } = require('@otp-audit/runtime');

const worker = new Worker('./x.js');
exports.first = TimeoutConfig.call('reply', call => new Promise(function (resolve) { const onMessage = value => resolve(value); worker.once('message', onMessage); call.onEnd(() => worker.off('message', onMessage)); }));
worker.postMessage('first');

const { once } = require('node:events');
exports.next = async () => (await once(worker, 'message', { signal: AbortSignal.timeout(TimeoutConfig.getTimeout('once:message')) }))[0];

`)
  expect(reasons(result, 'untimed-call')).toEqual([
    '20 who takes its answer does not expect that the entry may be gone',
  ])
})
