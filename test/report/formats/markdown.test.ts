import { lexer, type Token, type Tokens } from 'marked'
import { describe, expect, test } from 'vitest'
import { fitted, markdown, roomOfComment } from '../../../src/report/formats/markdown.js'
import { result } from '../results.js'
import { nasty, of, one, samples, thousands, viewOf } from './samples.js'

/** All tokens of a document as a Markdown reader sees them, in order. */
function tokens(text: string): Token[] {
  const flat = (list: Token[]): Token[] =>
    list.flatMap(t => [t, ...flat(t.type === 'list' ? (t as Tokens.List).items : ((t as Tokens.Generic).tokens ?? []))])
  return flat(lexer(text))
}

const items = (text: string) => tokens(text).filter(t => t.type === 'list_item')

test('a clean scan is a heading and a line', () => {
  expect(markdown(result([]), viewOf())).toBe(
    '<!-- otp-audit -->\n## otp-audit\n\n0 findings in 0 of 40 files, 0 sites undecided, 0 files skipped.\n',
  )
})

describe('a reader sees a list, and no markup from code', () => {
  test.each(samples().map(({ name, ...rest }) => [name, rest] as const))('%s', (_, { result, view }) => {
    const text = markdown(result, view)
    const all = tokens(text)
    const html = all.filter(t => t.type === 'html').map(t => t.raw.trim())
    expect(new Set(html.filter(raw => raw !== '<!-- -->'))).toEqual(new Set(['<!-- otp-audit -->']))
    expect(all.filter(t => t.type === 'link' || t.type === 'image')).toEqual([])
    const headings = all.filter((t): t is Tokens.Heading => t.type === 'heading').map(t => t.text)
    const known = ['otp-audit', 'Findings', 'Fixed, and still in the baseline', 'Skipped files', 'Undecided']
    for (const heading of headings) expect(known).toContain(heading)
  })

  test('nobody is called, and no thread is mentioned', () => {
    const text = markdown(
      of([one('a.ts', { message: nasty, advice: 'see @team and #7, not `@otp-audit/runtime`' })]),
      viewOf(),
    )
    const said = tokens(text).filter(t => t.type === 'text' && !('tokens' in t))
    for (const { raw } of said) expect(raw).not.toMatch(/@\w|#\d/)
    expect(text).toContain('`@otp-audit/runtime`')
  })
})

test('the gravest come first', () => {
  const { result: all } = thousands(30)
  const severities = items(markdown(all, viewOf())).map(t => /\*\*(\w+)\*\*/.exec(t.raw)![1])
  expect(severities).toEqual([...Array(10).fill('error'), ...Array(10).fill('warning'), ...Array(10).fill('info')])
})

describe('room', () => {
  const { result: all, view } = thousands(5000)

  test.each([roomOfComment, 20_000, 2_000])('a report for %i bytes fits, and its counts add up', room => {
    const text = fitted(all, view, room)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(room)
    const shown = items(text).map(t => /\*\*(\w+)\*\*/.exec(t.raw)![1])
    const [, more, split] = /_(\d+) more findings not shown for want of room \((.*)\)\._/.exec(text)!
    const rest = Object.fromEntries(
      split!.split(', ').map(part => [part.split(' ')[1]!.replace(/s$/, ''), Number.parseInt(part, 10)]),
    )
    expect(shown.length + Number(more)).toBe(5000)
    for (const severity of ['error', 'warning', 'info'] as const)
      expect(shown.filter(s => s === severity).length + (rest[severity] ?? 0)).toBe(all.summary.severity[severity])
  })

  test('is used: what fits is shown', () => {
    expect(Buffer.byteLength(markdown(all, view))).toBeGreaterThan(roomOfComment - 1000)
  })

  test('is not taken by skipped files and undecided sites alone', () => {
    const skipped = Array.from({ length: 3000 }, (_, i) => ({
      file: `src/${'deep/'.repeat(20)}${i}.ts`,
      reason: 'is not UTF-8 text',
    }))
    const coverage = [
      {
        dialect: 'ws',
        sites: 6000,
        decided: 0,
        undecided: 6000,
        reasons: Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`reason ${i} ${'x'.repeat(60)}`, 2])),
      },
    ]
    const text = markdown({ ...all, skipped, coverage }, view)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(roomOfComment)
    const parts = text.split('### ')
    const listed = (title: string) => parts.find(p => p.startsWith(title))!
    expect(items(listed('Findings')).length).toBeGreaterThan(100)
    const more = (part: string) => Number(/_(\d+) more/.exec(part)![1])
    expect(items(listed('Skipped')).length + more(listed('Skipped'))).toBe(3000)
    expect(2 * items(listed('Undecided')).length + more(listed('Undecided'))).toBe(6000)
  })

  test('characters of several bytes are counted as such', () => {
    const wide = of(Array.from({ length: 2000 }, (_, i) => one(`src/${'日本語'.repeat(10)}${i}.ts`, { id: `w${i}` })))
    expect(Buffer.byteLength(markdown(wide, viewOf()))).toBeLessThanOrEqual(roomOfComment)
  })
})

test('what a baseline knows is counted and not listed', () => {
  const { result: all, view } = samples()[2]!
  const text = markdown(all, view)
  expect(text).toContain(`${all.findings.length - 2} of them new, 2 known in the baseline, 2 entries of it fixed,`)
  expect(text).not.toMatch(/state1|state2/)
  expect(text).toMatch(/### Fixed, and still in the baseline\n\n(- `src\/state3\.ts` raw-send .*\n){2}/)
})
