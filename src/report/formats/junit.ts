/** JUnit's XML, as far as Jenkins and GitLab agree on it. */

import { ruleNames } from '../../config/defaults.js'
import type { AbsentFinding, Coverage, Finding, RuleName, ScanResult, SuppressedFinding } from '../../result.js'
import { byPlace, grouped } from '../groups.js'
import { whatWas } from '../known.js'
import { oneLine } from '../markdown.js'
import { inCheckout } from '../places.js'
import { isOpen } from '../rank.js'
import { ruleTexts } from '../rules.js'
import { atLeast, type View } from '../view.js'
import { counted } from '../words.js'
import { Unique } from './unique.js'

type Outcome = 'failure' | 'error' | 'skipped'

interface Case {
  name: string
  className: string
  /** None: it passed. */
  outcome?: { as: Outcome; type: string; message: string; text: string }
}

interface Suite {
  name: string
  cases: Case[]
}

/** A suite a rule: a case a finding, or one that passed; then files that were skipped, and what is undecided. */
export function junit(result: ScanResult, view: View): string {
  const suites = [...ruleSuites(result, view), ...skippedSuite(result, view), ...undecidedSuite(result)]
  const all = suites.flatMap(suite => suite.cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'otp-audit', ...counts(all, ['tests', 'failures', 'errors']) })}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite${attributes({ name, ...counts(cases, ['tests', 'failures', 'errors', 'skipped']) })}>`,
      ...cases.map(written),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n')
}

function ruleSuites(result: ScanResult, view: View): Suite[] {
  const names = new Unique()
  const byRule = grouped([...result.findings, ...result.suppressed].sort(byPlace), f => f.rule)
  const gone = grouped(result.absent ?? [], f => f.rule)
  const ran = ruleNames.filter(rule => byRule.has(rule) || result.summary.rules.includes(rule))
  return ran.map(rule => {
    const cases = [
      ...(byRule.get(rule) ?? []).map(finding => caseOf(finding, names, view)),
      ...(gone.get(rule) ?? []).map(entry => fixedCase(entry, names, view)),
    ]
    const passed: Case = { name: ruleTexts[rule].title, className: rule }
    return { name: rule, cases: cases.length > 0 ? cases : [passed] }
  })
}

/** Free of lines, so that a moved finding is the same case. */
function caseOf(finding: Finding | SuppressedFinding, names: Unique, view: View): Case {
  const { id, rule, severity, message, advice, line, column } = finding
  const file = inCheckout(finding.file, view)
  const what = message.split(':', 1)[0]!
  const known = knownBecause(finding, view)
  const text = [`${file}:${line}:${column}`, `${severity} ${rule}: ${message}`, advice, known]
  return {
    name: names.of(oneLine(`${file} ${what} ${id}`)),
    className: classNameOf(rule, file),
    outcome: {
      as: known === undefined ? ('failure' as const) : ('skipped' as const),
      type: `${severity}`,
      message: oneLine(known ?? message),
      text: text
        .filter(Boolean)
        .map(part => oneLine(part!))
        .join('\n'),
    },
  }
}

/** What is fixed has passed. */
function fixedCase(entry: AbsentFinding, names: Unique, view: View): Case {
  const file = inCheckout(entry.file, view)
  return { name: names.of(oneLine(`${file} fixed ${whatWas(entry)}`)), className: classNameOf(entry.rule, file) }
}

const classNameOf = (rule: RuleName, file: string): string => oneLine(`${rule}.${file.replace(/\.[^./]+$/, '')}`)

/** Why a finding fails nothing. */
function knownBecause(finding: Finding | SuppressedFinding, { failOn }: View): string | undefined {
  if ('suppression' in finding) return `suppressed: ${finding.suppression.reason}`
  if (!isOpen(finding)) return 'known in the baseline'
  return atLeast(finding.severity, failOn) ? undefined : `${finding.severity}: below --fail-on ${failOn}`
}

function skippedSuite({ skipped }: ScanResult, view: View): Suite[] {
  if (skipped.length === 0) return []
  const names = new Unique()
  const cases = skipped.map(({ file, reason }) => {
    const path = inCheckout(file, view)
    const outcome = {
      as: 'error' as const,
      type: 'skipped-file',
      message: oneLine(reason),
      text: oneLine(`${path}: ${reason}`),
    }
    return { name: names.of(oneLine(path)), className: 'skipped-files', outcome }
  })
  return [{ name: 'skipped-files', cases }]
}

function undecidedSuite({ coverage }: ScanResult): Suite[] {
  const cases = coverage
    .filter(c => c.undecided > 0)
    .map(({ dialect, sites, undecided, reasons }: Coverage): Case => {
      const text = Object.entries(reasons).map(([reason, count]) => oneLine(`${count}: ${reason}`))
      const message = `${undecided} of ${counted(sites, 'site')} undecided`
      return {
        name: oneLine(dialect),
        className: 'undecided-sites',
        outcome: { as: 'skipped', type: 'undecided', message, text: text.join('\n') },
      }
    })
  return cases.length > 0 ? [{ name: 'undecided-sites', cases }] : []
}

function counts(cases: readonly Case[], names: readonly string[]): Record<string, number> {
  const count = (as: Outcome) => cases.filter(c => c.outcome?.as === as).length
  const all: Record<string, number> = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  }
  return Object.fromEntries(names.map(name => [name, all[name]!]))
}

function written({ name, className, outcome }: Case): string {
  const start = `    <testcase${attributes({ name, classname: className })}`
  if (!outcome) return `${start}/>`
  const { as, type, message, text } = outcome
  return `${start}>\n      <${as}${attributes({ type, message })}>${escaped(text)}</${as}>\n    </testcase>`
}

const attributes = (of: Record<string, string | number>): string =>
  Object.entries(of)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters are shown already; these two have no place in XML either. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, c => entities[c]!)
