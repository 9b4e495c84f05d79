import { resolve } from 'node:path'
import { UsageError } from '../../errors.js'
import { prepare, readStaged } from '../../migrate/index.js'
import type { MigrateOptions, Migration, Prepared } from '../../migrate/migration.js'
import { nearest } from '../../nearest.js'
import type { Context } from '../context.js'
import { progress } from '../progress.js'
import type { Flags } from './flags.js'
import { chosen } from './interactive.js'

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
  const options: MigrateOptions = {
    paths: paths.length > 0 ? paths : undefined,
    root,
    preset: flags.preset,
    types: flags.types,
    config: typeof flags.config === 'string' ? resolve(context.cwd, flags.config) : flags.config,
    safety: flags.safety,
    format: flags.format,
    rules: flags.rule,
    dialects: flags.dialect,
    settings: { literalTimeouts: flags.literalTimeouts, commentSelfSends: flags.commentSelfSends },
    staged: flags.staged,
    // what is known is migrated like the rest
    baseline: false,
    signal: context.signal,
    onProgress: line.report,
  }
  let prepared: Prepared | undefined
  try {
    const index = flags.staged ? await readStaged(root, paths, context.signal) : undefined
    prepared = await prepare(options, index)
    if (flags.interactive) {
      await line.clear()
      return await chosen(prepared, context)
    }
    const migration = await prepared.prove()
    if (!index) return migration
    // the patch is one against the index
    const files = migration.files.map(f => ({ ...f, raw: index.raws.get(f.path) ?? f.raw }))
    return { ...migration, files }
  } finally {
    await prepared?.close()
    await line.clear()
  }
}
