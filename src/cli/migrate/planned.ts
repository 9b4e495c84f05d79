import { resolve } from 'node:path'
import { UsageError } from '../../errors.js'
import { prepare, readStaged } from '../../migrate/index.js'
import type { MigrateOptions, Migration, Prepared } from '../../migrate/migration.js'
import { nearest } from '../../nearest.js'
import type { Context } from '../context.js'
import { progress } from '../progress.js'
import type { Flags } from './flags.js'
import { chosen } from './interactive.js'

/** @throws UsageError for one that is neither built in nor configured. */
export async function expectDialects(
  names: readonly string[],
  paths: string[],
  root: string,
  flags: Flags,
  context: Context,
): Promise<void> {
  const [{ dialects }, { loadSettings }] = await Promise.all([
    import('../../../dialects/index.js'),
    import('../../config/settings.js'),
  ])
  const settings = await loadSettings(root, paths, {
    preset: flags.preset,
    config: configOf(flags, context),
    signal: context.signal,
  })
  const known = settings.dialects(dialects).map(d => d.name)
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
    config: configOf(flags, context),
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

const configOf = ({ config }: Flags, { cwd }: Context): string | false | undefined =>
  typeof config === 'string' ? resolve(cwd, config) : config
