import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { explain } from '../../config/explain.js'
import { type Asked, loadSettings } from '../../config/settings.js'
import { UsageError } from '../../errors.js'
import type { Preset } from '../../result.js'
import type { Context } from '../context.js'
import type { ExitCode } from '../exit-code.js'
import { writeOut } from '../output.js'
import { asGiven, isFolder } from '../paths.js'
import { standing } from './standing.js'
import { explanationText, standingText } from './text.js'

export interface Flags {
  print?: string
  format: 'text' | 'json'
  preset?: Preset
  root?: string
  config?: string | false
}

export async function config(flags: Flags, context: Context): Promise<ExitCode> {
  const root = resolve(context.cwd, flags.root ?? '.')
  if (!isFolder(root)) throw new UsageError(`--root ${flags.root}: no such folder; name one that exists`)
  const real = realpathSync.native(root)
  const named = typeof flags.config === 'string' ? resolve(context.cwd, flags.config) : flags.config
  if (flags.print === undefined) {
    const found = await standing(real, named, context.signal)
    await writeOut(context.stdout, flags.format === 'json' ? json(found) : standingText(found))
    return found.configs.some(({ mistakes }) => mistakes.length > 0) ? 2 : 0
  }
  const asked: Asked = { preset: flags.preset, config: named, signal: context.signal }
  const explanation = await explained(real, asGiven(context.cwd, flags.print), flags.print, asked)
  await writeOut(context.stdout, flags.format === 'json' ? json(explanation) : explanationText(explanation))
  return 0
}

async function explained(root: string, path: string, written: string, asked: Asked) {
  if (written === '' || isFolder(path))
    throw new UsageError(`--print ${written === '' ? '""' : written}: is a folder; name a file in it`)
  const file = realPath(path)
  return explain(await loadSettings(root, [file], asked), asked, file)
}

/** Of a file that is not there, as far as its folders are. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    const folder = dirname(path)
    return folder === path ? path : join(realPath(folder), basename(path))
  }
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`
