/** The cache of results, through the command line. */
import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/otp-audit.js', import.meta.url))
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'otp-audit-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const at = (name: string): string => join(root, name)
const cache = '.otp-audit/cache'

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(at(name)), { recursive: true })
    writeFileSync(at(name), text)
  }
}

interface Run {
  code: number
  out: string
  err: string
}

function run(...args: string[]): Promise<Run> {
  return new Promise(resolve => {
    const all = [bin, 'scan', '--format', 'json', ...args]
    const child: ChildProcess = execFile(process.execPath, all, { cwd: root, maxBuffer: 1e8 }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

const explained = (...args: string[]): Promise<Run> => run('--explain-cache', ...args)
/** Without types, where they do not matter. */
const quick = (...args: string[]): Promise<Run> => explained('--types', 'off', ...args)
const git = (...args: string[]): string => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' })

const raw = "import { Worker } from 'node:worker_threads'\nconst w = new Worker('./x.js')\nw.postMessage(1)\n"
const nothing = 'otp-audit: cache: nothing was taken: '
const isKept = 'otp-audit: cache: this result is kept\n'
const taken = /^otp-audit: cache: taken whole: \d+ files? and \d+ folders? are as they were\n$/
const first = `${nothing}nothing was kept of such a scan\n${isKept}`

describe('only another file has changed', () => {
  const program = {
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext" } }',
    'peers.ts': "import { Worker } from 'node:worker_threads'\nexport class Peer extends Worker {}\n",
    'make.ts':
      "import { Peer } from './peers.js'\nconst all = { peer: () => new Peer('x.js') }\nexport const make = <K extends keyof typeof all>(k: K) => all[k]()\n",
    'main.ts': "import { make } from './make.js'\nmake('peer').postMessage(1)\n",
  }
  const sends = ({ out }: Run): number => JSON.parse(out).summary.findings

  test.each([
    [
      'the callee',
      'make.ts',
      'const own = { postMessage: (n: number) => n }\nexport const make = (_: string) => own\n',
    ],
    [
      'the base class',
      'peers.ts',
      'export class Peer { constructor(_: string) {} postMessage(n: number) { return n } }\n',
    ],
  ])('%s: the same answer cached as cold', async (_, file, text) => {
    write(program)
    const before = await explained()
    expect([sends(before), before.err]).toEqual([1, first])
    expect(JSON.parse(before.out).summary.types.asked).toBeGreaterThan(0)
    const again = await explained()
    expect(again.out).toBe(before.out)
    expect(again.err).toMatch(taken)
    write({ [file]: text })
    const cached = await explained()
    const cold = await run('--no-cache')
    expect(cached).toEqual({ ...cold, err: `${nothing}${file} has changed\n${isKept}` })
    expect(sends(cached)).toBe(0)
  })
})

describe('what is taken', () => {
  test('a touched file, a copy of the same content and a commit are the same scan', async () => {
    write({ 'a.ts': raw })
    git('init', '-q')
    await quick()
    utimesSync(at('a.ts'), new Date(1e12), new Date(1e12))
    const touched = await quick()
    expect(touched.err).toMatch(/are as they were, 1 of them by content\n$/)
    expect((await quick()).err).toMatch(taken)
    git('-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '-q', '--allow-empty', '-m', 'x')
    const committed = await quick()
    expect(committed.err).toMatch(taken)
    expect(JSON.parse(committed.out).summary.commit).toBe(git('rev-parse', 'HEAD').trim())
  })

  test('is neither seen by git nor scanned', async () => {
    write({ 'a.ts': raw })
    git('init', '-q')
    await quick()
    expect(git('status', '--porcelain')).toBe('?? a.ts\n')
    expect(readFileSync(at('.otp-audit/.gitignore'), 'utf8')).toBe('*\n')
    expect(readdirSync(at(cache))).toHaveLength(1)
  })

  test('each other question is another scan', async () => {
    write({ 'a.ts': raw, 'b/b.ts': raw })
    await quick()
    for (const args of [['b'], ['--preset', 'strict']]) {
      expect((await quick(...args)).err).toBe(first)
      expect((await quick(...args)).err).toMatch(taken)
    }
    expect((await quick('--format', 'text=report.txt')).err).toMatch(/^otp-audit: cache: taken whole/)
  })

  test('so is one about a call that nobody knows, though nothing is said of it today', async () => {
    const comment = '// otp-audit-ignore-next-line raw-send -- for now until 2999-01-01'
    write({ 'a.ts': `import { lost } from './not-there.js'\n${comment}\nlost.postMessage(1)\n` })
    expect(JSON.parse((await quick()).out)).toMatchObject({ findings: [], summary: { kinds: { undecided: 1 } } })
    expect(readFileSync(join(at(cache), readdirSync(at(cache))[0]!), 'latin1')).toContain('"day":"2')
  })

  test('a comment that counts until some day is looked at every day', async () => {
    write({
      'a.ts': raw.replace('w.post', '// otp-audit-ignore-next-line raw-send -- for now until 2999-01-01\nw.post'),
    })
    await quick()
    expect((await quick()).err).toMatch(taken)
    const name = join(at(cache), readdirSync(at(cache))[0]!)
    const text = readFileSync(name, 'latin1')
    expect(text).toContain(`"day":"${new Date().toISOString().slice(0, 10)}"`)
  })
})

describe('what is not', () => {
  test.each<[string, () => void, string]>([
    ['a file is new', () => write({ 'b.ts': raw }), 'b.ts is new'],
    ['a file is gone', () => rmSync(at('c.ts')), 'c.ts is gone'],
    ['an import leads elsewhere', () => write({ 'peer.ts': 'export {}' }), 'peer.ts has appeared'],
    [
      'a configuration',
      () => write({ 'otp-audit.config.json': '{ "preset": "strict" }' }),
      'the configuration is not the same',
    ],
    ['a manifest has appeared', () => write({ 'package.json': '{}' }), 'package.json has appeared'],
    ['options of the compiler have appeared', () => write({ 'tsconfig.json': '{}' }), 'tsconfig.json has appeared'],
  ])('%s', async (_, edit, reason) => {
    write({
      'a.ts': `import { Peer } from './peer.js'\nimport { Other } from '@/other.js'\n${raw}Peer.of(1).send(Other.all())\nOther.of(1).send(2)\n`,
      'c.ts': raw,
    })
    await quick()
    expect((await quick()).err).toMatch(taken)
    edit()
    const cached = await quick()
    expect(cached.err).toContain(`${nothing}${reason}\n`)
    expect(cached.out).toBe((await run('--types', 'off', '--no-cache')).out)
  })

  test('is said: staged, turned off, with fixes, answers of ts-morph', async () => {
    write({
      'a.ts': `import { make } from './make.js'\nmake().postMessage(1)\n`,
      'make.ts': 'export const make = <T>(t?: T) => t!\n',
    })
    git('init', '-q')
    git('add', 'a.ts')
    const why = async (...args: string[]): Promise<string> => (await explained(...args)).err
    expect(await why('--staged')).toBe(
      'otp-audit: cache: not used: what is staged is read from the index, and nothing is written\n',
    )
    expect(await why('--no-cache')).toBe('otp-audit: cache: not used: it was not asked for\n')
    expect(await why('--fixes')).toBe('otp-audit: cache: not used: --fixes needs the whole scan\n')
    expect(existsSync(at('.otp-audit/cache'))).toBe(false)
    expect(await why('--types', 'ts-morph')).toContain(
      'this result is not kept: ts-morph was asked, which does not tell what it looks at\n',
    )
  })

  test('by configuration: none at all, and no file that is left out', async () => {
    const configured = (says: object): void => write({ 'otp-audit.config.json': JSON.stringify(says) })
    write({ 'a.ts': raw, 'old/b.ts': raw })
    configured({ cache: false })
    expect((await quick()).err).toBe('otp-audit: cache: not used: the configuration says so\n')
    configured({ ignore: ['old/**'] })
    expect((await quick()).err).toBe(first)
    write({ 'old/b.ts': '', 'old/c.ts': raw })
    expect((await quick()).err).toMatch(taken)
    configured({})
    expect((await quick()).err).toContain('the configuration is not the same\n')
  })

  test('a file that could not be read', async () => {
    write({ 'a.ts': raw })
    symlinkSync('loop.ts', at('loop.ts'))
    for (const _ of [1, 2]) {
      const { code, err } = await quick()
      expect(code).toBe(3)
      expect(err).toContain("cache: this result is not kept: loop.ts can't be read (ELOOP)\n")
    }
  })
})

describe('a damaged cache is made anew, and nobody notices', () => {
  const replace = (path: string, what: string | RegExp, by: string): void =>
    writeFileSync(path, readFileSync(path, 'latin1').replace(what, by), 'latin1')
  const damages: [string, (path: string) => void][] = [
    ['empty', path => truncateSync(path, 0)],
    ['half written', path => truncateSync(path, statSync(path).size >> 1)],
    ['one byte longer', path => writeFileSync(path, `${readFileSync(path, 'latin1')}x`, 'latin1')],
    ['another byte', path => replace(path, '"findings"', '"findinks"')],
    ['of another version', path => replace(path, /^otp-audit cache \d+/, 'otp-audit cache 0')],
    ['another length in its first line', path => replace(path, /\d\n/, '3\n')],
    ['lengths that lead out of it', path => replace(path, /(\d+)\n/, '9$1\n')],
    ['something else', path => writeFileSync(path, Buffer.alloc(5000, 0xfe))],
  ]
  test(damages.map(([how]) => how).join(', '), async () => {
    write({ 'a.ts': raw })
    const before = await quick()
    const [name] = readdirSync(at(cache))
    for (const [how, damage] of damages) {
      damage(join(at(cache), name!))
      const expected = { ...before, err: `${nothing}what was kept is damaged, or of another version\n${isKept}` }
      expect(await quick(), how).toEqual(expected)
    }
    expect((await quick()).err).toMatch(taken)
  })

  test('of another build of the tool', async () => {
    write({ 'a.ts': raw })
    await quick()
    const path = join(at(cache), readdirSync(at(cache))[0]!)
    expect(readFileSync(path, 'latin1')).toContain(
      `"otp-audit":"${readFileSync(fileURLToPath(new URL('../../dist/build-id', import.meta.url)), 'utf8')}"`,
    )
  })
})

describe('where nothing can be written the scan goes on, and says so once', () => {
  test.each<[string, () => void, RegExp]>([
    [
      'a file stands in its place',
      () => write({ '.otp-audit': '' }),
      /^otp-audit: no cache: .*\.otp-audit is no folder; the scan was made without\n$/,
    ],
    [
      'a file stands in the place of the folder in it',
      () => write({ '.otp-audit/cache': '' }),
      /^otp-audit: no cache: .*cache is no folder; the scan was made without\n$/,
    ],
    [
      'it leads elsewhere',
      () => {
        mkdirSync(at('away'))
        symlinkSync('away', at('.otp-audit'))
      },
      /^otp-audit: no cache: .*\.otp-audit is a link; the scan was made without\n$/,
    ],
  ])('%s', async (_, edit, message) => {
    write({ 'a.ts': raw })
    edit()
    for (const _ of [1, 2]) {
      const { code, out, err } = await run('--types', 'off')
      expect([code, JSON.parse(out).summary.findings]).toEqual([1, 1])
      expect(err).toMatch(message)
    }
    if (existsSync(at('away'))) expect(readdirSync(at('away'))).toEqual([])
  })

  const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0
  test.runIf(canMount)('a full disk, a disk that is only read', () => {
    mkdirSync(at('small'))
    write({ 'a.ts': raw })
    const script = `mount -t tmpfs -o size=64k,mode=755 tmpfs small && cp a.ts small && cd small || exit 9
cat /dev/zero > full 2>/dev/null; truncate -s -4k full
"$0" "$1" scan --types off --format json > /dev/null; echo "code $?"; ls -A .otp-audit/cache
rm -r full .otp-audit; mount -o remount,ro small ../small || mount -o remount,ro .
"$0" "$1" scan --types off --format json > /dev/null; echo "code $?"`
    const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script, process.execPath, bin], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(stdout).toBe('code 1\ncode 1\n')
    expect(stderr).toMatch(/^otp-audit: no cache: ENOSPC[^\n]*\n(?:mount:.*\n)?otp-audit: no cache: EROFS[^\n]*\n$/)
  })
})

test('several scans at once give one answer and leave one result', async () => {
  write({ 'a.ts': raw, 'b.ts': raw })
  const runs = await Promise.all(Array.from({ length: 4 }, () => run('--types', 'off')))
  for (const other of runs) expect(other).toEqual(runs[0])
  expect(readdirSync(at(cache))).toHaveLength(1)
  expect((await quick()).err).toMatch(taken)
})

test('few results are kept, and what was cut off is cleared away', async () => {
  write({ 'a.ts': raw })
  await quick()
  const old = (name: string, age: number): void => {
    write({ [`${cache}/${name}`]: '' })
    utimesSync(at(`${cache}/${name}`), new Date(Date.now() - age), new Date(Date.now() - age))
  }
  for (let i = 0; i < 40; i++) old(`${i}`.padStart(40, '0'), i * 1000 + 5000)
  old('.0123456789ab.tmp', 2 * 3600_000)
  old('.ba9876543210.tmp', 1000)
  old('notes.txt', 9 * 3600_000)
  await quick('--preset', 'strict')
  const left = readdirSync(at(cache))
  expect(left.filter(name => /^[0-9a-f]{40}$/.test(name))).toHaveLength(16)
  expect(left.filter(name => name.includes('.')).sort()).toEqual(['.ba9876543210.tmp', 'notes.txt'])
  expect((await quick('--preset', 'strict')).err).toMatch(taken)
})

test.skipIf(process.platform === 'win32')('Ctrl-C ends it at any time, and leaves nothing half done', async () => {
  write(Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`f${i}.ts`, raw])))
  for (const delay of [150, 300]) {
    const child = spawn(process.execPath, [bin, 'scan', '--types', 'off', '--format', 'json'], {
      cwd: root,
      stdio: 'ignore',
    })
    const timer = setTimeout(() => child.kill('SIGINT'), delay)
    const [code, signal] = await once(child, 'exit')
    clearTimeout(timer)
    expect([0, 1, 130, 'SIGINT']).toContain(code ?? signal)
    const names = existsSync(at(cache)) ? readdirSync(at(cache)) : []
    expect(names.filter(name => !/^(?:[0-9a-f]{40}|\.[0-9a-f]{12}\.tmp)$/.test(name))).toEqual([])
  }
  const cached = await run('--types', 'off')
  expect(cached.out).toBe((await run('--types', 'off', '--no-cache')).out)
})
