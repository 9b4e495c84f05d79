import { expect, test } from 'vitest'
import { migrated, placed, textsAfter, textsIn } from './outcomes.js'

test('safe sends: comments, chains, line ends, marks and quotes kept, names that clash', async () => {
  const result = await migrated('raw-send', 'before')
  expect(textsAfter(result, textsIn('raw-send', 'before'))).toEqual(textsIn('raw-send', 'after'))
  expect(placed(result, 'raw-send')).toEqual([])
  for (const f of result.files)
    for (const fix of f.fixes)
      expect(result.proofs.get(fix.id)).toEqual({
        parses: true,
        types: 'no diagnostic added',
        secondScan: 'gone, nothing new',
        secondMigration: 'empty',
      })
})

const never = [
  'actors.ts:11 declarative: the call makes an action and sends nothing itself',
  'actors.ts:19 the recipient may be the sender itself',
  'sockets.ts:7 `ping` is no plain send of a message',
  'sockets.ts:13 it takes more than a message',
  'sockets.ts:18 no adapter for socket.io',
  'sockets.ts:19 no adapter for electron',
  'values.ts:15 its value is used',
  'values.ts:29 an answer is expected: a call with a bound may be meant',
  'values.ts:41 it takes more than a message',
  'values.ts:42 its callback does something else than to look at the error',
  'values.ts:47 it forwards what somebody else sent, who should learn of a loss',
  'values.ts:51 its arguments are spread',
  'values.ts:55 it is a part of a longer optional chain',
  'values.ts:60 its value is used',
  'values.ts:61 its value is used',
  'values.ts:62 its value is used',
  'values.ts:67 what its options hold is not known',
  'values.ts:71 its value is used',
  'values.ts:72 its value is used',
]
const burst = 'a loop sends to one recipient: beyond 10 000 messages that have not left yet the runtime refuses more'
const answer =
  'it answers a request: whoever asked may have to make it a call with a bound, which learns of a missing answer'
const forReview = [
  ...[7, 13, 19, 20, 26, 30].map(line => `answers.ts:${line} ${answer}`),
  "values.ts:21 what the call throws is caught here; a supervised send throws what can't be sent at all, and reports a loss",
  `values.ts:34 ${burst}`,
  `values.ts:35 ${burst}`,
  `values.ts:36 ${burst}`,
]

test('what cannot be argued stays, each with its reason; errors that nobody heard are stated of what is made', async () => {
  const result = await migrated('raw-send', 'left')
  expect(placed(result, 'raw-send').sort()).toEqual([...never, ...forReview].sort())
  const made = result.files.flatMap(f => f.fixes)
  expect(made.map(fix => `${fix.file}:${fix.line}`)).toEqual([
    'actors.ts:5',
    'answers.ts:8',
    'answers.ts:21',
    'answers.ts:33',
    'values.ts:10',
  ])
  expect(made[0]!.difference).toMatch(
    /an error of the actor that nobody listens to is logged, and no longer ends the process$/,
  )
  expect(made.at(-1)!.difference).not.toContain('nobody listens')
})

test('at --safety review those with a place are made; a used value and a ping never', async () => {
  const result = await migrated('raw-send', 'left', { safety: 'review' })
  expect(placed(result, 'raw-send').sort()).toEqual([...never].sort())
  const reviewed = await migrated('raw-send', 'review', { safety: 'review' })
  expect(textsAfter(reviewed, textsIn('raw-send', 'review'))).toEqual(textsIn('raw-send', 'reviewed'))
})
