/** What a configuration that is a program has done wrong, told by the stack. */
import { fileURLToPath, pathToFileURL } from 'node:url'
import { mark } from './mark.js'

/** Those that were run in this process: their timers and promises may fail at any time. */
const ran: Set<string> = new Set()

export const hasRun = (path: string): unknown => ran.add(path)

/** One line, if an error that nobody expected comes from a configuration. */
export function faultOf(error: unknown): string | undefined {
  const path = [...ran].find(candidate => frameIn(error, candidate) !== undefined) ?? importedIn(error)
  return path === undefined ? undefined : `${path}: it failed after it was loaded: ${reasonOf(error, path)}`
}

/** What went wrong and, where its own stack tells, in which line. */
export function reasonOf(error: unknown, path: string): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}`
  const line = /:(\d+)(?::\d+)?\)?$/.exec(frameIn(error, path) ?? '')?.[1]
  const message = error.message.split('\n')[0]!.replace(new RegExp(`\\?${mark}=\\S*?(?=['":\\s]|$)`, 'g'), '')
  return `${error.name}: ${message}${line === undefined ? '' : ` (line ${line})`}`
}

/** A file of the project that one of them imports. */
function importedIn(error: unknown): string | undefined {
  const url = error instanceof Error && new RegExp(`(file:\\S*)\\?${mark}=`).exec(error.stack ?? '')?.[1]
  return url ? fileURLToPath(url) : undefined
}

function frameIn(error: unknown, path: string): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const places = [`${path}:`, pathToFileURL(path).href]
  return stack.split('\n').find(line => /^ {4}at /.test(line) && places.some(place => line.includes(place)))
}
