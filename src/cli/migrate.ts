import { resolve } from 'node:path'
import { Command } from 'commander'
import { UsageError } from '../errors.js'
import type { Safety } from '../migrate/fix.js'
import type { Migration } from '../migrate/migration.js'
import { countsOf, migrationJson, migrationMarkdown, type ReportView } from '../report/migration.js'
import { counted } from '../report/words.js'
import type { RuleName } from '../result.js'
import { choice, choices } from './choice.js'
import { type Context, say } from './context.js'
import type { ExitCode } from './exit-code.js'
import { nearest } from './nearest.js'
import { checkWritable, OutputError, writeAtomically, writeOut } from './output.js'
import { isFolder } from './paths.js'
import { progress } from './progress.js'

interface Flags {
  dryRun?: boolean
  safety: Safety
  rule?: RuleName[]
  dialect?: string[]
  allowDirty?: boolean
  undo?: string | true
  report?: string
  types?: 'native' | 'ts-morph' | 'off'
  root?: string
  config?: string | false
}

/** By hand: the rules themselves are loaded only for a scan. */
const ruleNames = {
  'raw-send': 0,
  'unmanaged-watcher': 0,
  'untimed-call': 0,
  'unsupervised-spawn': 0,
  'god-process': 0,
} satisfies Record<RuleName, 0>

const examples = `Examples:
  $ otp-audit migrate --dry-run > migration.patch   what would change; git apply takes it
  $ otp-audit migrate                               change what is argued to be safe
  $ otp-audit migrate src --safety review           and what has to be read afterwards
  $ otp-audit migrate --undo                        take the last migration back
`

/** `otp-audit migrate`. `finish` is told the exit code. */
export function migrateCommand(context: Context, finish: (code: ExitCode) => void): Command {
  return new Command('migrate')
    .description('Rewrite what the scan finds onto @otp-audit/runtime, proven before anything is written.')
    .argument('[paths...]', 'files, folders or globs below the root; !glob leaves out (default: the root)')
    .option('--dry-run', 'write nothing; print a diff, and exit with 1 if there is one')
    .addOption(choice('--safety <level>', 'how sure a fix has to be', ['safe', 'review', 'all']).default('safe'))
    .addOption(choices('--rule <rule>', 'only findings of this rule; may be given again', Object.keys(ruleNames)))
    .option('--dialect <name>', 'only this dialect; may be given again', (name: string, all: string[] = []) => [
      ...all,
      name,
    ])
    .option('--allow-dirty', 'migrate although something is not committed')
    .option('--undo [id]', 'put the files back as they were before a migration (default: the last)')
    .option('--report <file>', 'write the migration report, as JSON if the name ends in .json, else as Markdown')
    .addOption(choice('--types <backend>', 'who answers questions of type', ['native', 'ts-morph', 'off']))
    .option('--root <dir>', 'folder that paths are relative to (default: the current folder)')
    .option('--config <file>', 'configuration to use (default: the nearest otp-audit.config.json)')
    .option('--no-config', 'use no configuration file')
    .addHelpText('before', examples)
    .action(async (paths: string[], flags: Flags) => finish(await migrate(paths, flags, context)))
}

async function migrate(paths: string[], flags: Flags, context: Context): Promise<ExitCode> {
  if (paths.includes('')) throw new UsageError('a path is empty; name a file, a folder or a glob')
  const root = resolve(context.cwd, flags.root ?? '.')
  if (!isFolder(root)) throw new UsageError(`--root ${flags.root}: no such folder; name one that exists`)
  // parsers, checkers and codemods: loaded only for this command
  const { apply, ApplyError, expectClean, undo } = await import('../migrate/index.js')
  if (flags.undo !== undefined) {
    const undone = await undo(root, flags.undo === true ? undefined : flags.undo)
    await say(context, `undid migration ${undone.id}: ${counted(undone.files.length, 'file')} restored`)
    return 0
  }
  await expectDialects(flags.dialect ?? [])
  const report = flags.report === undefined ? undefined : resolve(context.cwd, flags.report)
  if (report !== undefined) checkWritable(report)
  const isDry = flags.dryRun === true
  if (!isDry && flags.allowDirty !== true) await expectClean(root, context.signal)
  const migration = await planned(paths, root, flags, context)
  context.signal.throwIfAborted()
  if (isDry) await printDiff(migration, context)
  let id: string | undefined
  try {
    if (!isDry) id = await apply(migration, new Date(context.now()), context.signal)
  } catch (error) {
    if (error instanceof ApplyError) throw new OutputError(error.message)
    throw error
  }
  const view: ReportView = { generated: new Date(context.now()), dryRun: isDry, undo: id }
  if (report !== undefined)
    await writeAtomically(report, (report.endsWith('.json') ? migrationJson : migrationMarkdown)(migration, view))
  await tell(migration, id, isDry, context)
  if (migration.before.skipped.length > 0) return 3
  return isDry && migration.files.length > 0 ? 1 : 0
}

async function expectDialects(names: readonly string[]): Promise<void> {
  const known = (await import('../../dialects/index.js')).dialects.map(d => d.name)
  for (const name of names) {
    if (known.includes(name)) continue
    const meant = nearest(name, known)
    throw new UsageError(`--dialect ${name}: no such dialect${meant === undefined ? '' : `; did you mean ${meant}?`}`)
  }
}

async function planned(paths: string[], root: string, flags: Flags, context: Context): Promise<Migration> {
  const { planMigration } = await import('../migrate/index.js')
  const line = progress(context.stderr, context.env, context.now)
  try {
    return await planMigration({
      paths: paths.length > 0 ? paths : undefined,
      root,
      types: flags.types,
      config: typeof flags.config === 'string' ? resolve(context.cwd, flags.config) : flags.config,
      safety: flags.safety,
      rules: flags.rule,
      dialects: flags.dialect,
      signal: context.signal,
      onProgress: line.report,
    })
  } finally {
    await line.clear()
  }
}

async function printDiff({ files }: Migration, context: Context): Promise<void> {
  const { unifiedDiff } = await import('../migrate/index.js')
  const mark = (raw: string): string => (raw.charCodeAt(0) === 0xfeff ? '\ufeff' : '')
  const patches = files.map(f => unifiedDiff(f.file, f.raw, mark(f.raw) + f.after))
  if (patches.length > 0) await writeOut(context.stdout, patches.join(''))
}

/** What happened, on standard error: standard output is the patch alone. */
async function tell(migration: Migration, id: string | undefined, isDry: boolean, context: Context): Promise<void> {
  const { files, manual, before, notices } = migration
  for (const notice of new Set(notices)) await say(context, notice)
  const fixes = files.reduce((n, f) => n + f.fixes.length, 0)
  const { manualReview } = countsOf(migration)
  const left = Object.entries(manualReview).filter(([, n]) => n > 0)
  const done = isDry ? 'to make' : 'made'
  await say(
    context,
    `${counted(fixes, 'fix', 'fixes')} ${done} in ${counted(files.length, 'file')}${id ? `; undo with --undo ${id}` : ''}`,
  )
  if (manual.length > 0)
    await say(
      context,
      `${manual.length} left for review (${left.map(([what, n]) => `${n} ${what}`).join(', ')}); --report FILE says why`,
    )
  for (const { file, reason } of before.skipped.slice(0, 3)) await say(context, `skipped ${file}: ${reason}`)
}
