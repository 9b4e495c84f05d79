/** After any edit a scan with the cache says what one without it says. */
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import type { CacheUse, ScanOptions, ScanResult } from '../../src/result.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
/** As it is built: a scan of sources that may change is not kept. */
const { scan } = (await import(pathToFileURL(join(repository, 'dist/src/index.js')).href)) as {
  scan: (options: ScanOptions) => Promise<ScanResult>
}

const root = mkdtempSync(join(tmpdir(), 'otp-audit-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const at = (name: string): string => join(root, name)
const git = (...args: string[]): string =>
  execFileSync(
    'git',
    ['-C', root, '-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false', ...args],
    { encoding: 'utf8' },
  )

function write(name: string, text: string): void {
  mkdirSync(dirname(at(name)), { recursive: true })
  writeFileSync(at(name), text)
}

/** Reproducible: one seed, one sequence of edits. */
class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  below(n: number): number {
    this.#state = (Math.imul(this.#state, 1103515245) + 12345) >>> 0
    return (this.#state >>> 8) % n
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }
}

/** What a peer may be: a library's, one of Node's, or the program's own, which makes no site. */
const peers = [
  "import { Worker } from 'node:worker_threads'\nexport class Base extends Worker {}\n",
  "import { EventEmitter } from 'node:events'\nexport class Base extends EventEmitter { postMessage(m: unknown) { return m } }\n",
  'export class Base { postMessage(m: unknown) { return m } on(e: string, f: () => void) { return [e, f] } }\n',
]
const callees = [
  'export const make = <T>(it: { [K in "peer"]: T }) => it.peer\n',
  'export const make = (it: { peer: unknown }) => it.peer as never\n',
  "import { Worker } from 'node:worker_threads'\nexport const make = (it: { peer: unknown }): Worker => it.peer as Worker\n",
]
const declared = (kind: string): string =>
  `import { Worker } from 'node:worker_threads'\nexport declare function peerOf(n: number): ${kind}\n`
const kinds = ['Worker', '{ postMessage(m: unknown): void }', 'any']
const user = (n: number): string => `import { Base } from './base.js'
import { make } from './make.js'
import { peerOf } from 'dep'
import { laid } from '@scope/lib'
import { built } from './gen/out.js'
const peer = make({ peer: new Base('x.js' as never) })
peer.postMessage(${n})
peer.on('message', () => {})
peerOf(${n}).postMessage(${n})
laid().postMessage(${n})
built().postMessage(${n})
`
const lib = ['export { laid } from "./worker.js"\n', 'export { laid } from "./plain.js"\n']

function begin(): void {
  git('init', '-q')
  write('.gitignore', 'node_modules\nsrc/gen\n')
  write('package.json', '{ "name": "app", "private": true, "workspaces": ["packages/*"] }\n')
  write('tsconfig.json', '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "esnext" } }\n')
  for (const name of ['src/a.ts', 'src/b.ts']) write(name, user(name.length))
  write('src/base.ts', peers[0]!)
  write('src/make.ts', callees[0]!)
  write('node_modules/dep/package.json', '{ "name": "dep", "types": "index.d.ts" }\n')
  write('node_modules/dep/index.d.ts', declared(kinds[0]!))
  write('packages/lib/package.json', '{ "name": "@scope/lib", "exports": "./src/index.ts" }\n')
  write('packages/lib/src/index.ts', lib[0]!)
  write(
    'packages/lib/src/worker.ts',
    "import { Worker } from 'node:worker_threads'\nexport const laid = () => new Worker('x')\n",
  )
  write('packages/lib/src/plain.ts', 'export const laid = () => ({ postMessage(_: unknown) {} })\n')
  mkdirSync(at('node_modules/@scope'), { recursive: true })
  symlinkSync('../../packages/lib', at('node_modules/@scope/lib'))
  git('add', '-A')
  git('commit', '-qm', 'begin')
}

/** Same length, and the time set back: only `ctime` tells. */
function disguised(name: string, text: string): void {
  const { atime, mtime } = statSync(at(name))
  write(name, text)
  utimesSync(at(name), atime, mtime)
}

function toggled(name: string, text: string): void {
  if (existsSync(at(name))) rmSync(at(name))
  else write(name, text)
}

const edits: Record<string, (random: Random) => void> = {
  'the callee': r => write('src/make.ts', r.of(callees)),
  'the base class': r => write('src/base.ts', r.of(peers)),
  'a user': r => write(r.of(['src/a.ts', 'src/b.ts']), user(r.below(9))),
  'a user, disguised': r => disguised('src/a.ts', user(r.below(9))),
  'a declaration of a package': r => write('node_modules/dep/index.d.ts', declared(r.of(kinds))),
  'a package gone and back': () => {
    const [from, to] = ['node_modules/dep', 'node_modules/.dep'].map(at) as [string, string]
    if (!existsSync(from)) return renameSync(to, from)
    rmSync(to, { recursive: true, force: true })
    renameSync(from, to)
  },
  'a package of types': () =>
    toggled('node_modules/@types/node/index.d.ts', 'declare module "node:worker_threads" {}\n'),
  'a nearer package': () => toggled('src/node_modules/dep/index.d.ts', declared(kinds[1]!)),
  'what a package exports': r =>
    write(
      'packages/lib/package.json',
      `{ "name": "@scope/${r.of(['lib', 'lob'])}", "exports": "./src/${r.of(['index', 'plain', 'none'])}.ts" }\n`,
    ),
  'what a package hands on': r => write('packages/lib/src/index.ts', r.of(lib)),
  'a link': r => {
    rmSync(at('node_modules/@scope/lib'), { force: true })
    symlinkSync(r.of(['../../packages/lib', '../../packages', '../../nowhere']), at('node_modules/@scope/lib'))
  },
  'options of the compiler': r =>
    write(
      'tsconfig.json',
      `{ ${r.of(['', '"extends": "./base.json",'])} "compilerOptions": { "module": "${r.of(['nodenext', 'esnext'])}", "moduleResolution": "${r.of(['nodenext', 'bundler'])}", "paths": { "dep": ["./${r.of(['src/base.ts', 'src/nothing.ts'])}"] } } }\n`,
    ),
  'options that others extend': () => toggled('base.json', '{ "compilerOptions": { "strict": false } }\n'),
  'a tsconfig.json nearer by': () => toggled('src/tsconfig.json', '{ "compilerOptions": { "types": [] } }\n'),
  'a new file': () => toggled('src/c.ts', user(1)),
  'a declaration in the way': () => toggled('src/make.d.ts', 'export declare const make: (it: unknown) => any\n'),
  'a file that git ignores': () =>
    toggled(
      'src/gen/out.ts',
      "import { Worker } from 'node:worker_threads'\nexport const built = () => new Worker('x')\n",
    ),
  'two files for each other': () => {
    renameSync(at('src/a.ts'), at('src/x'))
    renameSync(at('src/b.ts'), at('src/a.ts'))
    renameSync(at('src/x'), at('src/b.ts'))
  },
  'two folders for each other': () => {
    if (!existsSync(at('other'))) write('other/src/index.ts', lib[1]!)
    renameSync(at('packages/lib/src'), at('x'))
    renameSync(at('other/src'), at('packages/lib/src'))
    renameSync(at('x'), at('other/src'))
  },
  'nothing, but its time': () => utimesSync(at('src/make.ts'), new Date(), new Date()),
  'the same once more': () => write('src/base.ts', readFileSync(at('src/base.ts'), 'utf8')),
  'ignored files': r => write('.gitignore', `node_modules\nsrc/gen\n${r.of(['', 'src/b.ts\n', 'other\n'])}`),
  'the configuration': r => write('otp-audit.config.json', `{ "preset": "${r.of(['recommended', 'strict'])}" }\n`),
  'a commit': () => git('commit', '-q', '--allow-empty', '-m', 'more'),
  'the index': () => git('add', '-A'),
}

const told = ({ summary: { durationMs, ...summary }, ...rest }: ScanResult): string =>
  JSON.stringify({ summary, ...rest })

/** More of them: `CACHE_SEEDS=3,4,5`. */
const seeds = (process.env.CACHE_SEEDS ?? '1,2').split(',').map(Number)

test.each(seeds)('random edits, seed %i', async seed => {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root)
  begin()
  const random = new Random(seed)
  const names = Object.keys(edits)
  const seen = new Set<string>()
  let taken = 0
  const done: string[] = []
  for (let step = 0; step < 16; step++) {
    const name = random.of(names)
    edits[name]!(random)
    done.push(name)
    let use: CacheUse | undefined
    const onCache = (u: CacheUse): void => {
      use = u
    }
    // at once after the edit, or with some time in between
    const first = random.below(2) === 0 ? told(await scan({ root, cache: true, onCache })) : undefined
    const cold = told(await scan({ root }))
    const cached = first ?? told(await scan({ root, cache: true, onCache }))
    expect(cached, `${done.join(', ')}: ${JSON.stringify(use)}`).toBe(cold)
    if (use?.outcome === 'taken') taken++
    seen.add(cold.replace(/"commit":"\w+"/, ''))
  }
  // neither are all edits without effect, nor is the cache
  expect(seen.size).toBeGreaterThan(4)
  expect(taken).toBeGreaterThan(0)
})
