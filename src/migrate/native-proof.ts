/**
 * The type proof by TypeScript 7. The projects of all files that may change are opened once. Before and after are two
 * states of the same process: the second is told which files have other texts, and keeps everything else.
 *
 * It says as much as a program of its own would. A file's diagnostics are asked of a project with the compiler options
 * of the tsconfig.json that owns it, and with the declarations of globals that this includes; what its imports lead to
 * is looked at as far as they reach.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Session } from '../audit/session.js'
import type { Texts } from '../files/read.js'
import { parseFile, type SourceFile } from '../sites/ast.js'
import type { NativeServer, Snapshot } from '../sites/oracle/native-server.js'
import type { ProjectFiles, ReadOptions } from '../sites/oracle/projects.js'
import { KINDS } from '../sites/oracle/syntax-tree.js'
import { isModule } from './import-forms.js'
import {
  type Added,
  added,
  expectLibraries,
  ownRuntime,
  type Said,
  type Subject,
  type TypeProof,
} from './type-proof.js'

interface DiagnosticData {
  code: number
  pos: number
  end: number
  text: string
  messageChain?: DiagnosticData[]
}

interface File {
  readonly project: ProjectFiles
  readonly checks: boolean
  readonly isScript: boolean
}

/** Files asked about at once. */
const atOnce = 4

export class NativeProof implements TypeProof {
  readonly #files: Map<string, File> = new Map()
  /** File → what is said of it; asked while other things are done, and told before anything is changed. */
  #before: Promise<ReadonlyMap<string, readonly Said[]>> = Promise.resolve(new Map())
  #at: (Snapshot & { texts: Texts }) | undefined
  lent = false

  private constructor(
    readonly server: NativeServer,
    readonly session: Session,
    readonly subject: Subject,
    readonly projects: readonly ProjectFiles[],
    /** By file, as it was written: the process keeps it until it ends. */
    readonly texts: Texts,
  ) {}

  /** @throws OracleError where the process can't be started, or fails. */
  static async open(subject: Subject, session: Session): Promise<NativeProof> {
    const texts = new Map([...(subject.given ?? []), ...subject.files])
    const server = await session.server()
    return server.inTurn(async () => {
      const runtime = ownRuntime()
      let isLent = false
      const lent = (file: string, options: ReadOptions): Record<string, string> | undefined => {
        if (hasRuntime(file, options)) return undefined
        isLent = true
        return runtime
      }
      const { projects } = await server.projects.write(subject.files.keys(), { diagnostics: true, lent })
      const proof = new NativeProof(server, session, subject, projects, texts)
      proof.lent = isLent
      await proof.#start()
      return proof
    })
  }

  async addedBy(texts: Texts): Promise<Map<string, Added[]>> {
    // others may have their turn meanwhile: it is asked of a state of its own
    const before = await this.#before
    return this.server.inTurn(async () => {
      await this.#see(new Map([...(this.subject.given ?? []), ...texts]))
      const isChanged = (f: string): boolean => this.#files.has(f) && texts.has(f) && texts.get(f) !== this.texts.get(f)
      const changed = [...this.subject.files.keys()].filter(isChanged)
      const out = new Map<string, Added[]>()
      const compare = async (file: string): Promise<void> => {
        const { project } = this.#files.get(file)!
        const found = added(before.get(file)!, await this.#said(file, project, texts.get(file)!))
        if (found.length > 0) out.set(file, found)
      }
      for (let i = 0; i < changed.length; i += atOnce) await Promise.all(changed.slice(i, i + atOnce).map(compare))
      return new Map(changed.filter(f => out.has(f)).map(f => [f, out.get(f)!]))
    })
  }

  checks(file: string): boolean {
    return this.#files.get(file)?.checks ?? false
  }

  isScript(file: string): boolean {
    return this.#files.get(file)?.isScript ?? false
  }

  async #start(): Promise<void> {
    await this.#see(this.subject.given)
    for (const project of this.projects) {
      const open = async (file: string): Promise<void> => {
        const tree = this.session.trees.get(file) ?? parseFile(file, this.texts.get(file)!)
        const checks = checksJs(tree) ?? isChecked(file, project)
        const isScript = !isModule(tree) && (await this.#isScript(file, project))
        this.#files.set(file, { project, checks, isScript })
      }
      await Promise.all(project.files.map(open))
    }
    this.#before = this.#saidBefore()
    this.#before.catch(() => {}) // it is awaited before it is needed, and fails there
  }

  async #saidBefore(): Promise<Map<string, readonly Said[]>> {
    const said = new Map<string, readonly Said[]>()
    await Promise.all(
      this.projects.map(async project => {
        const global = await this.#request<DiagnosticData[]>('getGlobalDiagnostics', project, {})
        expectLibraries((global ?? []).map(d => ({ code: d.code, message: messageOf(d) })))
        const ask = async (file: string): Promise<void> => {
          said.set(file, await this.#said(file, project, this.texts.get(file)!))
        }
        for (let i = 0; i < project.files.length; i += atOnce)
          await Promise.all(project.files.slice(i, i + atOnce).map(ask))
      }),
    )
    return said
  }

  /** Lets the process see these texts; the projects are opened with the first. */
  async #see(texts: Texts | undefined): Promise<void> {
    const now = texts ?? new Map()
    if (this.#at && same(this.#at.texts, now)) return
    this.session.see(now)
    const last = this.#at
    const configs = this.projects.map(p => p.config)
    const { snapshot, ids } = await this.server.snapshot(last ? [] : configs, [])
    this.#at = { snapshot, ids: last?.ids ?? ids, texts: now }
    if (last) await this.server.release(last)
  }

  #request<T>(method: string, { config }: ProjectFiles, params: object): Promise<T | null> {
    const { snapshot, ids } = this.#at!
    const ask = (): Promise<T | null> =>
      this.server.rpc.request<T | null>(method, { snapshot, project: ids.get(config)!, ...params })
    return this.server.within(ask)
  }

  async #said(file: string, project: ProjectFiles, text: string): Promise<Said[]> {
    const [syntactic, semantic] = await Promise.all([
      this.#request<DiagnosticData[]>('getSyntacticDiagnostics', project, { file }),
      this.#request<DiagnosticData[]>('getSemanticDiagnostics', project, { file }),
    ])
    return [...(syntactic ?? []), ...(semantic ?? [])].map(d => ({
      code: d.code,
      start: d.pos,
      message: messageOf(d),
      over: text.slice(d.pos, d.end),
    }))
  }

  /** A module is a symbol, a script is none. */
  async #isScript(file: string, project: ProjectFiles): Promise<boolean> {
    const location = `1.${KINDS.SourceFile}.${file}`
    return (await this.#request('getSymbolAtLocation', project, { location })) === null
  }
}

const same = (a: Texts, b: Texts): boolean => a.size === b.size && [...a].every(([path, text]) => b.get(path) === text)

const messageOf = ({ text, messageChain = [] }: DiagnosticData): string =>
  [text, ...messageChain.map(messageOf)].join(' ')

const isChecked = (file: string, { checksJs }: ProjectFiles): boolean => checksJs || !/\.[mc]?jsx?$/.test(file)

/** What a comment before the first token says of the checker; the last one counts. */
function checksJs({ program, comments }: SourceFile): boolean | undefined {
  const first = program.body[0]?.start ?? Number.POSITIVE_INFINITY
  const said = comments
    .filter(c => c.type === 'Line' && c.start < first)
    .map(c => /^\/?\s*@ts-(no)?check(?:$|[^\S\r\n]|:)/.exec(c.value))
    .filter(m => m !== null)
    .at(-1)
  return said ? said[1] === undefined : undefined
}

/** The project has the runtime, or an own name for it. */
function hasRuntime(file: string, { paths = {} }: ReadOptions): boolean {
  const name = '@otp-audit/runtime'
  if (Object.keys(paths).some(p => p !== '*' && (p === name || (p.endsWith('*') && name.startsWith(p.slice(0, -1))))))
    return true
  for (let dir = dirname(file); ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'node_modules', name, 'package.json'))) return true
    if (dirname(dir) === dir) return false
  }
}
