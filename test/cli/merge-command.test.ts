import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scan } from '../../src/audit/scan.js'
import { formats } from '../../src/report/index.js'
import { Checkout, root } from '../migrate/checkout.js'
import { type Run, runWith } from './memory.js'

const sender = (message: string): string => `import { Worker } from 'node:worker_threads'
const worker = new Worker('./w.js')
worker.postMessage(${message})
`
const at = new Checkout({
  'package.json': '{ "type": "module" }',
  'src/a.ts': sender('1'),
  'src/b.ts': sender('1'),
  'src/c.ts': sender('1').replace('worker.post', '// otp-audit-ignore-next-line raw-send -- meant\nworker.post'),
  'src/d.ts': 'export {}\n',
  'test/e.test.ts': sender('1'),
})
const out = realpathSync(mkdtempSync(join(tmpdir(), 'otp-audit-merge-')))
afterAll(() => {
  at.remove()
  rmSync(out, { recursive: true, force: true })
})

const cli = (...argv: string[]): Promise<Run> => runWith(argv, scan, { cwd: at.dir })
const file = (name: string): string => join(out, name)

/** Writes the shards of one scan, and returns their paths. */
async function shards(count: number, name: string, ...argv: string[]): Promise<string[]> {
  const paths = []
  for (let i = 1; i <= count; i++) {
    const path = file(`${name}-${i}.json`)
    expect(await cli('scan', '--shard', `${i}/${count}`, '--out', path, ...argv)).toMatchObject({ code: 0, out: '' })
    paths.push(path)
  }
  return paths
}

let three: string[]
beforeAll(async () => {
  three = await shards(3, 'three')
})

describe('what is merged', () => {
  test('is what one scan prints, in every format, by real processes and in any order', async () => {
    const parts = await Promise.all(
      [1, 2].map(async i => {
        const path = file(`real-${i}.json`)
        expect(await at.run(['scan', '--shard', `${i}/2`, '--out', path])).toMatchObject({ code: 0, out: '' })
        return path
      }),
    )
    const all = (name: string) => [
      ...formats.flatMap(f => (f.name === 'stage3' ? [] : ['--format', `${f.name}=${file(`${name}.${f.name}`)}`])),
      '--format',
      'stage3',
    ]
    const [whole, merged] = await Promise.all([
      at.run(['scan', ...all('whole')]),
      at.run(['merge', ...parts.reverse(), ...all('merged')]),
    ])
    expect([whole.code, merged.code]).toEqual([1, 1])
    expect(merged.out).toBe(whole.out)
    for (const { name } of formats)
      if (name !== 'stage3')
        expect(readFileSync(file(`merged.${name}`), 'utf8'), name).toBe(readFileSync(file(`whole.${name}`), 'utf8'))
  })

  test('ends as one scan does: with 0, 1 or 3, by the flag or by what is configured', async () => {
    expect((await cli('merge', ...three)).code).toBe(1)
    expect((await cli('merge', ...three, '--fail-on', 'error')).code).toBe(0)
    at.write({ 'otp-audit.config.json': '{ "failOn": "error" }', 'src/broken.ts': `${sender('1')}((` })
    const broken = await shards(2, 'broken')
    rmSync(join(at.dir, 'src/broken.ts'))
    const { code, err } = await cli('merge', ...broken, '--format', 'text')
    expect([code, err]).toEqual([3, 'otp-audit: 1 file skipped (src/broken.ts); the report says why\n'])
    const configured = await shards(2, 'configured')
    rmSync(join(at.dir, 'otp-audit.config.json'))
    expect((await cli('merge', ...configured)).code).toBe(0)
    expect((await cli('merge', ...configured, '--fail-on', 'warning')).code).toBe(1)
  })

  test('is compared with the baseline as one scan is, entries that are fixed and reasons included', async () => {
    await cli('baseline')
    at.write({ 'src/a.ts': `${sender('1')}worker.postMessage(2)\n`, 'src/b.ts': 'export {}\n' })
    const parts = await shards(3, 'known')
    for (const argv of [['--format', 'json'], ['--why'], ['--no-baseline', '--format', 'text']]) {
      const [whole, merged] = [await cli('scan', ...argv), await cli('merge', ...parts, ...argv)]
      expect(merged).toMatchObject({ code: whole.code, out: whole.out, err: whole.err })
      expect(whole.code).toBe(1)
    }
    const { summary } = JSON.parse((await cli('merge', ...parts, '--format', 'json')).out)
    expect(summary.baseline).toMatchObject({ new: 1, unchanged: 2, absent: 1, notJudged: 0 })
    const elsewhere = await runWith(['merge', ...parts], scan, { cwd: out })
    expect(elsewhere).toMatchObject({ code: 2, out: '' })
    expect(elsewhere.err).toContain(': its scan has the baseline otp-audit.baseline, and ')
    expect((await runWith(['merge', ...parts, '--no-baseline'], scan, { cwd: out })).code).toBe(1)
    at.git('checkout', '-q', '.')
    rmSync(join(at.dir, 'otp-audit.baseline'))
  })

  test('may have parts without a file, and one part alone is a whole', async () => {
    const whole = (await cli('scan', '--format', 'json')).out
    expect((await cli('merge', ...(await shards(7, 'seven')), '--format', 'json')).out).toBe(whole)
    expect((await cli('merge', ...(await shards(1, 'one')), '--format', 'json')).out).toBe(whole)
  })

  test('needs no checkout, and none of git', async () => {
    const elsewhere = await runWith(['merge', ...three, '--format', 'json'], scan, { cwd: out })
    expect(elsewhere).toMatchObject({ code: 1, err: '' })
    expect(elsewhere.out).toBe((await cli('scan', '--format', 'json')).out)
  })
})

describe('a shard', () => {
  test('fits its schema, and goes to standard output where no file is named', async () => {
    const read = (name: string) => JSON.parse(readFileSync(join(root, 'schema', name), 'utf8'))
    const ajv = new Ajv2020({ strict: true }).addSchema(read('report.schema.json'))
    const validate = ajv.compile(read('shard.schema.json'))
    for (const path of three) {
      validate(JSON.parse(readFileSync(path, 'utf8')))
      expect(validate.errors).toBeNull()
    }
    const printed = await cli('scan', '--shard', '2/3')
    expect(printed).toMatchObject({ code: 0, out: readFileSync(three[1]!, 'utf8'), err: '' })
  })

  test.each([
    ['0/3', /^otp-audit: --shard 0\/3 is no part of a whole; write 1\/4 to 4\/4 for four machines\n$/],
    ['4/3', /^otp-audit: --shard 4\/3 is no part/],
    ['half', /^otp-audit: --shard half is no part/],
    ['1/2 --format json', /^otp-audit: --format is for otp-audit merge, which has all shards\n$/],
    ['1/2 --fail-on error', /^otp-audit: --fail-on is for otp-audit merge/],
    ['1/2 --no-baseline', /^otp-audit: --baseline is for otp-audit merge/],
    ['1/2 --why', /^otp-audit: --why is for otp-audit merge/],
    ['1/2 --explain-cache', /^otp-audit: --explain-cache has nothing to explain: a shard is not kept/],
    ['1/2 --fixes', /^otp-audit: --fixes proves edits on the whole program; leave --shard out\n$/],
    ['1/2 --staged', /^otp-audit: --staged .*; leave --shard out\n$/],
    ['1/2 --changed', /^otp-audit: --changed .*; leave --shard out\n$/],
    ['1/2 src/nope.ts', /^otp-audit: src\/nope.ts: does not exist/],
  ])('--shard %s is exit code 2 and one line', async (flags, line) => {
    const { code, out, err } = await cli('scan', '--shard', ...flags.split(' '))
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(line)
  })

  test('a folder that is not there is exit code 3, before anything is scanned', async () => {
    const { code, err } = await cli('scan', '--shard', '1/2', '--out', 'no/such/shard.json')
    expect(code).toBe(3)
    expect(err).toMatch(/^otp-audit: can't write \S+: there is no folder /)
  })
})

describe('what does not belong together is refused in one line that names the file', () => {
  /** The line, with paths as names alone. */
  const names = async (...paths: string[]): Promise<string> => {
    const ended = await cli('merge', ...paths)
    expect([ended.code, ended.out]).toEqual([2, ''])
    expect(ended.err.trimEnd()).not.toContain('\n')
    return ended.err.replaceAll(file('/'), '')
  }

  test('none, a missing one, the same one twice', async () => {
    expect(await names()).toBe("otp-audit: missing required argument 'files'; see otp-audit --help\n")
    expect(await names(three[0]!, three[2]!)).toBe(
      'otp-audit: three-1.json is one of 3 shards, and 2/3 is missing; name all files\n',
    )
    expect(await names(...three, three[1]!)).toBe(
      'otp-audit: three-2.json: is shard 2/3, as three-2.json is; name each part once\n',
    )
  })

  test('parts of another number of machines', async () => {
    const [, second] = await shards(2, 'two')
    expect(await names(three[0]!, second!)).toBe(
      'otp-audit: two-2.json: is shard 2/2, three-1.json is 1/3; merge the parts of one scan\n',
    )
  })

  test.each([
    ['preset', ['--preset', 'strict'], 'with preset strict, three-1.json with recommended'],
    ['types', ['--types', 'off'], 'with types off, three-1.json with native'],
    ['paths', ['src'], 'with roots ["src"], three-1.json with ["."]'],
  ])('other options: %s', async (name, argv, words) => {
    const [, other] = await shards(3, `other-${name}`, ...argv)
    expect(await names(three[0]!, other!, three[2]!)).toBe(
      `otp-audit: other-${name}-2.json: was scanned ${words}; use the same options on all machines\n`,
    )
  })

  test('another configuration, though the commit is the same', async () => {
    at.write({ 'otp-audit.config.json': '{ "rules": { "raw-send": "error" } }' })
    const [, other] = await shards(3, 'rules')
    rmSync(join(at.dir, 'otp-audit.config.json'))
    expect(await names(three[0]!, other!, three[2]!)).toMatch(
      /^otp-audit: rules-2.json: was scanned with configuration /,
    )
  })

  test('other texts at the same commit, then another commit, of a shard and of the checkout', async () => {
    at.write({ 'src/a.ts': sender('2') })
    const [, dirty] = await shards(3, 'dirty')
    expect(await names(three[0]!, dirty!, three[2]!)).toBe(
      'otp-audit: dirty-2.json: saw other files, or other texts, than three-1.json; scan all shards from the same clean checkout\n',
    )
    const before = at.git('rev-parse', 'HEAD').slice(0, 12)
    at.commit()
    const after = at.git('rev-parse', 'HEAD').slice(0, 12)
    const [, later] = await shards(3, 'later')
    expect(await names(three[0]!, later!, three[2]!)).toBe(
      `otp-audit: later-2.json: is of commit ${after}, three-1.json of commit ${before}; scan all shards at one commit\n`,
    )
    expect(await names(...three)).toBe(
      `otp-audit: three-1.json: is of commit ${before}, and ${at.dir} is at ${after}; check that commit out, or name the folder where it is with --root\n`,
    )
    at.git('checkout', '-q', '--detach', before)
  })

  test('another version of the tool', async () => {
    const text = readFileSync(three[1]!, 'utf8').replace(/"version":"[^"]+"/, '"version":"0.0.9"')
    writeFileSync(file('old.json'), text)
    expect(await names(three[0]!, file('old.json'), three[2]!)).toMatch(
      /^otp-audit: old.json: was written by otp-audit 0.0.9, this is \S+; use one version on all machines\n$/,
    )
  })

  test('what is cut, changed, no shard, a report, a folder, or not there', async () => {
    const text = readFileSync(three[0]!, 'utf8')
    writeFileSync(file('report.json'), (await cli('scan', '--format', 'json')).out)
    const broken: [string, string, RegExp][] = [
      ['cut.json', text.slice(0, 500), /^otp-audit: cut.json: is damaged or was changed; run that shard again/],
      [
        'changed.json',
        text.replace('postMessage', 'postMassage'),
        /^otp-audit: changed.json: is damaged or was changed/,
      ],
      ['empty.json', '', /^otp-audit: empty.json: is damaged/],
      [
        'null.json',
        'null',
        /^otp-audit: null.json: is no shard; name files that otp-audit scan --shard has written\n$/,
      ],
      ['list.json', '[]', /^otp-audit: list.json: is no shard/],
      ['kind.json', '{ "kind": "otp-audit-shard" }', /^otp-audit: kind.json: is damaged/],
    ]
    for (const [name, content, line] of broken) {
      writeFileSync(file(name), content)
      expect(await names(file(name), three[1]!, three[2]!)).toMatch(line)
    }
    expect(await names(file('report.json'))).toMatch(/^otp-audit: report.json: is no shard/)
    expect(await names(at.dir)).toMatch(/: is a folder; name files/)
    expect(await names(file('nope.json'))).toMatch(/^otp-audit: nope.json: no such file; name files/)
  })

  test('a shard that an editor has formatted is still whole', async () => {
    const pretty = JSON.stringify(JSON.parse(readFileSync(three[0]!, 'utf8')), null, 2).replaceAll('\n', '\r\n')
    writeFileSync(file('pretty.json'), `\uFEFF${pretty}`)
    expect((await cli('merge', file('pretty.json'), three[1]!, three[2]!)).code).toBe(1)
  })
})
