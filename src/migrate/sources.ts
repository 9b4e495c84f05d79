/** Files that a migration may change, opened once; and the sources of the programs that they run. */
import { isUtf8 } from 'node:buffer'
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import type { FileInput, Settings } from '../../codemods/codemod.js'
import { treeOf } from '../../codemods/tree.js'
import { relativePath } from '../files/paths.js'
import type { Texts } from '../files/read.js'
import type { SiteReport } from '../result.js'
import { parseFile } from '../sites/ast.js'
import { isGenerated } from './generated.js'
import { Imports } from './imports.js'
import { OutputFolders } from './output-folders.js'
import { styleOf } from './text-style.js'

export interface Source {
  readonly path: string
  /** As on the disk. */
  readonly raw: string
  /** Without byte order mark. */
  readonly before: string
  readonly imports: Imports
  readonly input: FileInput
}

export class Sources {
  readonly #open: Map<string, Source | string> = new Map()
  readonly #sites: Map<string, SiteReport[]> = new Map()
  readonly #outputs: OutputFolders = new OutputFolders()

  constructor(
    sites: readonly SiteReport[],
    readonly root: string,
    readonly settings: Settings,
    readonly texts?: Texts,
  ) {
    for (const s of sites) {
      const own = this.#sites.get(s.file)
      if (own) own.push(s)
      else this.#sites.set(s.file, [s])
    }
  }

  /** A file as the scan reports it, or why it is not to be changed. */
  open(file: string): Source | string {
    let known = this.#open.get(file)
    if (known === undefined) {
      known = this.#read(file)
      this.#open.set(file, known)
    }
    return known
  }

  #read(file: string): Source | string {
    const { root, texts, settings } = this
    const path = join(root, file)
    // what is only staged need not be on the disk, and is not written there
    if (!texts?.has(path) && !realpathSync(path).startsWith(root.endsWith(sep) ? root : root + sep))
      return `the file is outside of the root${file.startsWith('../') ? '' : ', behind a link'}`
    const raw = texts?.get(path) ?? textIn(readFileSync(path))
    if (raw === undefined) return 'the file is not UTF-8 text'
    const before = raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw
    if (isOwn(path)) return 'the runtime does not send through itself'
    if (isGenerated(before)) return 'the file is generated: what generates it has to be changed'
    try {
      const imports = new Imports(parseFile(path, before))
      const sites = this.#sites.get(file) ?? []
      const input = { file, tree: treeOf(path, before), style: styleOf(before), sites, names: imports, settings }
      return { path, raw, before, imports, input }
    } catch (error) {
      return `the file can't be parsed: ${(error as Error).message}`
    }
  }

  /** The source of what a file calls by a path relative to itself. */
  relative(file: string, path: string): string | undefined {
    const text = path.startsWith('file:') ? undefined : path
    if (text === undefined || !/^\.{0,2}\//.test(text)) return undefined
    return this.#source(resolve(dirname(join(this.root, file)), text))
  }

  /** The source of a script by a path relative to where programs are started: the package's folder, or the root. */
  script(file: string, path: string): string | undefined {
    for (let dir = dirname(join(this.root, file)); ; dir = dirname(dir)) {
      const isPackage = dir === this.root || existsSync(join(dir, 'package.json'))
      const found = isPackage ? this.#source(resolve(dir, path)) : undefined
      if (found !== undefined) return found
      if (dir === this.root || dirname(dir) === dir) return undefined
    }
  }

  #source(path: string): string | undefined {
    const { root } = this
    for (const candidate of [path, ...this.#outputs.sourcesOf(path)].flatMap(variants)) {
      if (!candidate.startsWith(root.endsWith(sep) ? root : root + sep)) continue
      if (/[\\/]node_modules[\\/]/.test(candidate) || this.#outputs.holds(candidate)) continue
      if (this.texts?.has(candidate) || isFile(candidate)) return relativePath(root, candidate)
    }
    return undefined
  }
}

const endings: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
}

/** The source of `worker.js` is `worker.ts`, if there is one. */
function variants(path: string): string[] {
  const ending = /\.[cm]?js$/.exec(path)?.[0]
  if (ending !== undefined) return endings[ending]!.map(e => path.slice(0, -ending.length) + e)
  return /\.[cm]?tsx?$/.test(path) ? [path] : ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs'].map(e => path + e)
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

/** A file of the runtime's own package. */
function isOwn(path: string): boolean {
  for (let dir = dirname(path); dirname(dir) !== dir; dir = dirname(dir)) {
    const manifest = join(dir, 'package.json')
    if (!existsSync(manifest)) continue
    return /"name"\s*:\s*"@otp-audit\/runtime"/.test(readFileSync(manifest, 'utf8'))
  }
  return false
}

/** None for what could not be written again as it was. */
const textIn = (bytes: Buffer): string | undefined => (isUtf8(bytes) ? bytes.toString() : undefined)
