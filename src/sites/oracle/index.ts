/** Opens the checker that was asked for, and goes on with ts-morph where TypeScript 7 can't. */
import type { Texts } from '../../files/read.js'
import type { NativeServer } from './native-server.js'
import { type Answer, OracleError, type Question, type TypeOracle } from './oracle.js'

export interface OracleOptions {
  onNotice: (text: string) => void
  root: string
  /** Executable of TypeScript 7, for tests; none: the installed one. */
  executable?: string
  /** Time for one file's questions. */
  timeoutMs?: number
  /** Texts that stand in for files. */
  texts?: () => Texts
  /** A process that others ask as well; none: one of its own is started. */
  server?: () => Promise<NativeServer>
}

export async function openOracle(backend: 'native' | 'ts-morph', options: OracleOptions): Promise<TypeOracle> {
  const said = new Set<string>()
  const onNotice = (text: string): void => {
    if (!said.has(text)) options.onNotice(text)
    said.add(text)
  }
  const reference = async (): Promise<TypeOracle> => {
    const { MorphOracle } = await import('./morph.js')
    return MorphOracle.start({ onNotice, texts: options.texts })
  }
  if (backend === 'ts-morph') return reference()
  const fallBack = (error: OracleError): Promise<TypeOracle> => {
    onNotice(`${error.message}; ts-morph is used instead, which is slower`)
    return reference()
  }
  try {
    const { NativeOracle } = await import('./native.js')
    const native = options.server
      ? new NativeOracle(await options.server(), false)
      : await NativeOracle.start({ ...options, onNotice })
    return new Fallible(native, fallBack)
  } catch (error) {
    if (error instanceof OracleError) return fallBack(error)
    throw error
  }
}

/** Asks one oracle until it fails, then another, from the question that failed. */
class Fallible implements TypeOracle {
  #oracle: TypeOracle
  #isClosed = false
  readonly #next: (error: OracleError) => Promise<TypeOracle>
  #replacing: Promise<TypeOracle> | undefined

  constructor(oracle: TypeOracle, next: (error: OracleError) => Promise<TypeOracle>) {
    this.#oracle = oracle
    this.#next = next
  }

  get backend(): TypeOracle['backend'] {
    return this.#oracle.backend
  }

  async ask(questions: Map<string, Question[]>): Promise<Map<string, Answer[]>> {
    try {
      return await this.#oracle.ask(questions)
    } catch (error) {
      if (!(error instanceof OracleError) || this.#isClosed) throw error
      this.#replacing ??= this.#replace(error)
      return (await this.#replacing).ask(questions)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#oracle.close()
    await (await this.#replacing)?.close()
  }

  async #replace(error: OracleError): Promise<TypeOracle> {
    await this.#oracle.close()
    this.#oracle = await this.#next(error)
    return this.#oracle
  }
}
