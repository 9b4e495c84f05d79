import { type AnnotationProperties, error, notice, warning } from '@actions/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { github, mostShown } from '../../../src/report/formats/github.js'
import type { Severity } from '../../../src/result.js'
import { nasty, of, one, samples, thousands, viewOf } from './samples.js'

afterEach(() => vi.restoreAllMocks())

/** What GitHub's own package prints for the same annotation. */
function official(command: typeof error, text: string, properties: AnnotationProperties): string {
  let printed = ''
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(part => {
    printed += part
    return true
  })
  command(text, properties)
  spy.mockRestore()
  return printed.trimEnd()
}

/** Reads a command as GitHub's runner does. */
function parsed(line: string): { command: string; properties: Record<string, string>; text: string } {
  const [, command, list, text] = /^::(\w+) (.*?)::(.*)$/.exec(line)!
  const decoded = (value: string) =>
    value.replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%')
  const properties = list!
    .split(',')
    .map(pair => [pair.slice(0, pair.indexOf('=')), decoded(pair.slice(pair.indexOf('=') + 1))])
  return { command: command!, properties: Object.fromEntries(properties), text: decoded(text!) }
}

const lines = (text: string) => text.trimEnd().split('\n')
const at = { line: 3, column: 5, endLine: 3, endColumn: 25 }

describe("as GitHub's own package writes it", () => {
  const place = { startLine: 3, endLine: 3, startColumn: 5, endColumn: 25 }
  test.each([
    ['error', error, 'src/a.ts'],
    ['warning', warning, 'src/100%/a:b,c.ts'],
    ['info', notice, 'src/new\nline é.ts'],
  ] as const)('%s', (severity, command, file) => {
    const message = 'w.send: 100% lost: a, b'
    const [first] = lines(github(of([one(file, { ...at, severity, message, advice: 'do, or not' }, at)]), viewOf()))
    expect(first).toBe(official(command, `${message}\ndo, or not`, { title: 'otp-audit: raw-send', file, ...place }))
    expect(parsed(first!).properties.file).toBe(file)
  })

  test('a call of several lines has its first line, and no end of column', () => {
    const [first] = lines(github(of([one('a.ts', { ...at }, { ...at, endLine: 9 })]), viewOf()))
    expect(parsed(first!).properties).toMatchObject({ line: '3', endLine: '3', col: '5' })
    expect(first).not.toContain('endColumn')
  })
})

describe('what is in code can not speak to the runner', () => {
  test.each(samples().map(({ name, ...rest }) => [name, rest] as const))('%s', (_, { result, view }) => {
    const all = lines(github(result, view))
    const summary = all.pop()
    expect(summary).toMatch(/^otp-audit: \d+ findings? /)
    for (const line of all) {
      const { command, properties } = parsed(line)
      expect(['error', 'warning', 'notice']).toContain(command)
      const known = ['title', 'file', 'line', 'endLine', 'col', 'endColumn']
      expect(Object.keys(properties).filter(key => !known.includes(key))).toEqual([])
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e]/)
    }
  })

  test('a message keeps its words', () => {
    const [first] = lines(github(of([one('a.ts', { message: nasty, advice: '' })]), viewOf()))
    expect(parsed(first!).text).toContain('100% ::error::no ##[group]x <b>&amp;"\'</b>')
  })
})

test('files outside of the checkout are named in the message, as GitHub has no place for them', () => {
  const [first] = lines(github(of([one('../x/a.ts')]), viewOf()))
  const { properties, text } = parsed(first!)
  expect(Object.keys(properties)).toEqual(['title'])
  expect(text).toMatch(/^\.\.\/x\/a\.ts: /)
})

test('paths are those of the checkout', () => {
  const view = viewOf({}, { checkout: { folder: '/r', prefix: 'packages/a/' } })
  expect(parsed(lines(github(of([one('src/a.ts')]), view))[0]!).properties.file).toBe('packages/a/src/a.ts')
})

describe('the limit of annotations', () => {
  const many = (counts: Record<Severity, number>) =>
    of(
      (['info', 'warning', 'error'] as const).flatMap(severity =>
        Array.from({ length: counts[severity] }, (_, i) =>
          one(`${severity}${i}.ts`, { severity, id: `${severity}${i}` }),
        ),
      ),
    )
  const commands = (text: string) => lines(text).slice(0, -1).map(parsed)

  test('so many of each kind are shown without a word', () => {
    const shown = commands(github(many({ error: mostShown, warning: mostShown, info: mostShown }), viewOf()))
    expect(shown).toHaveLength(3 * mostShown)
    expect(shown.slice(0, mostShown).every(c => c.command === 'error')).toBe(true)
  })

  test.each([true, false])('the rest is counted in one notice, which counts itself; summary: %s', hasJobSummary => {
    const { result } = thousands(90)
    const shown = commands(github(result, viewOf({}, { hasJobSummary })))
    for (const kind of ['error', 'warning', 'notice'])
      expect(shown.filter(c => c.command === kind)).toHaveLength(mostShown)
    expect(shown.at(-1)!.text).toMatch(/^61 more \(20 errors, 20 warnings, 21 infos\): GitHub shows no more than 10/)
    expect(shown.at(-1)!.text).toContain(
      hasJobSummary ? 'the summary of this job names them' : '--format markdown=FILE',
    )
  })

  test('shown and announced make up all', () => {
    for (const info of [0, 8, 9, 10, 11])
      for (const error of [9, 10, 11]) {
        const shown = commands(github(many({ error, warning: 2, info }), viewOf()))
        const last = /^(\d+) more /.exec(shown.at(-1)!.text)
        expect(last ? shown.length - 1 + Number(last[1]) : shown.length).toBe(error + 2 + info)
      }
  })
})

test('skipped files are errors and come first; known and suppressed findings are not there', () => {
  const { result, view } = samples()[2]!
  const text = github(result, view)
  expect(
    lines(text)
      .slice(0, 2)
      .map(line => parsed(line).properties.title),
  ).toEqual(['otp-audit: skipped', 'otp-audit: skipped'])
  expect(text).not.toMatch(/state1|state2|state3/)
  expect(text).toContain('3 more (3 warnings)')
})
