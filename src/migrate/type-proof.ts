/**
 * The type checker as witness: what it says of a file before and after.
 *
 * Two checkers can be asked, and a fix is dropped by either for the same reasons: that of TypeScript 7, in the one
 * process that has answered the scan already and keeps what it has read, and that of ts-morph where the first can't be
 * started, fails, or would have to look at files that are not on the disk.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from '../audit/session.js'
import type { Texts } from '../files/read.js'
import { OracleError } from '../sites/oracle/oracle.js'
import { tool } from '../tool.js'

export interface Added {
  readonly code: number
  readonly message: string
  /** Offset in the text after; 0 for what concerns the whole file. */
  readonly start: number
}

export interface TypeProof {
  /** The runtime's types came from this tool, as the project has not installed it. */
  readonly lent: boolean
  /** Diagnostics that the files did not have before. */
  addedBy(texts: Texts): Promise<Map<string, Added[]>>
  /** The checker looks at the file at all: JavaScript without `checkJs` and `@ts-nocheck` get no diagnostics. */
  checks(file: string): boolean
  /** No module yet, but one as soon as something is imported: what it declares is global until then. */
  isScript(file: string): boolean
}

export interface Subject {
  /** All that will be asked about, absolute, with the text before (without byte order mark). */
  readonly files: Texts
  /** Texts that stand in for other files. */
  readonly given?: Texts
}

export async function openProof(subject: Subject, session: Session): Promise<TypeProof> {
  const reference = async (): Promise<TypeProof> => {
    const { ReferenceProof } = await import('./reference-proof.js')
    return ReferenceProof.open(subject)
  }
  const isOnDisk = [...subject.files.keys(), ...(subject.given?.keys() ?? [])].every(file => existsSync(file))
  if (session.backend === 'ts-morph' || !isOnDisk) return reference()
  try {
    const { NativeProof } = await import('./native-proof.js')
    return new Fallible(await NativeProof.open(subject, session), reference)
  } catch (error) {
    if (error instanceof OracleError) return reference()
    throw error
  }
}

/** Asks one checker until it fails, then the other, from the question that failed. */
class Fallible implements TypeProof {
  #proof: TypeProof
  #replacing: Promise<TypeProof> | undefined

  constructor(
    proof: TypeProof,
    readonly next: () => Promise<TypeProof>,
  ) {
    this.#proof = proof
  }

  get lent(): boolean {
    return this.#proof.lent
  }

  addedBy(texts: Texts): Promise<Map<string, Added[]>> {
    return this.#ask(proof => proof.addedBy(texts))
  }

  checks(file: string): boolean {
    return this.#proof.checks(file)
  }

  isScript(file: string): boolean {
    return this.#proof.isScript(file)
  }

  async #ask<T>(question: (proof: TypeProof) => Promise<T>): Promise<T> {
    try {
      return await question(this.#proof)
    } catch (error) {
      if (!(error instanceof OracleError)) throw error
      this.#replacing ??= this.next()
      this.#proof = await this.#replacing
      return question(this.#proof)
    }
  }
}

export interface Said {
  readonly code: number
  readonly start: number
  readonly message: string
  /** The text that it points at. */
  readonly over: string
}

/** A diagnostic over changed text has other text under it, but says the same. */
export function added(before: readonly Said[], after: readonly Said[]): Added[] {
  let fresh = after
  let gone = before
  for (const keyOf of [(d: Said) => `${d.code} ${d.over}`, (d: Said) => `${d.code} ${d.message}`])
    [gone, fresh] = [unmatched(gone, fresh, keyOf), unmatched(fresh, gone, keyOf)]
  return fresh.map(({ code, message, start }) => ({ code, message: message.replace(/\s+/g, ' '), start }))
}

/** Those of `all` that have no partner in `others`, one for one. */
function unmatched(all: readonly Said[], others: readonly Said[], keyOf: (d: Said) => string): Said[] {
  const left = new Map<string, number>()
  for (const d of others) left.set(keyOf(d), (left.get(keyOf(d)) ?? 0) + 1)
  return all.filter(d => {
    const n = left.get(keyOf(d)) ?? 0
    if (n > 0) left.set(keyOf(d), n - 1)
    return n === 0
  })
}

/** Without its libraries a checker has nothing to say against anything. */
export function expectLibraries(global: readonly { code: number; message: string }[]): void {
  const blind = global.find(d => d.code === 2318)
  if (blind) throw new Error(`types can't be proven: ${blind.message}`)
}

/** The runtime's modules by name, with their declarations: those that the build of this tool was made with. */
export function ownRuntime(): Record<string, string> {
  const folder = join(tool().folder, 'dist/runtime')
  const modules: Record<string, string> = JSON.parse(readFileSync(join(folder, 'modules.json'), 'utf8'))
  return Object.fromEntries(Object.entries(modules).map(([name, path]) => [name, join(folder, path)]))
}
