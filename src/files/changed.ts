/** Which files differ from where a branch left another: committed, staged, changed or new. */
import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../errors.js'
import { git, isIgnored, type Output, repositoryOf, troubleOf } from './git.js'
import { isInside, relativePath } from './paths.js'
import { realRoot } from './requests.js'

export interface Changed {
  /** What the checkout was compared with, as it was given or found: `origin/main`. */
  ref: string
  /** The newest commit that HEAD and the ref have in common. */
  mergeBase: string
  /** Absolute and real paths of what differs and is there; not of source files alone. */
  files: ReadonlySet<string>
  /** Which of these files git can't compare here, as they belong to other repositories; one line each repository. */
  notCompared(files: readonly string[]): Promise<string[]>
}

/**
 * @param root Any folder of the checkout.
 * @param ref A branch, tag or commit; `true`: the default branch of the remote.
 * @throws UsageError where there is nothing to compare, or nothing to compare with.
 */
export async function changedFiles(root: string, ref: string | true, signal?: AbortSignal): Promise<Changed> {
  const comparing = new Comparing(await topOf(realRoot(root), signal), signal)
  const to = ref === true ? await comparing.defaultBranch() : ref
  const mergeBase = await comparing.mergeBase(to)
  return { ref: to, mergeBase, ...(await comparing.differing(mergeBase)) }
}

const deepen = 'run git fetch --unshallow, or clone with fetch-depth: 0 (GitHub), GIT_DEPTH: 0 (GitLab)'

const fail = (why: string): UsageError => new UsageError(`--changed ${why}`)

/** @throws UsageError where git knows no work tree. */
async function topOf(folder: string, signal?: AbortSignal): Promise<string> {
  const top = repositoryOf(folder)
  const asked = await git(top ?? folder, ['rev-parse', '--is-bare-repository', '--is-inside-work-tree'], signal)
  if (asked.status === undefined) throw fail('asks git what differs, and git is not installed')
  const [isBare, isInTree] = asked.stdout.split('\n')
  if (isBare === 'true') throw fail(`needs a work tree, and ${top ?? folder} is a bare repository; make a clone of it`)
  if (top === undefined) throw fail(`compares with a commit, and ${folder} is in no git checkout`)
  if (asked.status !== 0 || isInTree !== 'true') throw fail(`can't compare ${top}: ${troubleOf(asked)}`)
  if (await isIgnored(folder, top, signal))
    throw fail(`compares what git tracks, and git ignores ${relativePath(top, folder)}; scan it without`)
  return top
}

class Comparing {
  constructor(
    readonly top: string,
    readonly signal?: AbortSignal,
  ) {}

  #git(...args: string[]): Promise<Output> {
    return git(this.top, args, this.signal)
  }

  /** @throws UsageError unless it is known, and one. */
  async defaultBranch(): Promise<string> {
    const heads = (await this.#git('for-each-ref', '--format=%(refname) %(symref:short)', 'refs/remotes/*/HEAD')).stdout
      .split('\n')
      .map(line => line.split(' ') as [string, string?])
      .filter(([, branch]) => branch)
    const head =
      heads.find(([name]) => name === 'refs/remotes/origin/HEAD') ?? (heads.length === 1 ? heads[0] : undefined)
    if (head) return head[1]!
    throw fail(
      'does not know the default branch of the remote here; name what to compare with, as in --changed origin/main, or run git remote set-head origin --auto',
    )
  }

  /** @throws UsageError for a ref that is unknown here, or has nothing in common with HEAD. */
  async mergeBase(ref: string): Promise<string> {
    const [head, other] = [await this.#commit('HEAD'), await this.#commit(ref)]
    if (head === undefined) throw fail('compares with HEAD, and there is no commit yet; scan without it')
    if (other === undefined) throw fail(await this.#unknown(ref))
    const found = await this.#git('merge-base', head, other)
    const base = found.stdout.trim()
    if (found.status === 0 && isHash(base)) return base
    if (found.status !== 1) throw fail(`${ref}: ${troubleOf(found)}`)
    throw fail(
      (await this.#isShallow())
        ? `${ref}: this clone is too shallow to tell where HEAD left it; ${deepen}`
        : `${ref}: HEAD has no commit in common with it; name the branch that HEAD was made from`,
    )
  }

  /** The commit is peeled off a tag. */
  async #commit(ref: string): Promise<string | undefined> {
    const hash = (
      await this.#git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)
    ).stdout.trim()
    return isHash(hash) ? hash : undefined
  }

  async #unknown(ref: string): Promise<string> {
    if (ref === '') return 'is given an empty name; name a branch, as in --changed origin/main'
    const next = (await this.#isShallow())
      ? `this clone is shallow, and may lack it; ${deepen}`
      : (await this.#commit(`origin/${ref}`))
        ? `did you mean origin/${ref}?`
        : 'git branch --all lists what there is'
    const path = existsSync(join(this.top, ref)) ? `; to scan that path, write it first: ${ref} --changed` : ''
    return `${ref}: git knows no such commit here; ${next}${path}`
  }

  async #isShallow(): Promise<boolean> {
    return (await this.#git('rev-parse', '--is-shallow-repository')).stdout.trim() === 'true'
  }

  /** @throws UsageError where git fails. */
  async differing(base: string): Promise<Pick<Changed, 'files' | 'notCompared'>> {
    const [tracked, fresh] = await Promise.all([
      // a renamed file is a new one; whatever a user's settings leave out of submodules counts
      this.#git('diff', '--raw', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=none', base, '--'),
      this.#git('ls-files', '-z', '--others', '--exclude-standard'),
    ])
    for (const asked of [tracked, fresh])
      if (asked.status !== 0) throw fail(`can't compare ${this.top}: ${troubleOf(asked)}`)
    const files = new Set<string>()
    const changedModules = new Set<string>()
    for (const [, mode, name] of tracked.stdout.matchAll(/:\d+ (\d+) [^\0]+\0([^\0]+)\0/g)) {
      if (mode === submodule) changedModules.add(name!)
      else this.#add(name!, files)
    }
    for (const name of fresh.stdout.split('\0')) if (name !== '' && !name.endsWith('/')) this.#add(name, files)
    return { files, notCompared: scanned => this.#foreign(scanned, changedModules) }
  }

  /** What a changed link leads to is looked at; what is deleted is not there. */
  #add(name: string, files: Set<string>): void {
    const path = join(this.top, name)
    if (existsSync(path)) files.add(realpathSync.native(path))
  }

  async #foreign(scanned: readonly string[], changedModules: ReadonlySet<string>): Promise<string[]> {
    const counts = new Map<string, number>()
    const known = new Map<string, string | undefined>()
    for (const file of scanned) {
      const repository = ownerOf(file, known)
      if (repository !== undefined && repository !== this.top) counts.set(repository, (counts.get(repository) ?? 0) + 1)
    }
    const told: string[] = []
    for (const [repository, n] of counts) {
      const name = isInside(this.top, repository) ? relativePath(this.top, repository) : undefined
      // a submodule at the commit that it was at, and clean, has no file that differs
      if (name !== undefined && !changedModules.has(name) && (await this.#isSubmodule(name))) continue
      told.push(
        `${name ?? repository} is a repository of its own, so that --changed leaves its ${n === 1 ? 'file' : `${n} files`} out; run it there`,
      )
    }
    return told
  }

  async #isSubmodule(name: string): Promise<boolean> {
    return (await this.#git('ls-files', '--stage', '--', `:(literal)${name}`)).stdout.startsWith(`${submodule} `)
  }
}

/** The mode that git has for one. */
const submodule = '160000'

/** As {@link repositoryOf}, which looks at the disk, for many files of few folders. */
function ownerOf(file: string, known: Map<string, string | undefined>): string | undefined {
  const folder = file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')))
  if (!known.has(folder)) known.set(folder, repositoryOf(folder))
  return known.get(folder)
}

const isHash = (text: string): boolean => /^[0-9a-f]{40,64}$/.test(text)
