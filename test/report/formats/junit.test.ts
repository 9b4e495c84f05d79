import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { junit } from '../../../src/report/formats/junit.js'
import { absent, foundation, result } from '../results.js'
import { of, one, samples, viewOf } from './samples.js'

const schema = readFileSync(new URL('junit-subset.xsd', import.meta.url), 'utf8')

async function faults(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: xml }], schema: [schema] })
  return errors.map(({ message }) => message)
}

const attribute = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(m => m[1]!)
const count = (xml: string, start: string): number => xml.split(start).length - 1

describe('valid by the subset that Jenkins reads, names unique', () => {
  test.each(samples().map(({ name, ...rest }) => [name, rest] as const))('%s', async (_, { result, view }) => {
    const xml = junit(result, view)
    expect(await faults(xml)).toEqual([])
    const names = attribute(xml, 'name').filter((_, at) => at > 0)
    const cases = [...xml.matchAll(/<testcase name="([^"]*)"/g)].map(m => m[1])
    expect(new Set(cases).size).toBe(cases.length)
    expect(names.length).toBeGreaterThan(cases.length)
  })

  test('and what is not valid is refused', async () => {
    const xml = junit(foundation(), viewOf())
    expect(await faults(xml.replace('<testcase ', '<testcase line="3" '))).not.toEqual([])
    expect(await faults(xml.replace(/<testcase name="[^"]*"/, '<testcase'))).not.toEqual([])
    expect(await faults(xml.replace('</testsuites>', ''))).not.toEqual([])
    expect(await faults(xml.replace('raw-send', 'raw\u0001send'))).not.toEqual([])
    const twice = xml.replace(/ {4}<testcase [\s\S]*?<\/testcase>\n/, same => same + same)
    expect(await faults(twice)).toEqual([expect.stringContaining('unique')])
  })
})

test('the counts are those of the elements', () => {
  for (const { result, view } of samples()) {
    const xml = junit(result, view)
    const [head, ...suites] = xml.split('<testsuite ')
    for (const part of [...suites, head + suites.join('')]) {
      expect(attribute(part, 'tests')[0]).toBe(String(count(part, '<testcase ')))
      expect(attribute(part, 'failures')[0]).toBe(String(count(part, '<failure ')))
      expect(attribute(part, 'errors')[0]).toBe(String(count(part, '<error ')))
    }
  }
})

test('a clean scan has one case that passed for each rule of the preset', () => {
  const xml = junit(result([], { summary: { preset: 'strict' } }), viewOf())
  expect(attribute(xml, 'classname')).toEqual([
    'raw-send',
    'unmanaged-watcher',
    'untimed-call',
    'unsupervised-spawn',
    'god-process',
    'suppression',
  ])
  expect(xml).not.toMatch(/<(failure|error|skipped)/)
})

test('a case keeps its name when its code moves to another line', () => {
  const nameAt = (line: number) => attribute(junit(of([one('a.ts', { id: 'x', line }, { line })]), viewOf()), 'name')
  expect(nameAt(1)).toEqual(nameAt(900))
})

test('only what makes the scan fail is a failure: the rest is skipped, with the reason', () => {
  const [s, f] = one('a.ts', { id: 'silent' })
  const sample = of(
    [
      one('b.ts', { id: 'warns' }),
      one('b.ts', { id: 'informs', severity: 'info' }),
      one('b.ts', { id: 'known', baselineState: 'unchanged' }),
    ],
    {
      absent: [absent('b.ts'), absent('b.ts', { ordinal: 2 })],
      suppressed: [{ ...f, siteId: s.id, suppression: { line: 1, reason: 'the "bridge" until v2' } }],
    },
  )
  const cases = junit(sample, viewOf()).split('<testcase ').slice(1)
  const outcome = (id: string) =>
    /<(\w+) type="\w+" message="([^"]*)"/.exec(cases.find(c => c.includes(` ${id}"`))!)?.slice(1)
  expect(outcome('warns')?.[0]).toBe('failure')
  expect(outcome('informs')).toEqual(['skipped', 'info: below --fail-on warning'])
  expect(outcome('known')).toEqual(['skipped', 'known in the baseline'])
  expect(outcome('silent')).toEqual(['skipped', 'suppressed: the &quot;bridge&quot; until v2'])
  const gone = cases.filter(c => c.includes('b.ts fixed in run: worker.postMessage(1)'))
  expect(gone).toHaveLength(2)
  for (const one of gone) expect(one).not.toMatch(/<(failure|error|skipped)/)
})

test('a file that was skipped is an error, and what is undecided is skipped', () => {
  const { result: everything, view } = samples()[2]!
  const xml = junit(everything, view)
  expect(count(xml, '<error type="skipped-file"')).toBe(2)
  const undecided = samples()[4]!
  expect(junit(undecided.result, undecided.view)).toContain(
    '<skipped type="undecided" message="1 of 1 site undecided">',
  )
})
