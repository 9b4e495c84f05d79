/** A git checkout in a temporary folder, and the program run in it. */
import { execFileSync, type SpawnOptionsWithoutStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))
export const bin: string = join(root, 'bin/otp-audit.js')
if (!existsSync(join(root, 'dist/cli/main.cjs'))) throw new Error('build first: npm test, or node scripts/build.mjs')

export const raw: string = `import { Worker } from 'node:worker_threads'

const worker = new Worker('./w.js')
worker.postMessage('hello')
`
export const migrated: string = `import { Worker } from 'node:worker_threads'
import { postSupervised } from '@otp-audit/runtime'

const worker = new Worker('./w.js')
postSupervised(worker, 'hello')
`

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
}

export class Checkout {
  readonly dir: string = realpathSync(mkdtempSync(join(tmpdir(), 'otp-audit-checkout-')))

  constructor(files: Record<string, string> = {}) {
    this.git('init', '-q')
    this.write(files)
    if (Object.keys(files).length > 0) this.commit()
  }

  git(...args: string[]): string {
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'core.autocrlf=false']
    return execFileSync('git', [...who, ...args], {
      cwd: this.dir,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  commit(): void {
    this.git('add', '-A')
    this.git('commit', '-qm', 'now')
  }

  write(files: Record<string, string>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.dir, name)), { recursive: true })
      writeFileSync(join(this.dir, name), content)
    }
  }

  read(name: string): string {
    return readFileSync(join(this.dir, name), 'utf8')
  }

  start(args: string[], more: SpawnOptionsWithoutStdio = {}): ReturnType<typeof spawn> {
    return spawn(process.execPath, [bin, ...args], { cwd: this.dir, ...more })
  }

  run(args: string[], more: SpawnOptionsWithoutStdio = {}): Promise<Ended> {
    return ended(this.start(args, more))
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true })
  }
}

export async function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  const [[code, signal], out, err] = await Promise.all([once(child, 'close'), text(child.stdout!), text(child.stderr!)])
  return { code, signal, out, err }
}
