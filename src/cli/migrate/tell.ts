import type { Migration } from '../../migrate/migration.js'
import { countsOf } from '../../report/migration.js'
import { counted } from '../../report/words.js'
import { type Context, say } from '../context.js'
import type { Flags } from './flags.js'

interface Outcome {
  /** What undoes it. */
  readonly id?: string
  readonly isMade: boolean
  readonly flags: Flags
}

/** What happened, on standard error: standard output is the patch alone. */
export async function tell(migration: Migration, { id, isMade, flags }: Outcome, context: Context): Promise<void> {
  const { files, manual, before, notices } = migration
  for (const notice of new Set(notices)) await say(context, notice)
  for (const line of unmatched(migration, flags)) await say(context, line)
  if (before.summary.filesFound === 0)
    await say(context, `no ${flags.staged ? 'source file is staged' : 'files'} in ${before.summary.roots.join(', ')}`)
  const fixes = files.reduce((n, f) => n + f.fixes.length, 0)
  const done = isMade ? 'made' : 'to make'
  await say(
    context,
    `${counted(fixes, 'fix', 'fixes')} ${done} in ${counted(files.length, 'file')}${id ? `; undo with --undo ${id}` : ''}`,
  )
  const left = Object.entries(countsOf(migration).manualReview).filter(([, n]) => n > 0)
  if (manual.length > 0)
    await say(
      context,
      `${manual.length} left for review (${left.map(([what, n]) => `${n} ${what}`).join(', ')}); --report FILE says why`,
    )
  for (const { file, reason } of before.skipped.slice(0, 3)) await say(context, `skipped ${file}: ${reason}`)
  if (before.skipped.length > 3)
    await say(context, `skipped ${before.skipped.length - 3} more; --report FILE names them`)
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
