import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { type Entry, lineOf, parseLine } from '../../../src/audit/baseline/entry.js'
import { baselineText, prunedText, readBaseline } from '../../../src/audit/baseline/file.js'

const dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

let random = 1
/** The same in every run. */
const digit = () => {
  random = (random * 48271) % 2147483647
  return (random % 16).toString(16)
}
const hex = (length: number) => Array.from({ length }, digit).join('')
const entry = (more: Partial<Entry> = {}): Entry => ({
  rule: 'raw-send',
  preset: 'recommended',
  file: 'src/a.ts',
  scope: 'Pool.run',
  call: 'w.post(1)',
  key: hex(12),
  text: hex(8),
  ordinal: 1,
  ...more,
})

function read(content: string | Buffer) {
  const path = join(dir, 'otp-audit.baseline')
  writeFileSync(path, content)
  return readBaseline(dir, path)
}
const troubleOf = (content: string | Buffer) => {
  try {
    read(content)
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
  return 'none'
}

describe('a line', () => {
  test('names the finding for people, and no line of the code', () => {
    const line = lineOf(entry({ key: '0123456789ab', text: 'cdef0123', call: 'w.post({\n  a })' }))
    expect(line).toBe('0123456789ab-cdef0123 raw-send src/a.ts Pool.run w.post({ a })')
  })

  test.each([
    { file: 'a b/#1%20.ts', scope: 'x y' },
    { file: 'new\nline\u2028\u202e.ts', scope: '-' },
    { file: '日本語.ts#2', scope: '', ordinal: 3 },
    { rule: 'god-process', preset: 'strict' } as const,
  ])('%j comes back as it was', more => {
    const one = entry(more)
    expect(lineOf(one).split('\n')).toHaveLength(1)
    expect(parseLine(lineOf(one))).toEqual(one)
  })

  test('whatever a file and its functions are called', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.string(),
        (file, scope, call) => {
          const back = parseLine(lineOf(entry({ file, scope, call })))
          expect(back).toMatchObject({ file: file.toWellFormed(), scope: scope.toWellFormed() })
        },
      ),
    )
  })
})

describe('the file', () => {
  const entries = Array.from({ length: 40 }, (_, i) => entry({ file: `src/${i}.ts` }))

  test('has a line an entry, sorted, and is the same whatever the order was', () => {
    const text = baselineText(entries)
    const lines = text.split('\n').filter(line => /^[0-9a-f]/.test(line))
    expect(lines).toHaveLength(40)
    expect(lines).toEqual([...lines].sort())
    expect(baselineText([...entries].reverse())).toBe(text)
    expect(baselineText(read(text).entries)).toBe(text)
  })

  test('what a merge leaves is read: unsorted, twice, with two headings, line ends of Windows, a byte order mark', () => {
    const [head, ...rest] = baselineText(entries).split('\n')
    const left = `\uFEFF${[head, ...rest.reverse(), head, ...rest].join('\r\n')}`
    expect(baselineText(read(left).entries)).toBe(baselineText(entries))
  })

  test('is pruned without touching anything else', () => {
    const text = `${baselineText(entries).replaceAll('\n', '\r\n')}# a comment of mine\r\n${lineOf(entries[7]!)}\r\n`
    const pruned = prunedText(read(text), [entries[7]!])
    const lines = text.split('\r\n').filter(line => line !== lineOf(entries[7]!))
    expect(pruned).toBe(lines.join('\r\n'))
  })

  test('keeps its line ends when it is written anew', () => {
    const windows = baselineText(entries).replaceAll('\n', '\r\n')
    expect(baselineText(entries, read(windows))).toBe(windows)
  })
})

describe('what is no baseline is refused in one line, with its place', () => {
  const text = baselineText([entry({ key: 'ffffffffffff' })])
  const start = 'otp-audit-baseline 1\n'
  test.each<[string, string | Buffer, RegExp]>([
    ['an empty file', '', /^UsageError: otp-audit\.baseline: is empty; delete it/],
    ['another text', 'hello\n', /otp-audit\.baseline:1: does not begin with "otp-audit-baseline 1"/],
    ['binary data', Buffer.from([0x7f, 0x45, 0, 1]), /otp-audit\.baseline: is no baseline but other data/],
    ['no UTF-8', Buffer.from([...Buffer.from(start), 0xff, 0xfe]), /is no baseline but other data/],
    ['a later version', text.replace('baseline 1', 'baseline 2'), /:1: is of version 2, .* update otp-audit/],
    ['marks of a merge', text.replace('# 010\n', '<<<<<<< HEAD\n'), /:21: a merge conflict; keep the entries of both/],
    ['their middle', text.replace('# 010\n', '=======\n'), /:21: a merge conflict/],
    [
      'an unknown rule',
      `${start}0123456789ab-cdef0123 raw-snd a.ts - x\n`,
      /:2: there is no rule raw-snd, did you mean raw-send\?/,
    ],
    [
      'an unknown preset',
      `${start}0123456789ab-cdef0123 raw-send@strct a.ts - x\n`,
      /:2: there is no preset strct, did you mean strict\?/,
    ],
    ['a line cut off', text.trimEnd().slice(0, -24), /:4101: is no entry; put it back from git/],
    [
      'a file cut off between two lines',
      text.slice(0, text.indexOf('# 800')),
      /:2052: is cut off: # fff is missing; put/,
    ],
    [
      'a name cut off',
      `${start}0123456789ab-cdef0123 raw-send a%2 - x\n`,
      /:2: is no entry: a % stands before two hex digits/,
    ],
    ['a word', `${start}\nraw-send src/a.ts\n`, /:3: is no entry/],
  ])('%s', (_, content, message) => {
    expect(troubleOf(content)).toMatch(message)
    expect(troubleOf(content).split('\n')).toHaveLength(1)
  })
})

describe('two branches add entries', () => {
  /** As `git merge` merges a file. */
  function merge(base: string, ours: string, theirs: string, ...more: string[]): { conflicts: number; text: string } {
    const paths = [ours, base, theirs].map((text, i) => {
      writeFileSync(join(dir, String(i)), text)
      return join(dir, String(i))
    })
    try {
      return {
        conflicts: 0,
        text: execFileSync('git', ['merge-file', '-p', '-q', ...more, ...paths], { encoding: 'utf8' }),
      }
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string }
      return { conflicts: status, text: stdout }
    }
  }
  const some = (count: number) => Array.from({ length: count }, (_, i) => entry({ file: `src/${i}.ts` }))

  test.each([
    [0, 1, 0],
    [0, 10, 0],
    [300, 5, 5],
    [500, 2, 10],
  ])(
    'to %i that are there, %i each, and take out %i: git merges nearly all, and with merge=union all',
    (there, added, gone) => {
      let conflicts = 0
      for (let round = 0; round < 15; round++) {
        const base = some(there)
        // each takes out others, from anywhere
        const [ours, theirs] = [
          [...base.slice(gone), ...some(added)],
          [...base.slice(0, there - gone), ...some(added)],
        ]
        const both = [...base.slice(gone, there - gone), ...ours.slice(there - gone), ...theirs.slice(there - gone)]
        const texts = [base, ours, theirs].map(list => baselineText(list)) as [string, string, string]
        const plain = merge(...texts)
        const whole = baselineText(both)
        if (plain.conflicts > 0) conflicts++
        else expect(plain.text).toBe(whole)
        const union = merge(...texts, '--union')
        expect(union.conflicts).toBe(0)
        const left = read(union.text).entries
        // where two meet, what one branch has taken out may come back
        if (plain.conflicts === 0) expect(baselineText(left)).toBe(whole)
        else expect(left.map(lineOf)).toEqual(expect.arrayContaining(both.map(lineOf)))
      }
      // by chance: two changes of two branches touch once in 4096
      expect(conflicts).toBeLessThanOrEqual(2)
    },
  )

  test('both start a baseline: nothing is lost by union', () => {
    const [ours, theirs] = [some(5), some(5)]
    const { text } = merge('', baselineText(ours), baselineText(theirs), '--union')
    expect(baselineText(read(text).entries)).toBe(baselineText([...ours, ...theirs]))
  })
})
