/** Where a project stands with the runtime: which files import it, and whether the packages they belong to depend on it. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runtime } from '../../codemods/codemod.js'
import { discover } from '../files/discover.js'
import { relativePath } from '../files/paths.js'
import { readAll } from '../files/read.js'
import { parseFile } from '../sites/ast.js'
import { importedFrom } from './import-forms.js'
import type { Migration } from './migration.js'

const fields = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'] as const
type Field = (typeof fields)[number]

export interface Deployment {
  /** How many of the scanned files import values of the runtime. */
  importing: number
  /** What they import, sorted; `*` for all of it. */
  names: string[]
  /** The package.json files that answer for them, with how many each; `''` where there is none above. */
  packages: PackageUse[]
}

export interface PackageUse {
  /** From the root. */
  file: string
  importing: number
  /** Where it is declared: the gravest field only if there is no better one. */
  field?: Field
  version?: string
  /** Why it is not known. */
  unreadable?: string
}

export interface Deployments {
  before: Deployment
  /** With what the migration writes. */
  after: Deployment
}

/** Of the files that were scanned. The plan's texts are taken as planned, whatever is on the disk by now. */
export async function deployments({ root, before, files }: Migration, signal?: AbortSignal): Promise<Deployments> {
  const planned = new Map(files.map(f => [f.path, f]))
  const now = new Map<string, string[]>()
  const then = new Map<string, string[]>()
  const note = (all: Map<string, string[]>, path: string, text: string): void => {
    const names = namesIn(path, text)
    if (names.length > 0) all.set(path, names)
  }
  // of git's index a folder may be asked for that the work tree has no more
  const roots = before.summary.roots.filter(r => /[*?{[(!]/.test(r) || existsSync(join(root, r)))
  const found = roots.length > 0 ? (await discover({ root, paths: roots, signal })).files : []
  const others = found.filter(f => !planned.has(f))
  // what can't be read is among the skipped of the scan
  await readAll(
    others,
    (path, text, bytes) => {
      if (!bytes.includes(runtime)) return
      note(now, path, text())
    },
    signal,
  )
  for (const [path, names] of now) then.set(path, names)
  for (const [path, plan] of planned) {
    note(now, path, plan.before)
    note(then, path, plan.after)
  }
  const manifests = new Manifests(root)
  return { before: deploymentOf(now, manifests), after: deploymentOf(then, manifests) }
}

function namesIn(path: string, text: string): string[] {
  if (!text.includes(runtime)) return []
  try {
    return importedFrom(parseFile(path, text), runtime)
  } catch {
    return [] // a file that does not parse is among the skipped of the scan
  }
}

function deploymentOf(imports: ReadonlyMap<string, readonly string[]>, manifests: Manifests): Deployment {
  const packages = new Map<string, PackageUse>()
  for (const path of imports.keys()) {
    const use = manifests.of(dirname(path))
    packages.set(use.file, { ...use, importing: (packages.get(use.file)?.importing ?? 0) + 1 })
  }
  return {
    importing: imports.size,
    names: [...new Set([...imports.values()].flat())].sort(),
    packages: [...packages.values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
  }
}

type Declared = Omit<PackageUse, 'importing'>

/** The nearest package.json that declares the runtime, as Node looks upwards for it; else the nearest of all. */
class Manifests {
  readonly #of: Map<string, Declared> = new Map()

  constructor(readonly root: string) {}

  of(folder: string): Declared {
    const known = this.#of.get(folder)
    if (known) return known
    const own = join(folder, 'package.json')
    const above = dirname(folder) === folder ? { file: '' } : this.of(dirname(folder))
    const here = existsSync(own) ? declaredIn(own, relativePath(this.root, own)) : undefined
    const best = here === undefined || (here.field === undefined && above.field !== undefined) ? above : here
    this.#of.set(folder, best)
    return best
  }
}

function declaredIn(path: string, file: string): Declared {
  let manifest: Partial<Record<Field, Record<string, string>>>
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    return { file, unreadable: (error as Error).message }
  }
  const field = fields.find(name => typeof manifest?.[name]?.[runtime] === 'string')
  return field === undefined ? { file } : { file, field, version: manifest[field]![runtime] }
}
