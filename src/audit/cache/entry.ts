/** One kept result as bytes: a line that says how long its parts are and what their hash is, then the parts. */
import type { ScanResult } from '../../result.js'
import { hashOf, type Picture, Stamps } from './picture.js'

/** Of this file's form. */
const version = 2
const magic = 'otp-audit cache'

/** Facts that the result depends on besides the disk, in words for whoever asks why it is of no use. */
export type Facts = Record<string, string>

export interface Entry {
  facts: Facts
  /** Files that the scan could not use: found, but left out. */
  skipped: string
  /** It holds for this day alone, as comments in the code count until some other. */
  day?: string
  picture: Picture
  result: () => ScanResult
}

type Head = Pick<Entry, 'facts' | 'skipped' | 'day'>
type Sheet = Pick<Picture, 'files' | 'scanned' | 'folders' | 'links' | 'lists' | 'kinds'>

export function encoded({ facts, skipped, day, picture, result }: Entry): Buffer {
  const { files, scanned, stamps, hashes, folders, folderStamps, links, lists, kinds } = picture
  const head: Head = { facts, skipped, day }
  const sheet: Sheet = { files, scanned, folders, links, lists, kinds }
  const texts = [head, sheet, picture.absent(), result()].map(part => Buffer.from(JSON.stringify(part)))
  const parts = [...texts, Buffer.from(hashes), Buffer.from(stamps.bytes), Buffer.from(folderStamps.bytes)]
  const body = Buffer.concat(parts)
  const lengths = parts.map(part => part.length).join(' ')
  return Buffer.concat([Buffer.from(`${magic} ${version} ${hashOf(lengths, body)} ${lengths}\n`), body])
}

/** None if these are not the bytes that were written, or of another version. */
export function decoded(bytes: Buffer): Entry | undefined {
  const end = bytes.indexOf(10)
  const line = bytes.toString('latin1', 0, Math.max(0, end))
  const form = new RegExp(`^${magic} ${version} ([0-9a-f]{40}) (\\d+(?: \\d+){6})$`).exec(line)
  const body = bytes.subarray(end + 1)
  if (!form || hashOf(form[2]!, body) !== form[1]) return undefined
  let at = 0
  const [head, sheet, absent, result, hashes, stamps, folderStamps] = form[2]!.split(' ').map(length => {
    at += Number(length)
    return body.subarray(at - Number(length), at)
  }) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer]
  // most runs need neither what was absent nor the hashes, and a missed one not even the result
  let missing: Record<string, string[]> | undefined
  return {
    ...parsed<Head>(head),
    result: () => parsed<ScanResult>(result),
    picture: {
      ...parsed<Sheet>(sheet),
      stamps: stampsOf(stamps),
      hashes: hashes.toString('latin1'),
      folderStamps: stampsOf(folderStamps),
      absent: () => {
        missing ??= parsed<Record<string, string[]>>(absent)
        return missing
      },
    },
  }
}

const parsed = <T>(bytes: Buffer): T => JSON.parse(bytes.toString()) as T

/** Numbers have to lie at multiples of their length. */
const stampsOf = (bytes: Buffer): Stamps => new Stamps(new Float64Array(new Uint8Array(bytes).buffer))
