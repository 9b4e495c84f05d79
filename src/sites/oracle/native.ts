/** The checker of TypeScript 7: a child process that is asked over JSON-RPC, many questions at a time. */
import { Answers } from './answer.js'
import { NativeLens } from './native-lens.js'
import { type NativeOptions, NativeServer } from './native-server.js'
import { type Answer, OracleError, type Question, type TypeOracle } from './oracle.js'
import { asked, inOrder } from './projects.js'

/** Files asked about at once, so that the checker need not wait while an answer is read. */
const ATONCE = 4

export class NativeOracle implements TypeOracle {
  readonly backend = 'native'
  readonly #server: NativeServer
  readonly #isOwn: boolean
  #open: string[] = []

  /** @param isOwn The server ends with the oracle. */
  constructor(server: NativeServer, isOwn: boolean) {
    this.#server = server
    this.#isOwn = isOwn
  }

  /** @throws OracleError when the checker can't be started. */
  static async start(options: NativeOptions): Promise<NativeOracle> {
    return new NativeOracle(await NativeServer.start(options), true)
  }

  /** Process id of the checker. */
  get pid(): number | undefined {
    return this.#server.rpc.pid
  }

  ask(questions: Map<string, Question[]>): Promise<Map<string, Answer[]>> {
    return this.#server.inTurn(() => this.#ask(questions))
  }

  async close(): Promise<void> {
    if (this.#isOwn) return this.#server.close()
    const open = this.#open
    this.#open = []
    if (open.length === 0) return
    const server = this.#server
    try {
      // what nobody asks any more would be kept in memory beside the projects of others
      await server.inTurn(async () => server.release(await server.snapshot([], open)))
    } catch (error) {
      if (!(error instanceof OracleError)) throw error // a process that has ended keeps nothing; who asks it next hears of it
    }
  }

  async #ask(questions: Map<string, Question[]>): Promise<Map<string, Answer[]>> {
    const server = this.#server
    const answers = new Map<string, Answer[]>()
    await server.projects.in(questions.keys(), async all => {
      const projects = asked(all, questions)
      const configs = projects.map(p => p.config)
      const opened = await server.snapshot(configs, this.#open)
      this.#open = configs
      await Promise.all(
        projects.map(async ({ config, files }) => {
          const base = { snapshot: opened.snapshot, project: opened.ids.get(config)! }
          const given = new Answers(new NativeLens(server.rpc, base), server.seen)
          const work = async (file: string): Promise<void> => {
            answers.set(file, await server.within(() => given.ofFile(file, questions.get(file)!)))
          }
          for (let i = 0; i < files.length; i += ATONCE) await Promise.all(files.slice(i, i + ATONCE).map(work))
        }),
      )
      await server.release(opened)
    })
    return inOrder(questions, answers)
  }
}
