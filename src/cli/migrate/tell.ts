import type { Migration } from '../../migrate/migration.js'
import { type Facts, type MigrationSummary, type Run, summaryOf } from '../../report/migration/index.js'
import { counted } from '../../report/words.js'
import { type Context, say } from '../context.js'
import type { Flags } from './flags.js'

const one = { sends: 'send', calls: 'call', watchers: 'watcher', other: 'other' } satisfies Record<
  keyof MigrationSummary['manualReview'],
  string
>

interface Outcome {
  readonly facts: Facts
  readonly run: Run
  readonly flags: Flags
}

/** What happened, on standard error: standard output is the patch alone. */
export async function tell(migration: Migration, { facts, run, flags }: Outcome, context: Context): Promise<void> {
  const { files, before, notices } = migration
  for (const notice of new Set(notices)) await say(context, notice)
  for (const line of unmatched(migration, flags)) await say(context, line)
  if (before.summary.filesFound === 0)
    await say(context, `no ${flags.staged ? 'source file is staged' : 'files'} in ${before.summary.roots.join(', ')}`)
  const fixes = files.reduce((n, f) => n + f.fixes.length, 0)
  const done = run.state === 'dry run' || run.state === 'taken back' ? 'to make' : 'made'
  await say(
    context,
    `${counted(fixes, 'fix', 'fixes')} ${done} in ${counted(files.length, 'file')}${run.id ? `; undo with --undo ${run.id}` : ''}`,
  )
  const left = Object.entries(summaryOf(facts, run).manualReview).filter(([, n]) => n > 0)
  if (left.length > 0)
    await say(
      context,
      `${facts.manual.length} left for review (${left.map(([what, n]) => counted(n, one[what as keyof typeof one], what)).join(', ')}); ${flags.staged ? '--report FILE' : 'otp-audit report'} says why`,
    )
  for (const { file, reason } of before.skipped.slice(0, 3)) await say(context, `skipped ${file}: ${reason}`)
  if (before.skipped.length > 3)
    await say(
      context,
      `skipped ${before.skipped.length - 3} more; ${flags.staged ? '--report FILE' : 'otp-audit report'} names them`,
    )
}

/** A choice that left nothing is likely a mistake. */
function unmatched({ before }: Migration, { rule: rules = [], dialect: dialects = [] }: Flags): string[] {
  const of = new Map(before.sites.map(s => [s.id, s.dialect]))
  const findings = before.findings.map(f => ({ rule: f.rule, dialect: of.get(f.siteId) ?? '' }))
  const out = [
    ...rules.filter(r => !findings.some(f => f.rule === r)).map(r => `--rule ${r}: no finding here`),
    ...dialects.filter(d => !findings.some(f => f.dialect === d)).map(d => `--dialect ${d}: no finding here`),
  ]
  const both = findings.some(f => (rules as string[]).includes(f.rule) && dialects.includes(f.dialect))
  if (out.length === 0 && rules.length > 0 && dialects.length > 0 && !both)
    out.push(`no finding of ${rules.join(', ')} in ${dialects.join(', ')}`)
  return out
}
