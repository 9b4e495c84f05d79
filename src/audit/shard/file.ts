/** The file that one machine writes and `merge` reads: JSON of its own kind. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { UsageError } from '../../errors.js'
import type { ScanResult, Severity } from '../../result.js'
import type { Part } from './part.js'

export interface Shard {
  kind: typeof kind
  schemaVersion: typeof schemaVersion
  tool: ScanResult['tool']
  /** Of how many parts of one scan it is which, from 1. */
  shard: Part
  /** What all shards of a scan have in common. */
  scan: Scanned
  /** Files of this part, in order, relative to the root: with those of the other parts, all that were found. */
  files: string[]
  /** Dialects in the order of the coverage table. */
  dialects: string[]
  /** Of each finding: its identity in this part and what that names, in the order in which they were handed out. */
  identities: [id: string, name: string][]
  /** What a scan of this part alone found, with types asked as in a scan of all. */
  result: ScanResult
}

export interface Scanned {
  /** HEAD of the root's checkout; null: there is none. */
  commit: string | null
  /** Hash of the names and texts of all files, those of the other parts included. */
  sources: string
  /** Of options that a result does not tell by itself. */
  options: {
    types: string
    /** Path of the configuration that was named, from the root; false: none was to be used. */
    config: string | false | null
    /** Hash of what the configurations say. */
    configuration: string
    /** Least severity for exit code 1, as configured. */
    failOn: Severity
    /** Path of the baseline that holds for the scan, from the root. */
    baseline: string | null
  }
}

const kind = 'otp-audit-shard'
const schemaVersion = 1

export function encodeShard(parts: Omit<Shard, 'kind' | 'schemaVersion'>): string {
  const shard: Shard = { kind, schemaVersion, ...parts }
  const text = JSON.stringify(shard)
  return `${text.slice(0, -1)},"checksum":"${checksum(text)}"}\n`
}

/**
 * @param name As the user wrote it, for messages.
 * @param tool Version of this program.
 * @throws UsageError for what is no shard, or is not whole.
 */
export function readShard(path: string, name: string, tool: string): Shard {
  const text = read(path, name)
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw damaged(name)
  }
  const { checksum: given, ...shard } = (value ?? {}) as Shard & { checksum?: unknown }
  if (shard.kind !== kind)
    throw new UsageError(`${name}: is no shard; name files that otp-audit scan --shard has written`)
  if (typeof shard.tool?.version !== 'string') throw damaged(name)
  if (shard.tool.version !== tool || shard.schemaVersion !== schemaVersion)
    throw new UsageError(
      `${name}: was written by otp-audit ${shard.tool.version}, this is ${tool}; use one version on all machines`,
    )
  if (given !== checksum(JSON.stringify(shard))) throw damaged(name)
  return shard
}

function read(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'is a folder' : (code ?? message)
    throw new UsageError(`${name}: ${reason}; name files that otp-audit scan --shard has written`)
  }
}

const damaged = (name: string): UsageError =>
  new UsageError(`${name}: is damaged or was changed; run that shard again, or fetch its file anew`)

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex')
