/** Why a finding goes by an entry, or by none. */
import type { Entry } from './entry.js'
import type { Known, Match } from './match.js'
import type { Places } from './places.js'

export function whyKnown({ file }: Known, { entry, by }: Match, places: Places): string {
  const own = `entry ${named(entry)}`
  const edited = 'what stands in its listener is other than it was'
  const other = `written for ${entry.file}, which ${places.exists(entry) ? `no longer has ${entry.scope}` : 'is gone'}`
  switch (by) {
    case 'same':
      return `${own}: same file, same place, same call`
    case 'edited':
      return `${own}: same file, same place, same call; ${edited}`
    case 'moved':
      return `${own}: same call in the same place, ${other}`
    case 'moved-edited':
      return `${own}: same call in the same place, ${other}; ${edited}`
    case 'renamed':
      return `${own}: same call, written for ${entry.scope} in ${file}, which is gone`
  }
}

export function whyAbsent(entry: Entry, places: Places): string {
  return places.exists(entry)
    ? `${entry.file} was scanned and has no such call ${placed(entry.scope)}`
    : `${entry.file} is gone, and nothing scanned has such a call ${placed(entry.scope)}`
}

/** Entries that findings go by, and how. */
export type Taken = ReadonlyMap<Entry, Match['by']>

interface Near {
  /** What finding and entry have in common. */
  is(entry: Entry, finding: Known): boolean
  /** @param by How another finding goes by it. */
  say(entry: Entry, finding: Known, by: Match['by'] | undefined): string
}

const isSameCall = (e: Entry, { rule, identity }: Known): boolean => e.rule === rule && e.text === identity.text
const isHere = (e: Entry, { rule, file }: Known): boolean => e.rule === rule && e.file === file

/** From the nearest to the farthest. */
const nears: readonly Near[] = [
  {
    is: (e, f) => isHere(e, f) && e.key === f.identity.key,
    say: e => `${named(e)} is of the same call in the same place, and another finding goes by it: this is one more`,
  },
  {
    is: (e, f) => isSameCall(e, f) && e.key === f.identity.key,
    say: (e, _, by) =>
      by
        ? `${named(e)} is of the same call in ${e.file}${follower(by)}: this is one more`
        : `${named(e)} is of the same call in ${e.file}; ${still(e)}, so the call counts as fixed there`,
  },
  {
    is: (e, f) => isSameCall(e, f) && isHere(e, f),
    say: (e, _, by) =>
      by
        ? `${named(e)} is of the same call ${placed(e.scope)}${follower(by)}: this is one more`
        : `${named(e)} is of the same call ${placed(e.scope)}; that is still there, so the call counts as fixed there`,
  },
  {
    is: (e, f) => isHere(e, f) && e.scope === f.identity.scope,
    say: e => `${named(e)} is of another call in the same place: ${e.call}`,
  },
  {
    is: isHere,
    say: e => `${named(e)} is of another call in another place of the file: ${e.call} ${placed(e.scope)}`,
  },
  {
    is: isSameCall,
    say: e => `${named(e)} is of the same call, but ${placed(e.scope)} in ${e.file}`,
  },
]

/** What has become of the call that an entry was written for. */
const follower = (by: Match['by']): string =>
  by === 'same' || by === 'edited' ? ', where it still is' : ', which is gone, and another finding goes by it'

export function whyNew(
  finding: Known,
  entries: readonly Entry[],
  taken: Taken,
  left: readonly { entry: Entry; reason: string | undefined }[],
): string {
  for (const { is, say } of nears) {
    const all = entries.filter(e => is(e, finding))
    const entry = all.find(e => !taken.has(e)) ?? all[0]
    if (!entry) continue
    const open = left.find(one => one.entry === entry)?.reason
    return `no entry; the nearest, ${say(entry, finding, taken.get(entry))}${open === undefined ? '' : ` (${open})`}`
  }
  return `no entry, and none of ${finding.rule} that is near`
}

const named = ({ key, text }: Entry): string => `${key}-${text}`

const placed = (scope: string): string => (scope === '' ? 'at the top' : `in ${scope}`)

const still = ({ scope }: Entry): string => (scope === '' ? 'that file is still there' : `it still has ${scope}`)
