/** Temporary folders with real files and real git. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'
import { type Discovered, type DiscoverOptions, discover } from '../../src/files/discover.js'
import { relativePath } from '../../src/files/paths.js'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder with the files named; a record gives their text. */
export function tree(files: readonly string[] | Record<string, string> = []): string {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'files-test-')))
  folders.push(root)
  add(root, files)
  return root
}

export function add(root: string, files: readonly string[] | Record<string, string>): void {
  const texts = Array.isArray(files) ? files.map(f => [f, 'export {}\n'] as const) : Object.entries(files)
  for (const [name, text] of texts) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}

export function git(root: string, ...args: string[]): string {
  const settings = [
    'user.name=Test',
    'user.email=test@example.org',
    'commit.gpgsign=false',
    'protocol.file.allow=always',
  ]
  return execFileSync('git', ['-C', root, ...settings.flatMap(s => ['-c', s]), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}

/** As {@link tree}, all of it committed. */
export function repository(files: readonly string[] | Record<string, string> = []): string {
  const root = tree(files)
  git(root, 'init', '--quiet')
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'Start')
  return root
}

/** What is discovered, with paths as reports show them. */
export async function found(
  root: string,
  paths?: string[],
  rest: Partial<DiscoverOptions> = {},
): Promise<Discovered & { names: string[] }> {
  const result = await discover({ root, paths, ...rest })
  return {
    ...result,
    names: result.files.map(f => relativePath(root, f)),
    skipped: result.skipped.map(s => ({ ...s, file: relativePath(root, s.file) })),
  }
}
