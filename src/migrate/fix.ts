/** What a codemod proposes: edits as data against one baseline, and how sure it is of them. */
import type { RuleName } from '../result.js'

/** Replaces `[start, end)` of a file's text (UTF-16 units, byte order mark not counted). */
export interface Edit {
  readonly file: string
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A name that new code uses, under the name it has in this file. */
export interface ImportNeed {
  readonly module: string
  readonly name: string
  readonly local: string
}

/** `safe`: argued to change nothing but what is stated. `review`: to be read first. `all`: cannot be argued at all. */
export type Safety = 'safe' | 'review' | 'all'
export const safeties: readonly Safety[] = ['safe', 'review', 'all']

/** Whether a fix of this safety is wanted when `asked` is. */
export const allows = (asked: Safety, fix: Safety): boolean => safeties.indexOf(fix) <= safeties.indexOf(asked)

export interface Span {
  readonly start: number
  readonly end: number
}

/** All or nothing. */
export interface Fix {
  /** Identity of its first finding; of a step, its name and place. */
  readonly id: string
  /** None for a step: it repairs nothing, and comes with what does. */
  readonly findings: readonly string[]
  /** Sites whose findings, of any rule, are gone with it: they are among its findings then. */
  readonly alongside?: readonly string[]
  /** Fixes, of any file, without which it makes no sense: all of them are made, or this is not. */
  readonly after?: readonly string[]
  readonly rule: RuleName
  readonly codemod: string
  readonly dialect: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly safety: Safety
  /** Why it is not safe. */
  readonly reason?: string
  /** What the program does otherwise afterwards, as intended. */
  readonly difference: string
  readonly edits: readonly Edit[]
  readonly imports: readonly ImportNeed[]
  /** By a person: it need not be what its codemod is known to do. */
  readonly isEdited?: true
}

/** A finding that stays, and why. */
export interface Kept {
  readonly finding: string
  readonly reason: string
}
