import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../../errors.js'
import { migrationMarkdown, statusOf } from '../../report/migration/index.js'
import { paintFor, wantsColour } from '../colour.js'
import { type Context, say } from '../context.js'
import type { ExitCode } from '../exit-code.js'
import { type LastRun, printed, type ReportFormat } from '../last-run.js'
import { checkReport, OutputError, writeAtomically, writeOut } from '../output.js'
import { isFolder } from '../paths.js'

export interface Flags {
  format: ReportFormat
  out?: string
  root?: string
  color: boolean
}

export async function report(flags: Flags, context: Context): Promise<ExitCode> {
  if (flags.out === '') throw new UsageError('--out is empty; name a file')
  const root = resolve(context.cwd, flags.root ?? '.')
  if (!isFolder(root)) throw new UsageError(`--root ${flags.root}: no such folder; name one that exists`)
  const file = flags.out === undefined || flags.out === '-' ? undefined : resolve(context.cwd, flags.out)
  if (file !== undefined) checkReport(file)
  const last = await lastRunOf(realpathSync.native(root))
  if (file !== undefined) {
    await writeAtomically(file, printed(last, flags.format))
    await say(context, `wrote ${flags.out}: ${statusOf(last.run)}`)
  } else if (flags.format === 'json') await writeOut(context.stdout, printed(last, 'json'))
  else {
    const paint = await paintFor(wantsColour(context.stdout, context.env, flags.color))
    await writeOut(context.stdout, migrationMarkdown(last.facts, last.run, last.generated, paint))
  }
  return 0
}

/** As it is now: it may have been undone since. */
async function lastRunOf(root: string): Promise<LastRun> {
  // the journal alone: no parser, no checker
  const [{ recall }, { isUndone, recordedAfter }] = await Promise.all([
    import('../../migrate/last-run.js'),
    import('../../migrate/journal.js'),
  ])
  let last: LastRun | undefined
  try {
    last = recall(root) as LastRun | undefined
  } catch (error) {
    throw new OutputError((error as Error).message)
  }
  const cutOff = recordedAfter(root, last?.generated ?? '')
  if (cutOff !== undefined)
    throw new OutputError(
      `migration ${cutOff} left no report: it was cut off, or made by a program; \`otp-audit migrate --undo ${cutOff}\` takes it back`,
    )
  if (!last) throw new UsageError('nothing was migrated here yet; otp-audit migrate --dry-run shows what would be')
  const { run } = last
  return run.id !== undefined && isUndone(root, run.id) ? { ...last, run: { ...run, state: undoneFrom(run) } } : last
}

const undoneFrom = ({ state }: LastRun['run']): LastRun['run']['state'] => (state === 'written' ? 'undone' : state)
