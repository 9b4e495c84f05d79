/**
 * A script with what V8 has made of it in earlier runs, so that a command in a commit hook is there at once: compiling the
 * tool took longer than scanning ten files. As `module.enableCompileCache`, which Node 20 lacks and which keeps only what
 * was compiled at load; and as there, `NODE_DISABLE_COMPILE_CACHE=1` switches it off and `NODE_DEBUG=otp-audit` tells why
 * nothing was taken or kept. It lies in the user's folder of caches, never in a project.
 */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { debuglog } from 'node:util'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'

const debug = debuglog('otp-audit')

/** Runs that add what they have compiled; after that, hardly anything is new. */
const learning = 4
/** Milliseconds after which V8 may have thrown away what was compiled for the start, which is what matters. */
const short = 2000
/** Milliseconds after which what another version, or another Node, has kept is taken away. */
const stale = 30 * 24 * 3600 * 1000

/** Of a kept file: what it was made of, how many runs have added to it, and that it is whole. */
interface Header {
  source: number
  runs: number
  payload: number
}

const headerBytes = 12

/**
 * Runs a script of CommonJS, which can `require` but has no `import()`.
 * @param path Absolute; its text is ASCII.
 * @param kind What the run is about: each kind keeps its own.
 * @param version Of the script.
 * @returns What it exports.
 */
export function compiled<T>(path: string, kind: string, version: string): T {
  const text = readFileSync(path, 'latin1')
  const file = fileFor(kind, version)
  const kept = file === undefined ? undefined : read(file, text)
  const script = new Script(`(function (require, module, exports, __filename) {${text}\n})`, {
    filename: path,
    cachedData: kept?.code,
  })
  if (script.cachedDataRejected) debug('%s was made by another V8, or with other flags', file)
  const runs = kept && !script.cachedDataRejected ? kept.runs : 0
  if (file !== undefined && runs < learning)
    process.once('exit', code => {
      // a mistake on the command line, or an interruption, has not run through what the command is about
      if (code === 2 || code === 130) return
      if (performance.now() < short || runs === 0) keep(file, text, runs + 1, script.createCachedData())
    })
  const module = { exports: {} as T }
  script.runInThisContext()(createRequire(path), module, module.exports, path)
  return module.exports
}

function fileFor(kind: string, version: string): string | undefined {
  if (process.env.NODE_DISABLE_COMPILE_CACHE === '1') return undefined
  const folder = cacheFolder()
  return folder && join(folder, `${version}-${process.version}-${process.arch}-${kind}`)
}

/** Where the system keeps what programs can make again. */
function cacheFolder(): string | undefined {
  const { env, platform } = process
  const caches =
    platform === 'win32'
      ? env.LOCALAPPDATA
      : platform === 'darwin'
        ? join(homedir(), 'Library/Caches')
        : env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return caches ? join(caches, 'otp-audit', 'code') : undefined
}

/** V8 believes what it is given: a damaged file would end the process, and one of somebody else's could do anything. */
function read(file: string, text: string): { code: Buffer; runs: number } | undefined {
  try {
    const handle = openSync(file, 'r')
    try {
      const { uid, mode } = fstatSync(handle)
      const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
      if (!isOurs) throw new Error('others can write to it')
      const bytes = readFileSync(handle)
      const header = headerOf(bytes)
      const code = bytes.subarray(headerBytes)
      if (!header || header.payload !== crc32(code)) throw new Error('it is damaged')
      if (header.source !== crc32(text)) throw new Error('it is of another build')
      return { code, runs: header.runs }
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    debug('%s is not taken: %s', file, (error as Error).message)
    return undefined
  }
}

function headerOf(bytes: Buffer): Header | undefined {
  if (bytes.length < headerBytes) return undefined
  return { source: bytes.readUInt32LE(0), runs: bytes.readUInt32LE(4), payload: bytes.readUInt32LE(8) }
}

function keep(file: string, text: string, runs: number, code: Buffer): void {
  const folder = join(file, '..')
  const own = `${file}.${process.pid}`
  const header = Buffer.alloc(headerBytes)
  header.writeUInt32LE(crc32(text), 0)
  header.writeUInt32LE(runs, 4)
  header.writeUInt32LE(crc32(code), 8)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (Date.now() - statSync(path).mtimeMs > stale) rmSync(path, { force: true })
    }
    try {
      writeFileSync(own, Buffer.concat([header, code]), { mode: 0o600 })
      renameSync(own, file)
    } finally {
      rmSync(own, { force: true })
    }
  } catch (error) {
    debug('%s is not kept: %s', file, (error as Error).message)
  }
}
