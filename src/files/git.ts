/** What git knows of a folder: its files, whether it is ignored, the commit. Git is run without a shell and only reads. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { kindOf } from './kinds.js'
import type { Entry, Listing } from './listing.js'
import { isInNodeModules, relativePath } from './paths.js'

export interface Checkout extends Listing {
  /** Submodules and repositories inside this one, relative; git lists their files only from inside them. */
  nested: string[]
}

/**
 * Files of a folder that git tracks or would.
 * @returns None where there is no checkout, or one that ignores the folder; or why git does not say.
 */
export async function listCheckout(
  folder: string,
  signal?: AbortSignal,
): Promise<Checkout | { trouble: string } | undefined> {
  const top = repositoryOf(folder)
  if (top === undefined) return undefined
  const [files, ignored] = await Promise.all([
    git(folder, ['ls-files', '-z', '-t', '--stage', '--cached', '--others', '--deleted', '--exclude-standard'], signal),
    isIgnored(folder, top, signal),
  ])
  if (files.status !== 0) return { trouble: troubleOf(files) }
  if (ignored) return undefined
  return { ...parse(folder, files.stdout), skipped: unreadableFolders(folder, files.stderr) }
}

/** HEAD of the checkout that a folder belongs to; none before the first commit, or where git ignores the folder. */
export async function headCommit(folder: string, signal?: AbortSignal): Promise<string | undefined> {
  const top = repositoryOf(folder)
  if (top === undefined) return undefined
  const [head, ignored] = await Promise.all([
    git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD'], signal),
    isIgnored(folder, top, signal),
  ])
  const commit = head.stdout.trim()
  return head.status === 0 && !ignored && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined
}

/**
 * What is changed, staged or new below a folder and not committed, relative to it.
 * @returns None where there is no checkout, or one that ignores the folder.
 */
export async function uncommitted(
  folder: string,
  signal?: AbortSignal,
): Promise<string[] | { trouble: string } | undefined> {
  const top = repositoryOf(folder)
  if (top === undefined) return undefined
  const [{ status, stdout, stderr }, ignored] = await Promise.all([
    git(folder, ['status', '--porcelain', '-z', '--no-renames', '--', '.'], signal),
    isIgnored(folder, top, signal),
  ])
  if (ignored) return undefined
  if (status !== 0) return { trouble: troubleOf({ status, stderr }) }
  // git names them from its top folder
  return stdout
    .split('\0')
    .filter(line => line !== '')
    .map(line => relativePath(folder, join(top, line.slice(3))))
}

/** Why git did not answer, as the end of a sentence. */
export function troubleOf({ status, stderr }: Pick<Output, 'status' | 'stderr'>): string {
  if (status === undefined) return 'git is not installed'
  return (stderr.trim().split('\n')[0] || `git ended with exit code ${status}`).replace(/^(?:fatal|error): /, '')
}

/** Git's own folder, or a bare repository: what lies in it is no work tree. */
export const isGitFolder = (folder: string): boolean =>
  ['HEAD', 'objects', 'refs'].every(name => existsSync(join(folder, name)))

/** What `.gitattributes` says of how a file is merged, `union`; none where there is no git. */
export async function mergeDriver(folder: string, name: string, signal?: AbortSignal): Promise<string | undefined> {
  const { status, stdout } = await git(folder, ['check-attr', '-z', 'merge', '--', name], signal)
  return status === 0 ? stdout.split('\0')[2] : undefined
}

/** What stands before the names of a folder's files where git names them; ends in `/`, or is empty. */
export function prefixOf(folder: string): string {
  const top = repositoryOf(folder)
  return top === undefined || top === folder ? '' : `${relativePath(top, folder)}/`
}

/** Top folder of the checkout that a folder seems to be in; git may think otherwise, or be missing. */
export function repositoryOf(folder: string): string | undefined {
  for (let dir = folder; ; dir = dirname(dir)) {
    if (existsSync(join(dir, '.git'))) return dir
    if (dirname(dir) === dir) return undefined
  }
}

/** A checkout does not ignore its own top folder. */
export async function isIgnored(folder: string, top: string, signal?: AbortSignal): Promise<boolean> {
  return folder !== top && (await git(folder, ['check-ignore', '--quiet', '.'], signal)).status === 0
}

/** The line of an ignore file by which git leaves a file out, as `.gitignore:2 "out/"`; none: it does not, or there is no git. */
export async function ignoredBy(file: string, signal?: AbortSignal): Promise<string | undefined> {
  const { status, stdout } = await git(dirname(file), ['check-ignore', '--verbose', '--', basename(file)], signal)
  const [, place, pattern] = (status === 0 && /^(.*:\d+):(.*)\t/.exec(stdout)) || []
  return place === undefined ? undefined : `${place} "${pattern}"`
}

/** Reads `TAG MODE OBJECT STAGE\tPATH` of tracked files and `? PATH` of others. */
function parse(folder: string, listed: string): { entries: Entry[]; nested: string[] } {
  const entries = new Map<string, Entry>()
  const nested: string[] = []
  const others = new Set<string>()
  for (const record of listed.split('\0')) {
    const tracked = !record.startsWith('? ')
    const name = tracked ? record.slice(record.indexOf('\t') + 1) : record.slice(2)
    if (name === '' || isInNodeModules(name)) continue
    if (!tracked) others.add(name)
    if (tracked ? record.startsWith('160000 ', 2) : name.endsWith('/')) {
      const path = name.replace(/\/$/, '')
      if (isRepository(join(folder, path)) && !nested.includes(path)) nested.push(path)
    } else if (kindOf(name)) {
      // Removed files come once more with the tag R, sparse ones have S: both are looked for on the disk.
      const known = tracked && record[0] !== 'R' && record[0] !== 'S' && entries.get(name)?.type !== 'unknown'
      entries.set(name, { name, type: !known ? 'unknown' : record.startsWith('120000 ', 2) ? 'link' : 'file' })
    }
  }
  const found = [...entries.values()]
  return {
    entries: others.size === 0 ? found : found.map(e => (isBelow(e.name, others) ? { ...e, type: 'unknown' } : e)),
    nested,
  }
}

/** Git lists a tracked file also where its folder has become a link, and that link as a file that it does not track. */
function isBelow(name: string, links: ReadonlySet<string>): boolean {
  for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1))
    if (links.has(name.slice(0, at))) return true
  return false
}

/** Has files of its own; not a second worktree, which would show the same files once more. */
function isRepository(folder: string): boolean {
  const git = join(folder, '.git')
  if (!existsSync(git)) return false
  try {
    return !/^gitdir:.*[\\/]worktrees[\\/]/.test(readFileSync(git, 'utf8'))
  } catch {
    return true // a folder: a repository with its own store
  }
}

function unreadableFolders(folder: string, stderr: string): Listing['skipped'] {
  return [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': (.*)$/gm)].map(([, path, why]) => ({
    file: join(folder, path!),
    reason: `can't be read (${why === 'Permission denied' ? 'EACCES' : why})`,
  }))
}

/** Git hooks set these for their own repository, which need not be the scanned one. */
const hookVariables = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
]

export interface Output {
  /** None if git could not be started. */
  status?: number
  stdout: string
  stderr: string
  /** Standard output as it came. */
  bytes: Buffer
}

export interface Given {
  input?: string
  /** Another index than the checkout's. */
  index?: string
}

/** Git, without a shell, the variables of hooks and programs that a repository names. */
export function git(
  folder: string,
  args: string[],
  signal?: AbortSignal,
  { input, index }: Given = {},
): Promise<Output> {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' }
  for (const name of hookVariables) delete env[name]
  if (index !== undefined) env.GIT_INDEX_FILE = index
  // A scanned repository may name any program as its file system monitor: never run it.
  const safe = ['-c', 'core.fsmonitor=false', '-C', folder]
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...safe, ...args], {
      env,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
      signal,
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout?.on('data', chunk => out.push(chunk))
    child.stderr?.on('data', chunk => err.push(chunk))
    child.stdin?.on('error', () => {}).end(input) // where it does not read on, its exit code says why
    child.on('error', error =>
      signal?.aborted ? reject(signal.reason ?? error) : resolve({ stdout: '', stderr: '', bytes: Buffer.alloc(0) }),
    )
    child.on('close', status => {
      const bytes = Buffer.concat(out)
      resolve({
        status: status ?? undefined,
        stdout: bytes.toString(),
        bytes,
        stderr: Buffer.concat(err).toString(),
      })
    })
  })
}
