import type { ScanResult } from '../result.js'
import { type Criterion, type CriterionName, criteria, type Outcome } from './criteria.js'
import { rules } from './findings.js'
import { tally } from './groups.js'
import { path, prose, table } from './markdown.js'
import { rawSends } from './raw-sends.js'
import { counted } from './words.js'

/** `## Skipped`: only when there is something. */
export function skipped({ skipped }: ScanResult): string[] {
  if (skipped.length === 0) return []
  return [
    '## Skipped',
    '',
    `Nothing is known about ${skipped.length === 1 ? 'this file' : `these ${skipped.length} files`}:`,
    '',
    ...skipped.map(({ file, reason }) => `- ${path(file)} - ${prose(reason)}`),
  ]
}

export function migration(): string[] {
  return ['## Migration', '', 'Not run.']
}

export function baseline({ findings }: ScanResult): string[] {
  const now = tally(findings.map(finding => finding.rule))
  return [
    '## Baseline',
    '',
    ...table(
      ['Rule', '>Baseline', '>Now', '>Delta', 'Status'],
      rules.map(rule => [rule, 'none', now.get(rule) ?? 0, '-', 'not checked']),
    ),
  ]
}

const marks: Record<Outcome, string> = { pass: '✅ pass', fail: '❌ fail', 'not checked': '⬜ not checked' }

export function successCriteria(result: ScanResult): string[] {
  return [
    '## Success Criteria',
    '',
    'Stage 3 is complete when:',
    '',
    ...Object.values(criteria(result)).map(
      ({ text, outcome, evidence }: Criterion) => `- ${marks[outcome]}: ${text} - ${evidence}`,
    ),
  ]
}

export function nextSteps(result: ScanResult): string[] {
  const now = toDo(result)
  return [
    '## Next Steps',
    '',
    ...(now.length === 0 ? [] : ['Now:', '', ...now.map((step, at) => `${at + 1}. ${step}`), '']),
    'After completing Stage 3:',
    '',
    '1. Enable strict CI enforcement',
    '2. Remove all .backup files',
    '3. Document new patterns for team',
    '4. Monitor production metrics',
    '5. Plan gradual rollout if needed',
  ]
}

function toDo(result: ScanResult): string[] {
  const critical = result.findings.filter(finding => finding.class === 'critical').length
  const lower = result.findings.length - critical
  const undecided = result.coverage.reduce((sum, c) => sum + c.undecided, 0)
  return [
    ...(result.skipped.length > 0 ? [`Make ${counted(result.skipped.length, 'skipped file')} readable`] : []),
    ...(critical > 0 ? [`Repair ${counted(critical, 'critical finding')}`] : []),
    ...(lower > 0 ? [`Look at ${counted(lower, 'finding')} of lower priority`] : []),
    ...(undecided > 0 ? [`Look at ${counted(undecided, 'undecided site')}`] : []),
  ]
}

/** The plan's list. A box is ticked only where the scan itself is the evidence. */
export function checklist(result: ScanResult): string[] {
  const met = criteria(result)
  const box = (text: string, criterion?: CriterionName) =>
    `- [${criterion !== undefined && met[criterion].outcome === 'pass' ? 'x' : ' '}] ${text}`
  return [
    '---',
    '',
    '**Completion Checklist**:',
    box('SupervisedSend module created and tested'),
    box('Dead letter queue implemented'),
    box(`All critical sends migrated${gravestFiles(result)}`, 'sends'),
    box('Migration scripts run for remaining sends'),
    box('MonitorManager deployed'),
    box('All monitors migrated', 'monitors'),
    box('GenServer timeouts added', 'timeouts'),
    box('Integration tests passing'),
    box('Performance benchmarks acceptable'),
    box('Documentation updated'),
  ]
}

function gravestFiles(result: ScanResult): string {
  const { critical } = rawSends(result)
  if (critical.length === 0) return ''
  const named = critical.slice(0, 2).map(({ path: file }) => path(file))
  return ` (${named.join(', ')}${critical.length > named.length ? ', etc.' : ''})`
}
