/** Where things of the text before are in the text after. */
import type { Edit } from './fix.js'
import type { FilePlan } from './plan.js'

/** An offset of a plan's text before, in its text after; none inside of what is replaced. */
export function moved(
  { edits, formatting }: Pick<FilePlan, 'edits' | 'formatting'>,
  offset: number,
): number | undefined {
  const made = through(edits, offset)
  return made === undefined ? undefined : through(formatting, made)
}

/** @param edits In order. */
function through(edits: readonly Edit[], offset: number): number | undefined {
  let shift = 0
  for (const e of edits) {
    if (e.end <= offset) shift += e.text.length - (e.end - e.start)
    else if (e.start <= offset) return undefined
  }
  return offset + shift
}

/** Offset of a line and column, both 1-based. */
export function offsetAt(text: string, line: number, column: number): number {
  let at = 0
  for (let i = 1; i < line; i++) at = text.indexOf('\n', at) + 1
  return at + column - 1
}
