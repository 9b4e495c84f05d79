import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { presets } from '../config/defaults.js'
import type { Settings } from '../config/settings.js'
import { UsageError } from '../errors.js'
import { interruptible } from '../interruptible.js'
import { severities } from '../report/view.js'
import { counted } from '../report/words.js'
import type { CacheUse, Preset, ScanOptions, ScanResult, Severity } from '../result.js'
import { choice } from './choice.js'
import { type Context, type Scan, say } from './context.js'
import { deliver, expectWritable } from './deliver.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { isFolder } from './paths.js'
import { progress } from './progress.js'
import { type Asked, formatOption, type Wanted, wantedReports } from './reports.js'
import type { Piped } from './scan/stdin.js'

export interface Flags {
  format?: Asked[]
  out?: string
  preset?: Preset
  types?: 'native' | 'ts-morph' | 'off'
  failOn?: Severity
  fixes?: boolean
  staged?: boolean
  cache: boolean
  explainCache?: boolean
  baseline?: string | boolean
  why?: boolean
  changed?: string | boolean
  shard?: string
  stdin?: boolean
  stdinFilename?: string
  root?: string
  config?: string | false
  color: boolean
}

const examples = `Examples:
  $ otp-audit scan                                report on the current folder
  $ otp-audit scan src --format text              one line a finding
  $ otp-audit scan --format json --out audit.json
  $ otp-audit scan --format github --format sarif=audit.sarif --format junit=audit.xml
  $ otp-audit scan --fail-on error 'packages/*/src'
  $ otp-audit scan --why --format text            which entry of the baseline each finding goes by
  $ otp-audit scan --changed origin/main          only what this branch has changed
  $ otp-audit scan --shard 1/4 --out shard-1.json one part of four, for otp-audit merge
  $ otp-audit scan --stdin --stdin-filename src/a.ts --format text < unsaved.ts
`

/** `otp-audit scan`. `finish` is told the exit code. */
export function scanCommand(context: Context, finish: (code: ExitCode) => void): Command {
  return new Command('scan')
    .description('Find where a message can be lost, a watcher leaked, or a call wait for ever.')
    .argument('[paths...]', 'files, folders or globs below the root; !glob leaves out (default: the root)')
    .addOption(formatOption())
    .option('--out <file>', 'where the report without a file of its own goes, not to standard output')
    .option('--fixes', 'with the edits that migrate would make, proven, in sarif, rdjson and json; takes longer')
    .addOption(choice('--preset <preset>', 'which rules, and how strict (default: as configured)', presets))
    .addOption(choice('--types <backend>', 'who answers questions of type', ['native', 'ts-morph', 'off']))
    .addOption(
      choice('--fail-on <severity>', 'least severity for exit code 1 (default: as configured, or warning)', severities),
    )
    .option('--staged', 'only what is staged, as it is staged')
    .option('--no-cache', 'neither take the result from .otp-audit/cache below the root nor keep it there')
    .option('--explain-cache', 'say what was taken from the cache, or why nothing was')
    .option(
      '--baseline [file]',
      'fail only on what it does not know (default: as configured, else the nearest otp-audit.baseline)',
    )
    .option('--no-baseline', 'as if there were none')
    .option('--why', 'say by which entry of the baseline a finding is known, or why by none')
    .option(
      '--changed [ref]',
      'only files that differ from where HEAD left a branch (default: the default branch of the remote)',
    )
    .option('--shard <i/n>', 'one part of n; --out names its file, and otp-audit merge puts all together')
    .addOption(
      new Option('--stdin', 'the text on standard input, as if it stood in the file of --stdin-filename').conflicts([
        'staged',
        'changed',
        'shard',
        'fixes',
      ]),
    )
    .option('--stdin-filename <file>', 'which file that is; it need not be there')
    .option('--root <dir>', 'folder that reported paths are relative to (default: the current folder)')
    .option('--config <file>', 'configuration to use (default: the nearest otp-audit.config.*)')
    .option('--no-config', 'use no configuration file')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .addHelpText('before', examples)
    .action(async (paths: string[], flags: Flags) => finish(await scan(paths, flags, context)))
}

async function scan(paths: string[], flags: Flags, context: Context): Promise<ExitCode> {
  if (flags.shard !== undefined)
    return (await import('./scan/shard.js')).scanPart(flags, optionsOf(paths, flags, context), context)
  let cache: CacheUse = { outcome: 'off', reasons: [`${flags.stdin ? '--stdin' : '--fixes'} needs the whole scan`] }
  const options: ScanOptions & { root: string } = {
    ...optionsOf(paths, flags, context),
    onCache: (use: CacheUse) => {
      cache = use
    },
  }
  const wanted = wantedReports(flags.format ?? [], flags.out, context.cwd)
  if (flags.fixes && !wanted.some(({ format }) => format.holdsFixes))
    throw new UsageError('--fixes has no report to be in; choose sarif, rdjson or json with --format')
  expectReasons(flags, wanted)
  expectWritable(wanted, context)
  const piped = await pipedIn(paths, flags, options, context)
  if (piped) options.paths = piped.paths
  const failOn = flags.failOn ?? (await configured(options)).failOn
  const load = piped ? async () => piped.scan : flags.fixes ? loadFixing : context.loadScan
  const result = await watched(options, load, context)
  await tellCache(cache, flags.explainCache === true, context)
  await tellAside(result, context, flags.staged || flags.stdin)
  await tellBaseline(result, context)
  await deliver(wanted, result, { options, failOn, color: flags.color, texts: piped?.texts }, context)
  // Whoever closes the pipe has read enough.
  return context.stdout.closed ? 0 : exitCode(result, failOn)
}

/** @throws UsageError where `--why` would say nothing. */
export function expectReasons({ why, baseline }: Pick<Flags, 'why' | 'baseline'>, wanted: readonly Wanted[]): void {
  if (why && baseline === false) throw new UsageError('--why explains what --no-baseline leaves out')
  if (why && !wanted.some(({ format }) => format.explains))
    throw new UsageError('--why has no report to be in; choose stage3, text or json with --format')
}

export async function configured(options: ScanOptions & { root: string }): Promise<Settings> {
  const { loadSettings } = await import('../config/settings.js')
  return loadSettings(options.root, options.paths ?? ['.'], options)
}

const loadFixing = async (): Promise<Scan> => (await import('../migrate/scan-with-fixes.js')).scanWithFixes

/** The one file that is scanned as it stands on standard input. */
async function pipedIn(
  paths: readonly string[],
  { stdin, stdinFilename }: Flags,
  options: ScanOptions & { root: string },
  context: Context,
): Promise<Piped | undefined> {
  if (!stdin && stdinFilename === undefined) return undefined
  const { readPiped } = await import('./scan/stdin.js')
  return readPiped({ isAsked: stdin === true, name: stdinFilename, paths }, options, context)
}

/** What scans of all commands have in common. */
export function optionsOf(
  paths: string[],
  flags: Pick<Flags, 'root' | 'preset' | 'types' | 'config' | 'staged' | 'baseline' | 'why'> &
    Partial<Pick<Flags, 'cache' | 'changed'>>,
  { cwd, signal }: Context,
): ScanOptions & { root: string } {
  if (paths.includes('')) throw new UsageError('a path is empty; name a file, a folder or a glob')
  const root = resolve(cwd, flags.root ?? '.')
  if (!isFolder(root)) throw new UsageError(`--root ${flags.root}: no such folder; name one that exists`)
  return {
    paths: paths.length > 0 ? paths : undefined,
    root,
    preset: flags.preset,
    types: flags.types,
    staged: flags.staged,
    cache: flags.cache,
    baseline: baselineAsked(flags, cwd),
    why: flags.why,
    changed: flags.changed,
    config: typeof flags.config === 'string' ? resolve(cwd, flags.config) : flags.config,
    signal,
  }
}

/** To explain what it knows, there has to be one. */
export function baselineAsked(
  { baseline, why }: Pick<Flags, 'baseline' | 'why'>,
  cwd: string,
): string | boolean | undefined {
  return typeof baseline === 'string' ? resolve(cwd, baseline) : (baseline ?? (why ? true : undefined))
}

/** Scans with a progress line; ends at once when interrupted, even if the scan goes on. */
export async function watched<T>(
  options: ScanOptions,
  load: () => Promise<(options: ScanOptions) => Promise<T>>,
  context: Context,
): Promise<T> {
  const line = progress(context.stderr, context.env, context.now)
  try {
    const scanned = load().then(run => run({ ...options, onProgress: line.report }))
    return await interruptible(scanned, context.signal)
  } finally {
    await line.clear()
  }
}

async function tellCache(use: CacheUse, isAsked: boolean, context: Context): Promise<void> {
  if (use.trouble !== undefined) await say(context, `no cache: ${use.trouble}; the scan was made without`)
  if (!isAsked) return
  const { explained } = await import('./cache.js')
  for (const line of explained(use)) await say(context, line)
}

/**
 * What concerns the run rather than the code: on standard error, once each.
 * @param mayBeEmpty No files are no mistake, as in a commit without code.
 */
export async function tellAside({ summary, skipped }: ScanResult, context: Context, mayBeEmpty = false): Promise<void> {
  const { notices, changed, roots } = summary
  for (const notice of new Set(notices)) await say(context, notice)
  if (summary.filesFound === 0 && !mayBeEmpty)
    await say(
      context,
      changed
        ? `no file to scan in ${roots.join(', ')} differs from ${changed.mergeBase.slice(0, 12)}, where HEAD left ${changed.ref}`
        : `no files to scan in ${roots.join(', ')}`,
    )
  if (skipped.length === 0) return
  const named = skipped.slice(0, 3).map(({ file }) => file)
  const names = `${named.join(', ')}${skipped.length > named.length ? ', ...' : ''}`
  await say(context, `${counted(skipped.length, 'file')} skipped (${names}); the report says why`)
}

/** That a baseline was used, whoever asked for it, and what it came to. */
export async function tellBaseline({ summary: { baseline } }: ScanResult, context: Context): Promise<void> {
  if (!baseline) return
  const { file, unchanged, updated, absent } = baseline
  const known = counted(unchanged + updated, 'finding')
  const fixed =
    absent === 0
      ? ''
      : `; ${counted(absent, 'entry is', 'entries are')} fixed, otp-audit baseline --prune takes ${absent === 1 ? 'it' : 'them'} out`
  await say(context, `${file}: ${known} known, ${baseline.new} new${fixed}`)
}
