import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { scan } from '../../src/index.js'
import { formats } from '../../src/report/index.js'
import { result, site } from '../report/results.js'
import { memorySink, type Run, runWith } from './memory.js'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'reports-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const raw = result([site('a.ts', 1, 'raw-send')])
const run = (argv: string[], of = raw, env: NodeJS.ProcessEnv = {}): Promise<Run> =>
  runWith(['scan', ...argv], of, { cwd: dir, env })
const read = (name: string) => readFileSync(join(dir, name), 'utf8')

describe('several formats at once', () => {
  test('each goes to its file, and the one without to standard output', async () => {
    const argv = formats.flatMap(({ name, extension }) =>
      name === 'text' ? ['--format', name] : ['--format', `${name}=${name}.${extension}`],
    )
    const { code, out, err } = await run(argv)
    expect([code, out.split('\n')[0]]).toEqual([1, expect.stringMatching(/^a\.ts:1:3 warning raw-send/)])
    expect(err.match(/otp-audit: wrote /g)).toHaveLength(formats.length - 1)
    expect(readdirSync(dir)).toHaveLength(formats.length - 1)
    expect(JSON.parse(read('sarif.sarif')).version).toBe('2.1.0')
    expect(read('junit.xml')).toMatch(/^<\?xml/)
  })

  test('with files for all, standard output is empty', async () => {
    expect(await run(['--format', 'json=a.json', '--format=sarif=b=c.sarif'])).toMatchObject({ code: 1, out: '' })
    expect(readdirSync(dir).sort()).toEqual(['a.json', 'b=c.sarif'])
  })

  test('--out takes the one without a file', async () => {
    const { out } = await run(['--format', 'text', '--format', 'json=a.json', '--out', 'a.txt'])
    expect(out).toBe('')
    expect(read('a.txt')).toMatch(/^a\.ts:1:3/)
  })

  test('- is standard output; a device takes any number', async () => {
    expect((await run(['--format', 'text=-', '--format', 'json=a.json'])).out).toMatch(/^a\.ts:1:3/)
    if (process.platform !== 'win32')
      expect((await run(['--format', 'text=/dev/null', '--format', 'json=/dev/null'])).code).toBe(1)
  })

  test('files have no colour', async () => {
    const stdout = memorySink(true)
    await runWith(['scan', '--format', 'text=a.txt', '--format', 'stage3'], raw, { cwd: dir, stdout })
    expect(stdout.text).toContain('\u001b')
    expect(read('a.txt')).not.toContain('\u001b')
  })
})

describe('conflicts: one line, exit code 2, nothing scanned or written', () => {
  test.each([
    [
      ['--format', 'text', '--format', 'json'],
      '--format text and --format json both go to standard output; give one a file, as in --format json=FILE',
    ],
    [
      ['--format', 'text', '--format', 'json', '--out', 'x'],
      '--format text and --format json both go to x; give one a file, as in --format json=FILE',
    ],
    [
      ['--format', 'text', '--format', 'json=-'],
      '--format text and --format json both go to standard output; name two files',
    ],
    [['--format', 'text=x', '--format', 'json=./x'], '--format text and --format json both go to ./x; name two files'],
    [
      ['--format', 'text=x', '--format', 'json', '--out', 'x'],
      '--format text and --format json both go to x; name two files',
    ],
    [
      ['--format', 'text=x', '--out', 'y'],
      '--out y has no report: each --format names a file of its own; leave one of them out',
    ],
    [['--fixes'], '--fixes has no report to be in; choose sarif, rdjson or json with --format'],
    [
      ['--format', 'sarfi=x'],
      /argument 'sarfi=x' is invalid\. Allowed choices are stage3, .*, rdjson\. Did you mean sarif\?$/,
    ],
    [['--format', 'sarif='], /argument 'sarif=' is invalid\. No file is named behind =/],
    [['--format', '=x'], /Allowed choices are/],
  ])('%j', async (argv, message) => {
    const { code, out, err, asked } = await run(argv)
    expect([code, out, asked]).toEqual([2, '', undefined])
    expect(err.split('\n')).toHaveLength(2)
    const line = err.trimEnd().replace(/^otp-audit: /, '')
    if (typeof message === 'string') expect(line).toBe(message)
    else expect(line).toMatch(message)
    expect(readdirSync(dir)).toEqual([])
  })

  test.skipIf(process.platform === 'win32')('two names of one file are one place', async () => {
    writeFileSync(join(dir, 'x'), '')
    symlinkSync(join(dir, 'x'), join(dir, 'y'))
    expect((await run(['--format', 'text=x', '--format', 'json=y'])).err).toContain('both go to y')
  })

  test.each([
    ['a.ts', 'export const a = 1\n', 'it is source code'],
    ['known', 'otp-audit-baseline 1\n', 'it is a baseline'],
  ])('%s is not overwritten', async (name, text, why) => {
    writeFileSync(join(dir, name), text)
    for (const argv of [
      ['scan', '--out', name],
      ['scan', '--format', 'text', '--format', `json=${name}`],
      ['scan', '--shard', '1/2', '--out', name],
      ['migrate', '--dry-run', '--report', name],
    ]) {
      const { code, out, err } = await runWith(argv, raw, { cwd: dir })
      expect([code, out, err], String(argv)).toEqual([
        3,
        '',
        `otp-audit: can't write ${join(dir, name)}: ${why}; name another file\n`,
      ])
    }
    expect(read(name)).toBe(text)
  })

  test('a file that cannot be written is told before the scan, exit code 3', async () => {
    const { code, err, asked } = await run(['--format', 'text', '--format', 'sarif=no/a.sarif'])
    expect([code, asked]).toEqual([3, undefined])
    expect(err).toContain("can't write")
    expect(err).toContain('no/a.sarif')
  })
})

describe("GitHub's summary of the job", () => {
  const summary = () => ({ GITHUB_STEP_SUMMARY: join(dir, 'summary.md') })

  test('is added to, beside the annotations', async () => {
    writeFileSync(join(dir, 'summary.md'), '# before\n')
    const { out } = await run(['--format', 'github'], raw, summary())
    expect(out).toMatch(/^::warning /)
    expect(read('summary.md')).toMatch(/^# before\n<!-- otp-audit -->\n## otp-audit\n[\s\S]*`a\.ts:1:3` raw-send/)
  })

  test('is left alone by other formats', async () => {
    await run(['--format', 'text'], raw, summary())
    expect(readdirSync(dir)).toEqual([])
  })

  test('is not pushed over its limit, as GitHub would take none of it then', async () => {
    writeFileSync(join(dir, 'summary.md'), 'x'.repeat(1_048_570))
    const { err, code } = await run(['--format', 'github'], raw, summary())
    expect([code, err]).toEqual([1, 'otp-audit: the summary of this job is full, and has no part of otp-audit\n'])
    expect(read('summary.md')).toHaveLength(1_048_570)
  })
})

describe('with a real scan', () => {
  const git = (...args: string[]) => {
    const { status, stderr } = spawnSync('git', args, { cwd: dir, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
  const code = (name: string) =>
    `import type { Worker } from 'node:worker_threads'\nexport const ${name} = (worker: Worker) => worker.postMessage(1)\n`

  test('files are named as the checkout names them, from whatever folder is scanned', async () => {
    mkdirSync(join(dir, 'packages/my app'), { recursive: true })
    writeFileSync(join(dir, 'packages/my app/a b.ts'), code('tell'))
    git('init', '-q')
    await runWith(
      ['scan', '--root', 'packages/my app', '--format', 'sarif=a.sarif', '--format', 'gitlab=g.json'],
      scan,
      {
        cwd: dir,
        env: { GITHUB_SERVER_URL: 'https://example.com', GITHUB_REPOSITORY: 'me/it' },
      },
    )
    const [sarif] = JSON.parse(read('a.sarif')).runs
    expect(sarif.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('packages/my%20app/a%20b.ts')
    expect(sarif.versionControlProvenance[0].repositoryUri).toBe('https://example.com/me/it')
    expect(JSON.parse(read('g.json'))[0].location.path).toBe('packages/my app/a b.ts')
  })

  test('what is staged is quoted as it is staged', async () => {
    git('init', '-q')
    writeFileSync(join(dir, 'a.ts'), code('staged'))
    git('add', 'a.ts')
    writeFileSync(join(dir, 'a.ts'), '// work goes on\n')
    await runWith(['scan', '--staged', '--format', 'sarif=a.sarif'], scan, { cwd: dir })
    const { region, contextRegion } = JSON.parse(read('a.sarif')).runs[0].results[0].locations[0].physicalLocation
    expect(region.snippet.text).toBe('postMessage(1)')
    expect(contextRegion.snippet.text).toContain('export const staged')
  })

  test('--fixes brings the edits of migrate', async () => {
    symlinkSync(join(import.meta.dirname, '../../node_modules'), join(dir, 'node_modules'), 'junction')
    writeFileSync(
      join(dir, 'tsconfig.json'),
      '{ "compilerOptions": { "module": "nodenext", "strict": true, "types": ["node"], "skipLibCheck": true } }',
    )
    writeFileSync(
      join(dir, 'a.ts'),
      code('tell').replace('=> worker.postMessage(1)', '=> {\n  worker.postMessage(1)\n}'),
    )
    await runWith(['scan', '--fixes', '--format', 'sarif=a.sarif', '--format', 'json=a.json'], scan, { cwd: dir })
    const [{ fixes }] = JSON.parse(read('a.sarif')).runs[0].results
    const texts = fixes[0].artifactChanges[0].replacements.map((r: { insertedContent: object }) => r.insertedContent)
    expect(texts).toEqual(
      JSON.parse(read('a.json')).findings[0].fix.change.edits.map(({ text }: { text: string }) => ({ text })),
    )
    expect(texts).toHaveLength(2)
    await runWith(['scan', '--format', 'sarif=b.sarif'], scan, { cwd: dir })
    expect(read('b.sarif')).not.toContain('"fixes"')
  })
})
