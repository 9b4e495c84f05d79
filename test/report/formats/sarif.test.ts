import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formatsOfAjv from 'ajv-formats'
import type * as Sarif from 'sarif'
import { afterAll, describe, expect, test } from 'vitest'
import { mostResults, sarif } from '../../../src/report/formats/sarif.js'
import type { View } from '../../../src/report/view.js'
import type { ScanResult } from '../../../src/result.js'
import { names, of, one, type Sample, samples, thousands, viewOf } from './samples.js'

const dir = mkdtempSync(join(tmpdir(), 'sarif-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Microsoft's validator: a program for each system, whose exit code says nothing. */
const system = { win32: 'win32', darwin: 'darwin' }[process.platform as string] ?? 'linux'
const tools = dirname(createRequire(import.meta.url).resolve(`@microsoft/sarif-multitool-${system}/package.json`))
const program = join(tools, `Sarif.Multitool${system === 'win32' ? '.exe' : ''}`)

/**
 * Errors and warnings by document. The validator is silent about documents that it cannot read for itself, such as one
 * with an unknown level; so that each of ours gets its note on the names of rules is proof that it was looked at.
 */
function complaints(documents: Record<string, string>): Record<string, string[]> {
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(dir, `${name}.sarif`), text)
  // installed without scripts, which would have done this
  chmodSync(program, 0o755)
  const output = join(dir, 'complaints.json')
  const files = Object.keys(documents).map(name => join(dir, `${name}.sarif`))
  const asked = ['--rule-kind', 'Sarif;Gh', '--level', 'Error;Warning;Note', '--kind', 'Fail']
  const { stdout, error } = spawnSync(
    program,
    ['validate', ...files, ...asked, '--output', output, '--log', 'ForceOverwrite'],
    { encoding: 'utf8', env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } },
  )
  if (error) throw error
  expect(stdout).toContain(`Done. ${files.length} files scanned.`)
  const [run] = (JSON.parse(readFileSync(output, 'utf8').replace(/^\ufeff/, '')) as Sarif.Log).runs
  const out: Record<string, string[]> = {}
  for (const { ruleId, level = 'warning', locations = [], message } of run!.results ?? []) {
    const { uri } = locations[0]!.physicalLocation!.artifactLocation!
    const name = Object.keys(documents).find(n => uri!.endsWith(`/${n}.sarif`))!
    out[name] ??= []
    if (level !== 'note') out[name].push(`${ruleId} ${level} ${message.arguments}`)
  }
  return out
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
// biome-ignore lint/suspicious/noExplicitAny: the types of ajv-formats do not say what is exported
;(formatsOfAjv as any)(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(join(tools, 'sarif-2.1.0.json'), 'utf8').replace(/^\ufeff/, '')))

const runOf = (result: ScanResult, view: View): Sarif.Run => (JSON.parse(sarif(result, view)) as Sarif.Log).runs[0]!

describe('validity', () => {
  const all: Sample[] = samples()

  test.each(all.map(({ name, ...rest }) => [name, rest] as const))('by the schema: %s', (_, { result, view }) => {
    validate(JSON.parse(sarif(result, view)))
    expect(validate.errors).toBeNull()
  })

  test("by Microsoft's validator with the rules of GitHub: no error, no warning", () => {
    const documents = Object.fromEntries(all.map(({ result, view }, at) => [`sample${at}`, sarif(result, view)]))
    expect(complaints(documents)).toEqual(Object.fromEntries(Object.keys(documents).map(name => [name, []])))
  })

  test('both refuse what is wrong', () => {
    const { result, view } = all[2]!
    const wrong = JSON.parse(sarif(result, view))
    wrong.runs[0].results[0].level = 'fatal'
    expect(validate(wrong)).toBe(false)
    const lacking = JSON.parse(sarif(result, view)) as Sarif.Log
    delete lacking.runs[0]!.tool.driver.rules![0]!.help
    expect(complaints({ lacking: JSON.stringify(lacking), wrong: JSON.stringify(wrong) })).toEqual({
      lacking: [expect.stringMatching(/^GH2012 error /)],
    })
  })
})

describe('files', () => {
  const locations = (result: ScanResult, view: View) =>
    runOf(result, view).results!.map(r => r.locations![0]!.physicalLocation!.artifactLocation!)

  test('names are escaped and come back by decoding; what is outside is absolute', () => {
    const { result, view } = samples()[2]!
    const found = locations(result, view)
    for (const name of names.filter(n => !n.startsWith('.') && !n.startsWith('D:'))) {
      const at = found.find(({ uri }) => decodeURIComponent(uri!) === name)
      expect(at, name).toMatchObject({ uriBaseId: 'SRCROOT' })
      expect(new URL(at!.uri!, 'file:///top/').pathname, name).toBe(
        name.split('/').reduce((path, part) => `${path}/${encodeURIComponent(part)}`, '/top'),
      )
    }
    const outside = found.filter(({ uriBaseId }) => uriBaseId === undefined).map(({ uri }) => uri)
    expect(outside.sort()).toEqual([
      'file:///D:/other%20drive/x.ts',
      'file:///home/far/outside.ts',
      'file:///home/me/sibling/outside.ts',
    ])
  })

  test('stand below the top of the checkout, on Windows as well', () => {
    const { result, view } = samples()[7]!
    expect(locations(result, view)).toEqual([
      { uri: 'file:///C:/out.ts' },
      { uri: 'packages/lib/b.ts', uriBaseId: 'SRCROOT' },
      { uri: 'packages/app%20one/src/a.ts', uriBaseId: 'SRCROOT' },
    ])
  })

  test('no path of the machine is told of files inside', () => {
    expect(sarif(of([one('src/a.ts')]), viewOf({ 'src/a.ts': 'x' }))).not.toContain('/home/me')
  })
})

describe('regions', () => {
  test('only the first line is marked, and what is marked is quoted', () => {
    const { result, view } = samples()[3]!
    const { region, contextRegion } = runOf(result, view).results![0]!.locations![0]!.physicalLocation!
    expect(region).toEqual({
      startLine: 2,
      startColumn: 3,
      endLine: 2,
      endColumn: 18,
      snippet: { text: 'w.postMessage({' },
    })
    expect(contextRegion).toEqual({
      startLine: 1,
      endLine: 3,
      snippet: { text: 'a\r\n  w.postMessage({\r\n    x,\r\n' },
    })
  })
})

describe('fingerprints', () => {
  const text = 'first()\nworker.postMessage(job)\nlast()\n'
  const at = (line: number) => ({ line, column: 8, endLine: line, endColumn: 24 })
  const prints = (before: string, line: number) => {
    const [s, f] = one('a.ts', { id: '0123456789abcdef' }, at(line))
    return runOf(of([[s, f]]), viewOf({ 'a.ts': before + text })).results![0]!.partialFingerprints
  }

  test('stay when the code moves', () => {
    expect(prints('', 2)).toEqual(prints('// one\n// two\n\n', 5))
    expect(prints('', 2)).toMatchObject({ 'otpAuditIdentity/v1': '0123456789abcdef' })
  })

  test('hold no line', () => {
    expect(JSON.stringify(prints('\n'.repeat(776), 778))).not.toContain('778')
  })
})

describe('what is known besides', () => {
  const { result, view } = samples()[2]!
  const run = runOf(result, view)
  const byId = (id: string) => run.results!.find(r => r.partialFingerprints!['otpAuditIdentity/v1'] === id)!

  test('suppressions bear their reason, and others an empty list', () => {
    const [suppression] = byId('silent').suppressions!
    expect(suppression).toMatchObject({ kind: 'inSource', status: 'accepted' })
    expect(suppression!.justification).toMatch(/until 2027-01-31, owner @team$/)
    expect(byId('nasty').suppressions).toEqual([])
  })

  test('the state against a baseline, only where there is one', () => {
    expect([0, 1, 2].map(i => byId(`state-${i}`).baselineState)).toEqual(['new', 'unchanged', 'updated'])
    expect(byId('nasty')).not.toHaveProperty('baselineState')
    // code scanning would show what is absent as open
    expect(run.results!.filter(r => JSON.stringify(r.locations).includes('state3'))).toEqual([])
  })

  test('the edits of a fix', () => {
    const { replacements, artifactLocation } = byId('state-0').fixes![0]!.artifactChanges[0]!
    expect(artifactLocation.uri).toBe('src/state0.ts')
    expect(replacements.map(r => r.insertedContent!.text)).toEqual(["import { y } from 'y'\n", 'y(worker, job)'])
    expect(byId('nasty').fixes).toBeUndefined()
  })

  test('skipped files make the run unsuccessful; they, what is fixed, notices and undecided sites are notifications', () => {
    const [invocation] = run.invocations!
    expect(invocation!.executionSuccessful).toBe(false)
    const told = invocation!.toolExecutionNotifications!
    expect(told.map(n => `${n.level} ${n.descriptor!.id}`)).toEqual([
      'error skipped-file',
      'error skipped-file',
      'note fixed',
      'note fixed',
      'note notice',
      'note notice',
    ])
    for (const { descriptor } of told)
      expect(run.tool.driver.notifications![descriptor!.index!]!.id).toBe(descriptor!.id)
    const undecided = samples()[4]!
    const [only] = runOf(undecided.result, undecided.view).invocations![0]!.toolExecutionNotifications!
    expect(only).toMatchObject({ level: 'note', descriptor: { id: 'undecided-site' } })
    expect(only!.locations![0]!.physicalLocation!.region).toMatchObject({ startLine: 4 })
  })

  test('text and template say the same', () => {
    for (const { message, ruleIndex } of run.results!) {
      const template = run.tool.driver.rules![ruleIndex!]!.messageStrings![message.id!]!.text
      expect(template.replace(/\{(\d)\}/g, (_, n) => message.arguments![n]!)).toBe(message.text)
    }
  })
})

test('GitHub takes a limited number: the gravest are kept, and how many are left out is told', () => {
  const { result, view } = thousands(mostResults + 30)
  const run = runOf(result, view)
  expect(run.results).toHaveLength(mostResults)
  expect(run.results!.filter(r => r.level === 'error')).toHaveLength(
    result.findings.filter(f => f.severity === 'error').length,
  )
  expect(run.invocations![0]!.toolExecutionNotifications!.at(-1)!.message.text).toMatch(
    /^30 findings of lower rank left out/,
  )
})
