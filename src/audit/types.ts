/** What the type checker decides: it is started once something is undecided, and warms up while files are still parsed. */
import { decide, questionOf } from '../sites/by-types.js'
import type { Candidate } from '../sites/find.js'
import type { Inference } from '../sites/infer.js'
import type { Question, TypeOracle } from '../sites/oracle/oracle.js'
import type { FileSites } from './collect.js'

export interface Asked {
  backend: 'native' | 'ts-morph' | 'off'
  asked: number
  answered: number
}

/** Below this many files the checker is soon ready anyway. */
const worthWarming = 24

export class Types {
  #oracle: Promise<TypeOracle> | undefined
  #isWarm = false

  constructor(
    readonly backend: Asked['backend'],
    readonly root: string,
    readonly onNotice: (text: string) => void,
    readonly signal?: AbortSignal,
  ) {}

  /** After a third of the files: most of what the others import is in the same programs. */
  warm(done: number, total: number, files: readonly FileSites[]): void {
    if (this.backend !== 'native' || this.#isWarm || total < worthWarming || done < total / 3) return
    const open = files.filter(f => f.undecided.length > 0).map(f => f.file.path)
    if (open.length === 0) return
    this.#isWarm = true
    this.#open().then(
      oracle => oracle.prepare?.(open),
      () => {}, // the questions fail as well, and say why
    )
  }

  /** Asks about all that is undecided; decided candidates become sites or go. */
  async decide(files: FileSites[], inf: Inference): Promise<Asked> {
    const open = files.filter(f => f.undecided.length > 0)
    const asked = open.reduce((n, f) => n + f.undecided.length, 0)
    if (this.backend === 'off' || asked === 0) return { backend: this.backend, asked: 0, answered: 0 }
    this.signal?.throwIfAborted()
    const stop = (): void => void this.close()
    this.signal?.addEventListener('abort', stop, { once: true })
    try {
      const oracle = await this.#open()
      const answers = await oracle.ask(
        new Map<string, Question[]>(open.map(f => [f.file.path, f.undecided.map(questionOf)])),
      )
      let answered = 0
      for (const f of open) {
        const given = answers.get(f.file.path) ?? []
        const left: Candidate[] = []
        for (const [i, candidate] of f.undecided.entries()) {
          const answer = given[i]
          const decision = answer ? decide(inf, candidate, answer) : { why: candidate.why }
          if ('why' in decision) {
            left.push({ ...candidate, why: decision.why })
            continue
          }
          answered++
          if ('site' in decision) f.sites.push(decision.site)
        }
        f.undecided = left
        f.sites.sort((a, b) => a.name.start - b.name.start)
      }
      return { backend: oracle.backend, asked, answered }
    } catch (error) {
      this.signal?.throwIfAborted()
      throw error
    } finally {
      this.signal?.removeEventListener('abort', stop)
      await this.close()
    }
  }

  async close(): Promise<void> {
    const oracle = await this.#oracle?.catch(() => undefined)
    await oracle?.close()
  }

  #open(): Promise<TypeOracle> {
    this.#oracle ??= this.#start()
    return this.#oracle
  }

  async #start(): Promise<TypeOracle> {
    const { openOracle } = await import('../sites/oracle/index.js')
    return openOracle(this.backend === 'ts-morph' ? 'ts-morph' : 'native', { onNotice: this.onNotice, root: this.root })
  }
}
