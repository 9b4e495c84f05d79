/** One kept result as bytes: a line that says how long its parts are and what their hash is, then the parts. */
import type { ScanResult } from '../../result.js'
import { hashOf, type Picture, Stamps } from './picture.js'

/** Of this file's form. */
const version = 1
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

/** @param root What lies below it is named from there. */
export function encoded(entry: Entry, root: string): Buffer {
  const { facts, skipped, day, picture } = entry
  const { files, scanned, stamps, hashes, folders, folderStamps, links, lists, kinds } = picture
  const short = (path: string): string =>
    path.startsWith(root) && path !== root ? `.${path.slice(root.length)}` : path
  const head: Head = { facts, skipped, day }
  const sheet: Sheet = {
    files: files.map(short),
    scanned,
    folders: folders.map(short),
    links: renamed(links, short),
    lists: renamed(lists, short),
    kinds: kinds.map(([path, kind]) => [short(path), kind]),
  }
  const absent = Object.entries(picture.absent()).map(([folder, paths]) => [short(folder), paths.map(short)])
  const texts = [head, sheet, Object.fromEntries(absent), entry.result()].map(part => Buffer.from(JSON.stringify(part)))
  const parts = [...texts, Buffer.from(hashes), Buffer.from(stamps.bytes), Buffer.from(folderStamps.bytes)]
  const body = Buffer.concat(parts)
  const lengths = parts.map(part => part.length)
  return Buffer.concat([Buffer.from(`${magic} ${version} ${hashOf(body)} ${lengths.join(' ')}\n`), body])
}

/** None if these are not the bytes that were written, or of another version. */
export function decoded(bytes: Buffer, root: string): Entry | undefined {
  const end = bytes.indexOf(10)
  const line = bytes.toString('latin1', 0, Math.max(0, end))
  const form = new RegExp(`^${magic} ${version} ([0-9a-f]{40})((?: \\d+){7})$`).exec(line)
  const body = bytes.subarray(end + 1)
  if (!form || hashOf(body) !== form[1]) return undefined
  let at = 0
  const [head, sheet, absent, result, hashes, stamps, folderStamps] = form[2]!
    .trim()
    .split(' ')
    .map(length => {
      at += Number(length)
      return body.subarray(at - Number(length), at)
    }) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer]
  const long = (path: string): string => (path[0] === '.' ? root + path.slice(1) : path)
  const { files, scanned, folders, links, lists, kinds } = parsed<Sheet>(sheet)
  let missing: Record<string, string[]> | undefined
  const read = (): Record<string, string[]> =>
    Object.fromEntries(
      Object.entries(parsed<Record<string, string[]>>(absent)).map(([f, paths]) => [long(f), paths.map(long)]),
    )
  return {
    ...parsed<Head>(head),
    result: () => parsed<ScanResult>(result),
    picture: {
      files: files.map(long),
      scanned,
      stamps: stampsOf(stamps),
      hashes: hashes.toString('latin1'),
      folders: folders.map(long),
      folderStamps: stampsOf(folderStamps),
      links: renamed(links, long),
      lists: renamed(lists, long),
      kinds: kinds.map(([path, kind]) => [long(path), kind]),
      absent: () => {
        missing ??= read()
        return missing
      },
    },
  }
}

const parsed = <T>(bytes: Buffer): T => JSON.parse(bytes.toString()) as T

/** Numbers have to lie at multiples of their length. */
const stampsOf = (bytes: Buffer): Stamps => new Stamps(new Float64Array(new Uint8Array(bytes).buffer))

const renamed = (record: Record<string, string>, rename: (path: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([path, value]) => [rename(path), value]))
