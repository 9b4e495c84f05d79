import type { Finding, RuleName, ScanResult } from '../result.js'
import { dutyOf } from './duties.js'
import { grouped, tally } from './groups.js'
import { code, path } from './markdown.js'
import { type RawSends, rawSends, type SendRow } from './raw-sends.js'
import { counted, countOfSends, isShape, type Shape, split } from './words.js'

/** `## Current State`: the sends, in the words of the Stage 3 plan, and the four other violations. */
export function currentState(result: ScanResult): string[] {
  const sends = rawSends(result)
  const undecided = result.sites.filter(site => site.kind === 'undecided' && dutyOf(site) === 'send').length
  return [
    '## Current State',
    '',
    `### Raw send() Usage (${counted(sends.total, 'occurrence')} in ${counted(sends.files, 'file')})`,
    '',
    equation(sends),
    ...(undecided > 0
      ? [`Not in this sum: ${counted(undecided, 'possible send')} that could not be decided (see Coverage).`]
      : []),
    '',
    '**Critical files** (inter-process communication):',
    ...rows(sends.critical),
    '',
    '**Lower priority** (self-sends or test infrastructure):',
    ...rows(sends.lower),
    '',
    '### Other OTP Violations',
    '',
    ...otherViolations(result),
  ]
}

function equation({ total, classes }: RawSends): string {
  const lower = classes.milder + classes['dynamic-self'] + classes.test
  const parts = [
    [classes.test, 'test infrastructure'],
    [classes['dynamic-self'], 'to itself or another, decided at run time'],
    [classes.milder, 'milder: a reply, or guarded'],
  ].flatMap(([count, name]) => (count === 0 ? [] : [`${count} ${name}`]))
  const detail = parts.length === 0 ? '' : ` (${parts.join(' + ')})`
  return `${total} = ${classes.critical} critical + ${lower} lower priority${detail} + ${counted(classes.self, 'self-send')}; the rows below add up to it. Comments and strings are not counted.`
}

function rows(rows: SendRow[]): string[] {
  if (rows.length === 0) return ['- none']
  return rows.map(row => {
    const files = row.files > 1 ? ` in ${row.files} files` : ''
    return `- ${path(row.path)} - ${countOfSends(row.shapes)}${files}`
  })
}

function otherViolations(result: ScanResult): string[] {
  const byRule = grouped(result.findings, finding => finding.rule)
  const of = (rule: RuleName) => byRule.get(rule) ?? []
  const subKinds = new Map(result.sites.map(site => [site.id, site.subKind]))
  const isInfinite = (f: Finding) => f.shape === 'infinite' || subKinds.get(f.siteId) === 'infinite'
  const calls = of('untimed-call')
  const infinite = calls.filter(isInfinite).length
  return [
    `- **Missing supervision**: ${where(of('unsupervised-spawn'), 'process', 'processes')} outside of supervision`,
    `- **No monitor cleanup**: ${where(of('unmanaged-watcher'), 'watcher')} without cleanup${shapes(of('unmanaged-watcher'))}`,
    `- **Missing timeouts**: ${where(calls, 'call')} without an explicit timeout (${calls.length - infinite} untimed, ${infinite} infinite)`,
    `- **God processes**: ${where(of('god-process'), 'module')} doing too much (thresholds: ${godThresholds(result)})`,
  ]
}

function where(findings: Finding[], one: string, many?: string): string {
  return `${counted(findings.length, one, many)} in ${counted(new Set(findings.map(f => f.file)).size, 'file')}`
}

function shapes(findings: Finding[]): string {
  const known = tally(findings.map(f => f.shape).filter((shape): shape is Shape => isShape(shape)))
  return known.size === 0 ? '' : ` (${split(known)})`
}

/** `lines 1000, roles 4`, or that there are none. */
export function godThresholds(result: ScanResult): string {
  const thresholds = Object.entries(result.summary.thresholds.godProcess)
  if (thresholds.length === 0) return 'none set'
  return thresholds.map(([name, limit]) => `${code(name)} ${limit}`).join(', ')
}
