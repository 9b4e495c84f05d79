import { resolve } from 'node:path'
import { UsageError } from '../../errors.js'
import { prepare } from '../../migrate/index.js'
import type { Migration } from '../../migrate/migration.js'
import type { Context } from '../context.js'
import { nearest } from '../nearest.js'
import { progress } from '../progress.js'
import type { Flags } from './flags.js'

export async function expectDialects(names: readonly string[]): Promise<void> {
  const known = (await import('../../../dialects/index.js')).dialects.map(d => d.name)
  for (const name of names) {
    if (known.includes(name)) continue
    const meant = nearest(name, known)
    throw new UsageError(`--dialect ${name}: no such dialect${meant === undefined ? '' : `; did you mean ${meant}?`}`)
  }
}

/** The plan, with a progress line while it is made. */
export async function planned(paths: string[], root: string, flags: Flags, context: Context): Promise<Migration> {
  const line = progress(context.stderr, context.env, context.now)
  try {
    const prepared = await prepare({
      paths: paths.length > 0 ? paths : undefined,
      root,
      types: flags.types,
      config: typeof flags.config === 'string' ? resolve(context.cwd, flags.config) : flags.config,
      safety: flags.safety,
      format: flags.format,
      rules: flags.rule,
      dialects: flags.dialect,
      signal: context.signal,
      onProgress: line.report,
    })
    return await prepared.prove()
  } finally {
    await line.clear()
  }
}
