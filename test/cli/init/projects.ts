/** Projects to set up, and the real command line in them. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { add, git, tree } from '../../files/tree.js'
import { foundation } from '../../report/results.js'
import { type Run, runWith } from '../memory.js'

export const repositoryRoot: string = fileURLToPath(new URL('../../..', import.meta.url))
export const bin: string = join(repositoryRoot, 'bin/otp-audit.js')

if (!existsSync(join(repositoryRoot, 'dist/cli/main.cjs')))
  throw new Error('build first: npm test, or node scripts/build.mjs')

export const unsafe = `import { Worker } from 'node:worker_threads'
export function tell(worker: Worker) {
  worker.postMessage(1)
}
`
export const safe = 'export const one = 1\n'

/** A checkout with a package that has this tool installed. */
export function project(files: Record<string, string> = {}): string {
  const root = tree({ '.gitignore': 'node_modules\n', 'package.json': manifest(), ...files })
  git(root, 'init', '--quiet', '--initial-branch', 'main')
  const settings = '[user]\n\tname = Test\n\temail = test@example.org\n[commit]\n\tgpgsign = false\n'
  appendFileSync(join(root, '.git/config'), settings)
  install(root)
  return root
}

export const manifest = (more: object = {}): string =>
  `${JSON.stringify({ name: 'sample', private: true, devDependencies: { 'otp-audit': '*' }, ...more }, undefined, 2)}\n`

/** What `npm install` leaves of this tool. */
export function install(root: string, program: string = bin): void {
  const path = join(root, 'node_modules/.bin/otp-audit')
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(program, path)
}

/** In this process. */
export const initIn = (root: string, argv: string[] = [], more: Parameters<typeof runWith>[2] = {}): Promise<Run> =>
  runWith(['init', ...argv], foundation(), { cwd: root, ...more })

export interface Outcome {
  code: number | null
  out: string
  err: string
}

/** A process of its own; hooks of a git that runs these tests don't reach it. */
export async function run(
  program: string,
  argv: readonly string[],
  cwd: string,
  { env, input = '' }: { env?: NodeJS.ProcessEnv; input?: string | Buffer } = {},
): Promise<Outcome> {
  const child = spawn(program, argv, { cwd, env: { ...cleanEnv(), ...env } })
  child.stdin.on('error', () => {}) // it need not be read
  child.stdin.end(input)
  const [[code], out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  return { code, out, err }
}

export const otpAudit = (cwd: string, ...argv: string[]): Promise<Outcome> => run(process.execPath, [bin, ...argv], cwd)

export function cleanEnv(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(GIT_|GITHUB_|CI$|NO_COLOR$|FORCE_COLOR$|VITEST)/.test(name),
  )
  return Object.fromEntries(own)
}

/** All that lies in a folder, but for git's and installed things. */
export function contents(root: string, below = ''): Record<string, string> {
  const out: Record<string, string> = {}
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`
    if (name === '.git' || name === 'node_modules') continue
    if (entry.isDirectory()) Object.assign(out, contents(root, name))
    else out[name] = readFileSync(join(root, name), 'utf8')
  }
  return out
}

export const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0

export { add, git }
