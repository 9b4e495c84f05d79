/** Which formatter a project has: what it configures, else what it lists among its dependencies. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lists, manifestIn } from '../manifest.js'
import { openBiome } from './biome.js'
import { type Formatter, MissingFormatter } from './formatter.js'
import { openPrettier } from './prettier.js'

const biomeFiles = ['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc']
const prettierFiles = [
  ...['', '.json', '.json5', '.yaml', '.yml', '.toml', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'].map(
    e => `.prettierrc${e}`,
  ),
  ...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(e => `prettier.config.${e}`),
]

/**
 * In the order to be tried: Biome may be there to lint alone, and then leaves formatting to Prettier.
 * @param folder Of the file.
 * @param top Above it the project ends.
 * @throws MissingFormatter
 */
export async function formattersFor(folder: string, top: string): Promise<Formatter[]> {
  const folders = upwards(folder, top)
  const has = (names: readonly string[]): boolean => folders.some(f => names.some(n => existsSync(join(f, n))))
  const manifests = folders.map(manifestIn)
  const isListed = (name: string): boolean => manifests.some(m => lists(m, name))
  const configured = { biome: has(biomeFiles), prettier: has(prettierFiles) || manifests.some(m => m.prettier) }
  const listed = { biome: isListed('@biomejs/biome'), prettier: isListed('prettier') }
  const wanted = configured.biome || configured.prettier ? configured : listed
  const openers: (() => Formatter | Promise<Formatter>)[] = []
  if (wanted.biome) openers.push(() => openBiome(folder, top))
  if (wanted.prettier) openers.push(() => openPrettier(folder, [...new Set([top, ...folders])]))
  return opened(openers)
}

/** A configuration may be left over from a formatter that the project has no longer: what is installed counts. */
async function opened(openers: readonly (() => Formatter | Promise<Formatter>)[]): Promise<Formatter[]> {
  const out: Formatter[] = []
  let missing: MissingFormatter | undefined
  for (const open of openers)
    try {
      out.push(await open())
    } catch (error) {
      if (!(error instanceof MissingFormatter)) throw error
      missing ??= error
    }
  if (missing && out.length === 0) throw missing
  return out
}

function upwards(folder: string, top: string): string[] {
  const out = [folder]
  for (let dir = folder; dir !== top && dirname(dir) !== dir; ) {
    dir = dirname(dir)
    out.push(dir)
  }
  return out
}
