import { existsSync } from 'node:fs'
import { extname, resolve } from 'node:path'

/**
 * The file that a relative specifier means where Node has none of that name: TypeScript is imported by the name that it
 * is compiled to, or without one.
 */
export function asWritten(specifier: string, folder: string): string | undefined {
  if (!/^\.{1,2}\//.test(specifier)) return undefined
  const path = resolve(folder, specifier)
  if (existsSync(path) && extname(path) !== '') return undefined
  const script = /\.([cm]?)js$/.exec(path)
  const candidates = script
    ? [path.replace(/js$/, 'ts')]
    : ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'].map(end => path + end)
  return candidates.find(candidate => existsSync(candidate))
}
