/**
 * Node's module hooks for configurations in code. They give TypeScript to Node as JavaScript, find `./x.ts` behind
 * `./x.js` and `./x`, and `otp-audit/config` where the tool is not installed beside the configuration. They work in
 * Node's thread for hooks and, where Node can, in the program's own: there everything answers at once.
 */
import { readFileSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { asWritten } from './as-written.js'
import { mark } from './mark.js'
import { exportedNames, isModule, toJavaScript } from './to-javascript.js'

interface Resolved {
  url: string
  format?: string | null
  shortCircuit?: boolean
  importAttributes?: object
}
interface Loaded {
  format: string | null | undefined
  source?: unknown
  shortCircuit?: boolean
}
type Awaitable<T> = T | Promise<T>
interface Context {
  parentURL?: string
  conditions?: string[]
}

export function resolve(
  specifier: string,
  context: Context,
  next: (specifier: string, context: Context) => Awaitable<Resolved>,
): Awaitable<Resolved> {
  const stamp = stampOf(context.parentURL)
  // what `require` asks for is looked up by path: a mark would hide it
  if (stamp === undefined || context.conditions?.includes('require')) return next(specifier, context)
  if (specifier === 'otp-audit/config')
    return { url: new URL('../define.js', import.meta.url).href, format: 'module', shortCircuit: true }
  const path = asWritten(specifier, dirname(fileURLToPath(context.parentURL!)))
  const found = next(path === undefined ? specifier : pathToFileURL(path).href, context)
  return found instanceof Promise ? found.then(r => marked(r, stamp)) : marked(found, stamp)
}

export function load(
  url: string,
  context: Context,
  next: (url: string, context: Context) => Awaitable<Loaded>,
): Awaitable<Loaded> {
  if (stampOf(url) === undefined) return next(url, context)
  const path = fileURLToPath(url)
  const extension = extname(path)
  if (!/^\.([cm]?ts|js)$/.test(extension)) return next(url, context)
  const text = readFileSync(path, 'utf8')
  const isEsm = extension === '.mts' || (extension !== '.cts' && isModule(path, text))
  if (extension === '.js' && !isEsm) return next(url, context)
  const source = extension === '.js' ? text : isEsm ? toJavaScript(path, text) : common(path, text)
  return { format: 'module', source, shortCircuit: true }
}

/** A module that runs the other: what it exports is known by name before it runs. */
function common(path: string, text: string): string {
  const runner = JSON.stringify(new URL('./common.js', import.meta.url).href)
  const named = exportedNames(path, text).map((name, i) => `const e${i} = it?.${name}; export { e${i} as ${name} };`)
  const run = `import { runCommon } from ${runner}; const it = runCommon(${JSON.stringify(path)}); export default it;`
  return [run, ...named].join(' ')
}

const stampOf = (url: string | undefined): string | undefined =>
  url?.startsWith('file:') && url.includes(mark) ? (new URL(url).searchParams.get(mark) ?? undefined) : undefined

/** What belongs to the project is part of the configuration; packages are not. */
function marked(found: Resolved, stamp: string): Resolved {
  if (!found.url.startsWith('file:') || found.url.includes('/node_modules/') || stampOf(found.url)) return found
  if (found.url.endsWith('.json') || found.url.endsWith('.node')) return found
  const url = new URL(found.url)
  url.searchParams.set(mark, stamp)
  return { ...found, url: url.href }
}
