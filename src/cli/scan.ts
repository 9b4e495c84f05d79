import { resolve } from 'node:path'
import { Command } from 'commander'
import { presets } from '../config/defaults.js'
import type { Settings } from '../config/settings.js'
import { UsageError } from '../errors.js'
import { severities } from '../report/view.js'
import { counted } from '../report/words.js'
import type { Preset, ScanOptions, ScanResult, Severity } from '../result.js'
import { choice } from './choice.js'
import { type Context, type Scan, say } from './context.js'
import { deliver, expectWritable } from './deliver.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { isFolder } from './paths.js'
import { progress } from './progress.js'
import { type Asked, formatOption, wantedReports } from './reports.js'

export interface Flags {
  format?: Asked[]
  out?: string
  preset?: Preset
  types?: 'native' | 'ts-morph' | 'off'
  failOn?: Severity
  fixes?: boolean
  staged?: boolean
  changed?: string | boolean
  shard?: string
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
  $ otp-audit scan --changed origin/main          only what this branch has changed
  $ otp-audit scan --shard 1/4 --out shard-1.json one part of four, for otp-audit merge
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
    .option(
      '--changed [ref]',
      'only files that differ from where HEAD left a branch (default: the default branch of the remote)',
    )
    .option('--shard <i/n>', 'one part of n; --out names its file, and otp-audit merge puts all together')
    .option('--root <dir>', 'folder that reported paths are relative to (default: the current folder)')
    .option('--config <file>', 'configuration to use (default: the nearest otp-audit.config.*)')
    .option('--no-config', 'use no configuration file')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .addHelpText('before', examples)
    .action(async (paths: string[], flags: Flags) => finish(await scan(paths, flags, context)))
}

async function scan(paths: string[], flags: Flags, context: Context): Promise<ExitCode> {
  const options = optionsOf(paths, flags, context)
  if (flags.shard !== undefined) return (await import('./scan/shard.js')).scanPart(flags, options, context)
  const wanted = wantedReports(flags.format ?? [], flags.out, context.cwd)
  if (flags.fixes && !wanted.some(({ format }) => format.holdsFixes))
    throw new UsageError('--fixes has no report to be in; choose sarif, rdjson or json with --format')
  expectWritable(wanted, context)
  const failOn = flags.failOn ?? (await configured(options)).failOn
  const result = await watched(options, flags.fixes ? loadFixing : context.loadScan, context)
  await tellAside(result, context)
  await deliver(wanted, result, { options, failOn, color: flags.color }, context)
  // Whoever closes the pipe has read enough.
  return context.stdout.closed ? 0 : exitCode(result, failOn)
}

async function configured(options: ScanOptions & { root: string }): Promise<Settings> {
  const { loadSettings } = await import('../config/settings.js')
  return loadSettings(options.root, options.paths ?? ['.'], options)
}

const loadFixing = async (): Promise<Scan> => (await import('../migrate/scan-with-fixes.js')).scanWithFixes

function optionsOf(paths: string[], flags: Flags, { cwd, signal }: Context): ScanOptions & { root: string } {
  if (paths.includes('')) throw new UsageError('a path is empty; name a file, a folder or a glob')
  const root = resolve(cwd, flags.root ?? '.')
  if (!isFolder(root)) throw new UsageError(`--root ${flags.root}: no such folder; name one that exists`)
  return {
    paths: paths.length > 0 ? paths : undefined,
    root,
    preset: flags.preset,
    types: flags.types,
    staged: flags.staged,
    changed: flags.changed,
    config: typeof flags.config === 'string' ? resolve(cwd, flags.config) : flags.config,
    signal,
  }
}

/** Scans with a progress line; ends at once when interrupted, even if the scan goes on. */
export async function watched<T>(
  options: ScanOptions,
  load: () => Promise<(options: ScanOptions) => Promise<T>>,
  context: Context,
): Promise<T> {
  const { signal } = context
  const line = progress(context.stderr, context.env, context.now)
  let interrupt = () => {}
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(signal.reason)
  })
  signal.addEventListener('abort', interrupt, { once: true })
  try {
    const scanned = load().then(run => run({ ...options, onProgress: line.report }))
    return await Promise.race([scanned, interrupted])
  } finally {
    signal.removeEventListener('abort', interrupt)
    await line.clear()
  }
}

/** What concerns the run rather than the code: on standard error, once each. */
export async function tellAside({ summary, skipped }: ScanResult, context: Context): Promise<void> {
  const { notices, changed, roots } = summary
  for (const notice of new Set(notices)) await say(context, notice)
  if (summary.filesFound === 0)
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
