/** Comments that silence findings, on programs that are scanned. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { scan } from '../../src/audit/scan.js'
import type { ScanOptions } from '../../src/result.js'

const root = mkdtempSync(join(tmpdir(), 'otp-audit-suppressions-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const head = "import { Worker } from 'node:worker_threads'\nexport const w = new Worker('./job.js')\n"

/** What is still found, what is silenced, and what is said of the comments themselves. */
async function judged(body: string, options: ScanOptions = {}, name = 'a.ts') {
  writeFileSync(join(root, name), head + body)
  const all = { root, paths: [name], config: false as const, types: 'off' as const, today: '2026-11-28', ...options }
  const { findings, suppressed, skipped } = await scan(all)
  expect(skipped).toEqual([])
  return {
    found: findings.filter(f => f.rule !== 'suppression').map(f => `${f.line} ${f.rule}`),
    silenced: suppressed.map(f => `${f.line} ${f.rule}: ${f.suppression.reason}`),
    faults: findings
      .filter(f => f.rule === 'suppression')
      .map(f => `${f.line} ${f.shape}: ${f.message.split(': ').at(-1)}`),
    suppressed,
  }
}

const quiet = '// otp-audit-ignore-next-line raw-send -- the worker answers at once'

test('a comment with rule and reason silences the next line, and nothing else', async () => {
  expect(await judged(`${quiet}\nw.postMessage(1)\nw.postMessage(2)\n`)).toMatchObject({
    found: ['5 raw-send'],
    silenced: ['4 raw-send: the worker answers at once'],
    faults: [],
  })
})

test('day and owner are kept, in any order, with brackets or without', async () => {
  for (const tail of [
    'until 2027-01-31 owner @core',
    'owner @core until 2027-01-31',
    '[until 2027-01-31] [owner @core]',
  ])
    expect((await judged(`${quiet} ${tail}\nw.postMessage(1)\n`)).suppressed[0]?.suppression).toEqual({
      line: 3,
      reason: 'the worker answers at once',
      until: '2027-01-31',
      owner: '@core',
    })
})

test('several rules, several comments, and other comments between', async () => {
  const body = `${quiet}\n/* otp-audit-ignore-next-line untimed-call, unmanaged-watcher -- known */\n// biome-ignore x: y\nw.postMessage(1)\n`
  expect(await judged(body)).toMatchObject({
    found: [],
    silenced: ['6 raw-send: the worker answers at once'],
    faults: ['4 unused: line 6 has nothing of untimed-call, unmanaged-watcher; take it away'],
  })
})

test.each([
  ['a call over several lines', `${quiet}\nw\n  .postMessage(1)\n`],
  ['a template', `export const t = \`a\n\${ ${quiet.replace('//', '/*')} */\nw.postMessage(1)}\n\`\n`],
  ['an argument', `console.log(\n  ${quiet}\n  w.postMessage(1),\n)\n`],
  ['behind a type', `export const f: (\n  ${quiet}\n) => void = () => w.postMessage(1)\n`],
  ['a block over lines', `/**\n * ${quiet.slice(3)}\n */\nw.postMessage(1)\n`],
  ['Windows line ends', `${quiet}\r\nw.postMessage(1)\r\n`],
])('placement: %s', async (_, body) => {
  expect(await judged(body)).toMatchObject({ found: [], faults: [], silenced: [expect.stringContaining('raw-send')] })
})

test('placement: JSX, in an attribute and between elements', async () => {
  const jsx = `export const a = (
  <div>
    {/* otp-audit-ignore-next-line raw-send -- a click */}
    <button onClick={() => w.postMessage(1)} />
    <button
      // otp-audit-ignore-next-line raw-send -- another
      onClick={() => w.postMessage(2)}
    />
  </div>
)\n`
  expect(await judged(jsx, {}, 'a.tsx')).toMatchObject({
    found: [],
    faults: [],
    silenced: ['6 raw-send: a click', '9 raw-send: another'],
  })
})

test.each([
  ['// otp-audit-ignore-next-line', 'malformed', 'it names no rule; write `otp-audit-ignore-next-line RULE -- reason`'],
  [
    '// otp-audit-ignore-next-line raw-send',
    'malformed',
    'it gives no reason; write `otp-audit-ignore-next-line RULE -- reason`',
  ],
  [
    '// otp-audit-ignore-next-line raw-send -- until 2027-01-01',
    'malformed',
    'it gives no reason; write `otp-audit-ignore-next-line RULE -- reason`',
  ],
  [
    '// otp-audit-ignore-next-line raw-sends -- x',
    'malformed',
    'there is no rule `raw-sends`; did you mean `raw-send`?',
  ],
  [
    '// otp-audit-ignore-next-line no-console -- x',
    'malformed',
    'there is no rule `no-console`; known are raw-send, unmanaged-watcher, untimed-call, unsupervised-spawn, god-process',
  ],
  [
    '// otp-audit-ignore-next-line raw-send -- x until 2027-02-30',
    'malformed',
    '`until 2027-02-30` is no day; write it as 2027-01-31',
  ],
  [
    '// otp-audit-ignore-line raw-send -- x',
    'malformed',
    'there is no `otp-audit-ignore-line`; write `otp-audit-ignore-next-line RULE -- reason`',
  ],
  [
    '// otp-audit-ignore-next-line raw-send -- x until 2026-11-27',
    'expired',
    'it counted until 2026-11-27; mend the code or renew it',
  ],
  ['// otp-audit-ignore-next-line untimed-call -- x', 'unused', 'line 4 has nothing of untimed-call; take it away'],
])('%s is %s, and silences nothing', async (comment, shape, why) => {
  expect(await judged(`${comment}\nw.postMessage(1)\n`)).toMatchObject({
    found: ['4 raw-send'],
    silenced: [],
    faults: [`3 ${shape}: ${why}`],
  })
})

test('the sample of the page on configuration does what it says', async () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
  const sample = page.split('## Comments that silence a finding')[1]!.split('```')[1]!.replace(/^ts\n/, '')
  const body = sample.replaceAll('worker.', 'w.').replace('(message)', '(1)')
  expect(await judged(body)).toMatchObject({
    found: [],
    silenced: ['4 raw-send: the worker answers at once'],
    faults: [],
  })
})

test('a day is read however it is written behind the reason, and is never taken for a part of it', async () => {
  const of = async (tail: string) => {
    const { silenced, faults } = await judged(`${quiet} ${tail}\nw.postMessage(1)\n`)
    return [silenced.length, faults[0]?.split(' ')[1]]
  }
  for (const tail of [
    '(until 2026-01-31)',
    'until: 2026-01-31',
    'Until 2026-01-31.',
    ', until 2026-01-31, owner @core',
  ])
    expect(await of(tail), tail).toEqual([0, 'expired:'])
  for (const tail of [
    'until 2026-01-31 or so',
    'until Jan 2026',
    'until 31.1.2026',
    'until 2026-01-31 until 2030-01-31',
  ])
    expect(await of(tail), tail).toEqual([0, 'malformed:'])
  for (const tail of ['until the worker is gone', 'until #2026 is closed', 'until Node 26', 'until 2.5 is out'])
    expect(await of(tail), tail).toEqual([1, undefined])
})

test('a reason says something', async () => {
  for (const reason of ['--', '...', '[until 2027-01-31]'])
    expect(
      (await judged(`// otp-audit-ignore-next-line raw-send -- ${reason}\nw.postMessage(1)\n`)).faults,
      reason,
    ).toEqual(['3 malformed: it gives no reason; write `otp-audit-ignore-next-line RULE -- reason`'])
})

test('blank lines between are passed over, and slashes of documentation', async () => {
  for (const body of [
    `${quiet}\n\n  \nw.postMessage(1)\n`,
    `/${quiet}\nw.postMessage(1)\n`,
    `${quiet.replace('-- ', '--')}\nw.postMessage(1)`,
  ])
    expect(await judged(body), body).toMatchObject({ found: [], faults: [], silenced: [expect.any(String)] })
})

test('where it is not known what a call is, a comment is not called unused', async () => {
  const body = (call: string) => `import { lost } from './not-there.js'\n${quiet}\n${call}\n`
  expect(await judged(body('lost.postMessage(1)'))).toMatchObject({ found: [], silenced: [], faults: [] })
  expect((await judged(body('lost()'))).faults).toEqual(['4 unused: line 5 has nothing of raw-send; take it away'])
})

test('its last day counts', async () => {
  const body = `${quiet} until 2026-11-28\nw.postMessage(1)\n`
  expect((await judged(body)).found).toEqual([])
  expect((await judged(body, { today: '2026-11-29' })).found).toEqual(['4 raw-send'])
})

test('a comment on a rule that was not run is not judged', async () => {
  const body = '// otp-audit-ignore-next-line god-process -- one file\nexport const a = 1\n'
  expect((await judged(body)).faults).toEqual([])
  expect((await judged(body, { preset: 'strict' })).faults).toHaveLength(1)
})

test('a comment in a file without any site is found unused; the same words in a string are none', async () => {
  writeFileSync(join(root, 'plain.ts'), `${quiet}\nexport const a = '${quiet}'\n`)
  const { findings } = await scan({ root, paths: ['plain.ts'], config: false, types: 'off', today: '2026-11-28' })
  expect(findings.map(f => `${f.line} ${f.rule} ${f.shape}`)).toEqual(['1 suppression unused'])
})

test('the identity of what is left does not depend on what is silenced', async () => {
  const ids = async (body: string) => {
    writeFileSync(join(root, 'a.ts'), head + body)
    return (await scan({ root, paths: ['a.ts'], config: false, types: 'off' })).findings.map(f => f.id)
  }
  const both = await ids('w.postMessage(1)\nw.postMessage(1)\n')
  expect(await ids(`${quiet}\nw.postMessage(1)\nw.postMessage(1)\n`)).toEqual([both[1]])
})
