/** The checker of TypeScript 7: a child process that is asked over JSON-RPC, many questions at a time. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Answers } from './answer.js'
import { NativeLens } from './native-lens.js'
import { type Answer, OracleError, type Question, type TypeOracle } from './oracle.js'
import { type ConfigRead, inOrder, Projects } from './projects.js'
import { RpcChild } from './rpc.js'

export interface NativeOptions {
  onNotice: (text: string) => void
  root: string
  /** The compiler's executable; none: the one that is installed with `typescript`. */
  executable?: string
  /** Time for one file's questions, or for opening one project. */
  timeoutMs?: number
}

/**
 * Without a limit the Go heap doubles between collections. With it, collection sets in where a scan would otherwise
 * exceed its memory; a heap that lives above it still works, only slower: a scan of 3,000 files takes 1.07 times
 * the CPU with 400 MiB that it takes with 450, and 1.2 times with 350.
 */
const MEMORY = { GOGC: 'off', GOMEMLIMIT: '425MiB' }

/** Files asked about at once, so that the checker need not wait while an answer is read. */
const ATONCE = 4

interface SnapshotData {
  snapshot: number
  projects: { id: string; configFileName: string }[]
}

export class NativeOracle implements TypeOracle {
  readonly backend = 'native'
  readonly #rpc: RpcChild
  readonly #projects: Projects
  readonly #timeoutMs: number
  #queue: Promise<unknown> = Promise.resolve()
  #open: string[] = []
  #closing: Promise<void> | undefined

  private constructor(rpc: RpcChild, options: NativeOptions) {
    this.#rpc = rpc
    this.#timeoutMs = options.timeoutMs ?? 120_000
    this.#projects = new Projects(path => this.#config(path), options.onNotice)
  }

  /** @throws OracleError when the checker can't be started. */
  static async start(options: NativeOptions): Promise<NativeOracle> {
    const command = options.executable ?? (await installed())
    const args = ['--api', '--async', '--cwd', options.root]
    const rpc = new RpcChild({ command, args, env: { ...process.env, ...MEMORY } })
    try {
      await rpc.within(options.timeoutMs ?? 120_000, () => rpc.request('initialize', null))
    } catch (error) {
      await rpc.close()
      throw error
    }
    return new NativeOracle(rpc, options)
  }

  /** Process id of the checker. */
  get pid(): number | undefined {
    return this.#rpc.pid
  }

  ask(questions: Map<string, Question[]>): Promise<Map<string, Answer[]>> {
    const asked = this.#queue.then(() => this.#ask(questions))
    this.#queue = asked.catch(() => {})
    return asked
  }

  close(): Promise<void> {
    this.#closing ??= this.#rpc.close().finally(() => this.#projects.close())
    return this.#closing
  }

  async #ask(questions: Map<string, Question[]>): Promise<Map<string, Answer[]>> {
    const answers = new Map<string, Answer[]>()
    await this.#projects.in(questions.keys(), async projects => {
      const { snapshot, ids } = await this.#openProjects(projects.map(p => p.config))
      await Promise.all(
        projects.map(async ({ config, files }) => {
          const given = new Answers(new NativeLens(this.#rpc, { snapshot, project: ids.get(config)! }))
          const work = async (file: string): Promise<void> => {
            const asked = () => given.ofFile(file, questions.get(file)!)
            answers.set(file, await this.#rpc.within(this.#timeoutMs, asked))
          }
          for (let i = 0; i < files.length; i += ATONCE) await Promise.all(files.slice(i, i + ATONCE).map(work))
        }),
      )
      await this.#rpc.request('release', { snapshot })
    })
    return inOrder(questions, answers)
  }

  /** Their predecessors are closed with the same request, which keeps what both share. */
  async #openProjects(configs: string[]): Promise<{ snapshot: number; ids: Map<string, string> }> {
    const { snapshot, projects } = await this.#rpc.within(this.#timeoutMs, () =>
      this.#rpc.request<SnapshotData>('updateSnapshot', { openProjects: configs, closeProjects: this.#open }),
    )
    this.#open = configs
    const ids = new Map<string, string>()
    for (const config of configs) {
      const project = projects.find(p => p.configFileName === config.replaceAll('\\', '/'))
      if (!project) throw new OracleError(`the type checker did not open ${config}`)
      ids.set(config, project.id)
    }
    return { snapshot, ids }
  }

  async #config(file: string): Promise<ConfigRead> {
    const { options, fileNames } = await this.#rpc.within(this.#timeoutMs, () =>
      this.#rpc.request<{ options: ConfigRead['options'] | null; fileNames: string[] | null }>('parseConfigFile', {
        file,
      }),
    )
    return { files: fileNames ?? [], options: options ?? {} }
  }
}

/** `typescript` knows which of its optional dependencies is this machine's; it exports no way to ask but this file. */
async function installed(): Promise<string> {
  try {
    const lib = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'lib/getExePath.js')
    const { default: path } = (await import(pathToFileURL(lib).href)) as { default: () => string }
    return path()
  } catch (error) {
    throw new OracleError(`the type checker is not installed: ${(error as Error).message}`)
  }
}
