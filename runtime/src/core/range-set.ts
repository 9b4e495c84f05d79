/** Whole numbers as sorted ranges: numbers that come mostly in order cost a comparison each. */
export type Range = readonly [from: number, to: number]

export class RangeSet {
  #ranges: [number, number][] = []

  get size(): number {
    return this.#ranges.length
  }

  add(value: number): void {
    this.addRange(value, value + 1)
  }

  addRange(from: number, to: number): void {
    const ranges = this.#ranges
    const last = ranges.at(-1)
    if (last === undefined || from > last[1]) {
      ranges.push([from, to])
      return
    }
    if (from >= last[0]) {
      last[1] = Math.max(last[1], to)
      return
    }
    const at = this.#firstEndingAtOrAfter(from)
    let end = at
    let low = from
    let high = to
    while (end < ranges.length && ranges[end]![0] <= to) {
      low = Math.min(low, ranges[end]![0])
      high = Math.max(high, ranges[end]![1])
      end++
    }
    ranges.splice(at, end - at, [low, high])
  }

  has(value: number): boolean {
    const found = this.#ranges[this.#firstEndingAtOrAfter(value + 1)]
    return found !== undefined && found[0] <= value
  }

  /** Forgets every number below `bound`; answers how many those were. */
  dropBelow(bound: number): number {
    const ranges = this.#ranges
    let gone = 0
    let count = 0
    while (gone < ranges.length && ranges[gone]![1] <= bound) {
      count += ranges[gone]![1] - ranges[gone]![0]
      gone++
    }
    if (gone > 0) ranges.splice(0, gone)
    const first = ranges[0]
    if (first !== undefined && first[0] < bound) {
      count += bound - first[0]
      first[0] = bound
    }
    return count
  }

  /** All ranges, copied; none that is empty. */
  list(): Range[] {
    return this.#ranges.map(([from, to]) => [from, to] as const)
  }

  clear(): void {
    this.#ranges = []
  }

  #firstEndingAtOrAfter(value: number): number {
    let low = 0
    let high = this.#ranges.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#ranges[middle]![1] < value) low = middle + 1
      else high = middle
    }
    return low
  }
}
