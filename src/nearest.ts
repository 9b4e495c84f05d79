/** The candidate that `word` was most likely meant to be; none if all are too far. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map(candidate => ({ candidate, steps: steps(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, steps: far }) => far <= Math.max(1, Math.floor(candidate.length * 0.4)))
    .sort((a, b) => a.steps - b.steps)
  return best?.candidate
}

/** A beginning is as good as one wrong letter: `warn`, `recommend`. */
const steps = (word: string, candidate: string): number =>
  word.length > 2 && candidate.startsWith(word) ? 1 : distance(word, candidate)

/** How many letters to insert, delete, replace, or swap with the next: two that change places are the commonest slip. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwapped ? before[j - 2]! + 1 : replaced
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, replaced, swapped)
    }
    before = row
    row = next
  }
  return row[b.length]!
}
