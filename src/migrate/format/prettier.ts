import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { importModule } from '../../import-module.js'
import { type Formatter, MissingFormatter } from './formatter.js'

/** What is used of Prettier, of versions 2 and 3 alike. */
interface Prettier {
  getFileInfo(path: string, options: { ignorePath?: string | string[] }): Promise<{ ignored: boolean }>
  resolveConfig(path: string, options: { editorconfig: boolean }): Promise<Record<string, unknown> | null>
  format(text: string, options: Record<string, unknown>): string | Promise<string>
}

/**
 * The Prettier that a folder of the project would use.
 * @param tops Folders whose `.prettierignore` counts.
 * @throws MissingFormatter
 */
export async function openPrettier(folder: string, tops: readonly string[]): Promise<Formatter> {
  const prettier = await load(folder)
  const ignorePath = tops.map(top => join(top, '.prettierignore')).find(existsSync)
  return {
    name: 'Prettier',
    async format(path, text) {
      if ((await prettier.getFileInfo(path, { ignorePath })).ignored) return undefined
      const options = await prettier.resolveConfig(path, { editorconfig: true })
      return prettier.format(text, { ...options, filepath: path })
    },
  }
}

async function load(folder: string): Promise<Prettier> {
  let entry: string
  try {
    entry = createRequire(join(folder, 'package.json')).resolve('prettier')
  } catch {
    throw new MissingFormatter('Prettier is not installed')
  }
  const loaded = await importModule<Prettier & { default?: Prettier }>(pathToFileURL(entry).href)
  return loaded.default ?? loaded
}
