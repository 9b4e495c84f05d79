/** Git's index: what the next commit holds. Git is run without a shell and only reads. */
import { basename, dirname, resolve as resolvePath } from 'node:path'
import { git, isIgnored, type Output, repositoryOf, troubleOf } from './git.js'
import { isCode } from './kinds.js'
import { isInside } from './paths.js'

export interface IndexEntry {
  /** Relative to the folder, with `/`. */
  name: string
  /** It is to be committed; else it only differs from the work tree. */
  isStaged: boolean
  content: Buffer | 'unmerged'
}

export interface Index {
  /** Code that is staged, or whose text in the index is not that of the work tree; regular files, by name. */
  entries: IndexEntry[]
  /** HEAD, as {@link headCommit} tells it. */
  commit?: string
}

/** A file as it stands in the index; none where it does not, or has a merge conflict. */
export async function indexedFile(path: string, signal?: AbortSignal): Promise<Buffer | undefined> {
  const { status, bytes } = await gitOfIndex(dirname(path), ['cat-file', 'blob', `:./${basename(path)}`], signal)
  return status === 0 ? bytes : undefined
}

/** Whether a path below a folder, relative to it, is in the index or in HEAD: a file or a folder. */
export async function isTracked(folder: string, path: string, signal?: AbortSignal): Promise<boolean> {
  const named = `:(literal)${path}`
  const index = await gitOfIndex(folder, ['ls-files', '-z', '--', named], signal)
  return index.stdout !== '' || (await git(folder, ['ls-tree', 'HEAD', '--', path], signal)).stdout !== ''
}

/**
 * What is in the index below a folder. A person waits for it at each commit, and starting git takes longer than what it
 * does: three times, two of them at once.
 */
export async function indexed(folder: string, signal?: AbortSignal): Promise<Index | { trouble: string }> {
  const top = repositoryOf(folder)
  if (top === undefined) return { trouble: 'there is no git checkout here' }
  const raw = ['--raw', '--no-abbrev', '-z', '--no-renames', '--relative', '--', '.']
  const [staged, changed, ignored] = await Promise.all([
    gitOfIndex(folder, ['diff', '--cached', '--no-ext-diff', '--diff-filter=ACMTU', ...raw], signal),
    gitOfIndex(folder, ['diff-files', ...raw], signal),
    isIgnored(folder, top, signal),
  ])
  // where git does not see a repository, `diff` wants two files to compare
  const failed = [changed, staged].find(r => r.status !== 0)
  if (failed) return { trouble: troubleOf(failed) }
  const found = new Map<string, Raw & Side & { isStaged: boolean }>()
  for (const r of readRaw(changed.stdout))
    found.set(r.name, {
      ...r,
      ...r.before,
      isStaged: false,
      isUnmerged: r.isUnmerged || found.get(r.name)?.isUnmerged === true,
    })
  for (const r of readRaw(staged.stdout)) {
    const isUnmerged = r.isUnmerged || found.get(r.name)?.isUnmerged === true
    found.set(r.name, { ...r, ...r.after, isStaged: true, isUnmerged })
  }
  const files = [...found.values()].filter(f => isCode(f.name) && (f.isUnmerged || f.mode.startsWith('100')))
  const objects = files.filter(f => !f.isUnmerged).map(f => f.object)
  const { blobs, head } = await contents(folder, objects, signal)
  const entries = files
    .map(({ name, object, isUnmerged, isStaged }) => ({
      name,
      isStaged,
      content: (isUnmerged ? undefined : blobs.get(object)) ?? ('unmerged' as const),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return { entries, commit: ignored ? undefined : head }
}

interface Side {
  mode: string
  object: string
}

interface Raw {
  name: string
  before: Side
  after: Side
  isUnmerged: boolean
}

/** `:MODE MODE OBJECT OBJECT STATUS\0NAME\0` each. */
function* readRaw(text: string): Generator<Raw> {
  const parts = text.split('\0')
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [from = '', to = '', old = '', now = '', status = ''] = parts[i]!.slice(1).split(' ')
    const sides = { before: { mode: from, object: old }, after: { mode: to, object: now } }
    yield { name: parts[i + 1]!, ...sides, isUnmerged: status[0] === 'U' }
  }
}

/** Objects, and HEAD, in one go: `OBJECT TYPE SIZE\nCONTENT\n` each, or `NAME missing\n`. */
async function contents(
  folder: string,
  objects: string[],
  signal?: AbortSignal,
): Promise<{ blobs: Map<string, Buffer>; head?: string }> {
  const blobs = new Map<string, Buffer>()
  const { bytes } = await gitOfIndex(folder, ['cat-file', '--batch'], signal, `${[...objects, 'HEAD'].join('\n')}\n`)
  let head: string | undefined
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at)
    const [object, type, size] = bytes.toString('latin1', at, end).split(' ')
    at = end + 1
    if (size === undefined) continue
    if (type === 'commit') head = object
    else blobs.set(object!, bytes.subarray(at, at + Number(size)))
    at += Number(size) + 1
  }
  return { blobs, head }
}

/** `git commit FILE` and `git commit -a` call their hooks with an index of their own; it is meant if it is of this checkout. */
async function gitOfIndex(folder: string, args: string[], signal?: AbortSignal, input?: string): Promise<Output> {
  const given = process.env.GIT_INDEX_FILE
  if (given === undefined) return git(folder, args, signal, { input })
  const own = (await git(folder, ['rev-parse', '--absolute-git-dir'], signal)).stdout.trim()
  const index = resolvePath(given)
  return git(folder, args, signal, { input, index: own !== '' && isInside(own, index) ? index : undefined })
}
