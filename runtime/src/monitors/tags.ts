/** Tags, one object each: active monitors are counted per tag. Unused ones are forgotten when there are many. */
import type { Tag } from './record.js'

const kept = 1024

export class Tags {
  readonly #tags = new Map<string, Tag>()

  of(name: string): Tag {
    let tag = this.#tags.get(name)
    if (tag === undefined) {
      if (this.#tags.size >= kept) this.#forgetUnused()
      tag = { name, active: 0, seen: 0 }
      this.#tags.set(name, tag)
    }
    return tag
  }

  /** Tags made of ids would grow without end; only half of the room is freed, so that this stays rare. */
  #forgetUnused(): void {
    let surplus = kept / 2
    for (const tag of this.#tags.values()) {
      if (tag.active > 0) continue
      this.#tags.delete(tag.name)
      if (--surplus === 0) return
    }
  }

  active(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const tag of this.#tags.values()) if (tag.active > 0) counts[tag.name] = tag.active
    return counts
  }
}
