/** The report of a migration: what was done, how it was proven, and what is left for people. */
import type { Migration } from '../migrate/migration.js'
import type { RuleName, ScanResult } from '../result.js'

export interface MigrationCounts {
  filesChecked: number
  filesModified: number
  sendsMigrated: number
  selfSendsKept: number
  callsFixed: number
  watchersMigrated: number
  manualReview: Record<'sends' | 'calls' | 'watchers' | 'other', number>
}

const kindOf: Record<RuleName, keyof MigrationCounts['manualReview']> = {
  'raw-send': 'sends',
  'untimed-call': 'calls',
  'unmanaged-watcher': 'watchers',
  'unsupervised-spawn': 'other',
  'god-process': 'other',
  suppression: 'other',
}

/** Of nodes of the syntax tree; migrated and left to review make up all findings. */
export function countsOf({ files, manual, before }: Migration): MigrationCounts {
  const fixed = (rule: RuleName): number =>
    files.flatMap(f => f.fixes).reduce((n, fix) => n + (fix.rule === rule ? fix.findings.length : 0), 0)
  const manualReview = { sends: 0, calls: 0, watchers: 0, other: 0 }
  for (const row of manual) manualReview[kindOf[row.finding.rule]]++
  return {
    filesChecked: before.summary.filesFound,
    filesModified: files.length,
    sendsMigrated: fixed('raw-send'),
    selfSendsKept: before.summary.kinds['self-send'] ?? 0,
    callsFixed: fixed('untimed-call'),
    watchersMigrated: fixed('unmanaged-watcher'),
    manualReview,
  }
}

export interface ReportView {
  generated: Date
  /** Nothing was written. */
  dryRun: boolean
  /** Takes back what was written. */
  undo?: string
}

export function migrationMarkdown(migration: Migration, view: ReportView): string {
  const { files, manual, before, after, proofs, notices } = migration
  const c = countsOf(migration)
  const out: string[] = [
    '# OTP Migration Report',
    '',
    `Generated: ${view.generated.toISOString()}`,
    `Status: ${view.dryRun ? 'dry run, nothing was written' : view.undo ? `written; \`otp-audit migrate --undo ${view.undo}\` takes it back` : 'nothing to write'}`,
    `Safety: ${migration.safety}`,
    '',
    '```',
    '=== Send Migration Report ===',
    `Files checked: ${c.filesChecked}`,
    `Files modified: ${c.filesModified}`,
    `Sends migrated: ${c.sendsMigrated}`,
    `Self-sends kept: ${c.selfSendsKept}`,
    `Manual review needed: ${c.manualReview.sends}`,
    '',
    '=== GenServer Timeout Migration Report ===',
    `Files checked: ${c.filesChecked}`,
    `Files modified: ${files.filter(f => f.fixes.some(x => x.rule === 'untimed-call')).length}`,
    `Calls fixed: ${c.callsFixed}`,
    `Manual review needed: ${c.manualReview.calls}`,
    ...(untimed(after) === 0 ? ['All GenServer.call/2 have been migrated to include timeouts.'] : []),
    '',
    '=== Monitor Migration Report ===',
    `Total files scanned: ${c.filesChecked}`,
    `Watchers migrated: ${c.watchersMigrated}`,
    `Manual review needed: ${c.manualReview.watchers}`,
    '```',
    '',
    '## Before and after',
    '',
    '| rule | before | after |',
    '| --- | ---: | ---: |',
    ...tally(before, after, f => f.rule),
    '',
    '| dialect | before | after |',
    '| --- | ---: | ---: |',
    ...tallyDialects(before, after),
    '',
  ]
  if (files.length > 0) out.push('## Fixes', '')
  for (const f of files) {
    out.push(`### ${cell(f.file)}`, '')
    for (const fix of f.fixes) {
      const proof = proofs.get(fix.id)!
      out.push(
        `- line ${fix.line}: ${fix.codemod} (${fix.dialect}, ${fix.safety})${fix.reason ? `; to be read: ${cell(fix.reason)}` : ''}`,
        `  - differs as intended: ${fix.difference}`,
        `  - proof: parses; types: ${proof.types}; second scan: ${proof.secondScan}; second migration: ${proof.secondMigration}`,
      )
    }
    out.push('')
  }
  out.push('## Manual review', '')
  if (manual.length === 0) out.push('Nothing is left.', '')
  else {
    out.push('| file | line | rule | reason | advice |', '| --- | ---: | --- | --- | --- |')
    for (const { finding: f, reason } of manual)
      out.push(`| ${cell(f.file)} | ${f.line} | ${f.rule} (${f.shape}) | ${cell(reason)} | ${cell(f.advice)} |`)
    out.push('')
  }
  out.push(
    '## Success Criteria',
    '',
    ...criteria(migration),
    '',
    '## Next Steps',
    '',
    ...nextSteps(migration, view),
    '',
  )
  if (notices.length > 0) out.push('## Notices', '', ...[...new Set(notices)].map(n => `- ${cell(n)}`), '')
  return `${out.join('\n').trimEnd()}\n`
}

export function migrationJson(migration: Migration, view: ReportView): string {
  const { files, manual, proofs, before, after, notices, safety } = migration
  const document = {
    schemaVersion: 1,
    tool: before.tool,
    dryRun: view.dryRun,
    undo: view.undo,
    safety,
    summary: countsOf(migration),
    before: { findings: before.findings.length, rules: rulesOf(before) },
    after: { findings: after.findings.length, rules: rulesOf(after) },
    fixes: files.flatMap(f =>
      f.fixes.map(({ edits, imports, primitive: _, peer: __, ...fix }) => ({
        ...fix,
        edits: edits.map(({ start, end, text }) => ({ start, end, text })),
        imports,
        proof: proofs.get(fix.id),
      })),
    ),
    manual: manual.map(({ finding: f, reason, dialect }) => ({
      finding: f.id,
      rule: f.rule,
      dialect,
      file: f.file,
      line: f.line,
      column: f.column,
      shape: f.shape,
      reason,
      advice: f.advice,
    })),
    skipped: before.skipped,
    notices,
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

const rulesOf = (r: ScanResult): Record<string, number> => grouped(r.findings.map(f => f.rule))
const untimed = (r: ScanResult): number => r.findings.filter(f => f.rule === 'untimed-call').length

function grouped(names: readonly string[]): Record<string, number> {
  const out: Record<string, number> = {}
  for (const n of [...names].sort()) out[n] = (out[n] ?? 0) + 1
  return out
}

function tally(before: ScanResult, after: ScanResult, key: (f: ScanResult['findings'][number]) => string): string[] {
  return rows(grouped(before.findings.map(key)), grouped(after.findings.map(key)))
}

function tallyDialects(before: ScanResult, after: ScanResult): string[] {
  const of = (r: ScanResult): Record<string, number> => {
    const dialects = new Map(r.sites.map(s => [s.id, s.dialect]))
    return grouped(r.findings.map(f => dialects.get(f.siteId) ?? 'program'))
  }
  return rows(of(before), of(after))
}

const rows = (a: Record<string, number>, b: Record<string, number>): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().map(k => `| ${k} | ${a[k] ?? 0} | ${b[k] ?? 0} |`)

/** Only what this run has seen is passed or failed. */
function criteria({ after }: Migration): string[] {
  const toOthers = after.findings.filter(f => f.rule === 'raw-send' && f.class === 'critical').length
  const watchers = after.findings.filter(f => f.rule === 'unmanaged-watcher').length
  const verdict = (n: number, what: string): string => (n === 0 ? `pass (0 ${what})` : `fail (${n} ${what})`)
  return [
    `- 0 raw send() to other processes (self-sends allowed): ${verdict(toOthers, 'left')}`,
    `- all monitors use MonitorManager: ${verdict(watchers, 'unmanaged')}`,
    `- all GenServer.call include explicit timeouts: ${verdict(untimed(after), 'untimed')}`,
    '- SupervisedSend infrastructure deployed: not checked',
    '- dead letter queue operational: not checked',
    '- no performance regression: not checked',
    '- all tests pass: not checked',
    '- 0 Credo violations: not checked',
  ]
}

function nextSteps({ manual }: Migration, { dryRun }: ReportView): string[] {
  const steps = dryRun
    ? ['Read the diff', 'Run `otp-audit migrate` without `--dry-run`']
    : ['Review the changes in modified files', 'Run tests to ensure everything works']
  if (manual.length > 0) steps.push(`Decide on the ${manual.length} rows under "Manual review"`)
  return steps.map((s, i) => `${i + 1}. ${s}`)
}

const cell = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .replace(/[<>]/g, c => (c === '<' ? '&lt;' : '&gt;'))
