/** Verdicts as what a scan returns: sites, findings, coverage. */
import { isBuiltIn, notBuiltIn } from '../../dialects/index.js'
import { type RuleInForce, type RulesInForce, severityOf } from '../config/rules.js'
import { sawDay } from '../files/looks.js'
import { relativePath } from '../files/paths.js'
import type { Coverage, Finding, Kind, RuleName, SiteReport, SuppressedFinding } from '../result.js'
import { memberName, type Node, positionOf, type SourceFile, strip } from '../sites/ast.js'
import type { Candidate, Site } from '../sites/find.js'
import type { FileSites } from './collect.js'
import { type Identities, scopeName, scopePath, shortened, shortText } from './identity.js'
import type { Judged } from './judge.js'
import type { Verdict } from './rule.js'
import { type Aimed, type Directive, directivesOf, judgeDirectives, type Lines } from './suppressions.js'

/** Kinds that break a rule. */
const violations: Partial<Record<Kind, RuleName>> = {
  'raw-send': 'raw-send',
  'test-send': 'raw-send',
  'unmanaged-watcher': 'unmanaged-watcher',
  'untimed-call': 'untimed-call',
  'unsupervised-spawn': 'unsupervised-spawn',
  'god-process': 'god-process',
}

interface Row {
  at: number
  report: SiteReport
  finding?: Finding
}

export class SiteReports {
  readonly sites: SiteReport[] = []
  readonly findings: Finding[] = []
  readonly suppressed: SuppressedFinding[] = []
  readonly #coverage: Map<string, Coverage> = new Map()

  constructor(
    readonly root: string,
    readonly identities: Identities,
    readonly today: string,
  ) {}

  add(f: FileSites, judged: Judged[], rules: RulesInForce, inTest: boolean): void {
    const file = relativePath(this.root, f.file.path)
    const reports: Row[] = []
    const aimed: (Aimed & { finding: Finding })[] = []
    const undecided: Lines[] = []
    const linesOf = (node: Node, { line }: SiteReport): Lines => ({
      from: positionOf(f.file, node.start).line,
      to: line,
    })
    for (const j of judged) {
      const report = this.#site(file, f.file, j, inTest)
      const finding = this.#finding(report, f.file, j, rules, inTest)
      reports.push({ at: j.site?.name.start ?? j.node.start, report, finding })
      if (finding) aimed.push({ rule: finding.rule, ...linesOf(j.node, report), finding })
      if (report.kind === 'undecided') undecided.push(linesOf(j.node, report))
      if (j.site) this.#cover(j.site.row.dialect, j.verdict.kind === 'undecided' ? j.verdict.reason : undefined)
    }
    for (const c of f.undecided) {
      const report = this.#undecided(file, f.file, c, inTest)
      reports.push({ at: c.name.start, report })
      undecided.push(linesOf(c.node, report))
      this.#cover(report.dialect, c.why)
    }
    const ran = Object.keys(rules).filter(name => rules[name as RuleName].state === 'on') as RuleName[]
    const directives = directivesOf(f.file)
    if (directives.some(({ until }) => until !== undefined)) sawDay()
    const { silenced, faulty } = judgeDirectives(directives, aimed, undecided, ran, this.today)
    if (rules.suppression.state === 'on')
      for (const { directive, shape, why } of faulty)
        reports.push(this.#fault(file, f.file, directive, shape, why, rules.suppression, inTest))
    const silent = new Map([...silenced].map(([{ finding }, directive]) => [finding, directive]))
    reports.sort((a, b) => a.at - b.at || (a.report.role < b.report.role ? -1 : 1))
    for (const { report, finding } of reports) {
      this.sites.push(report)
      const by = finding && silent.get(finding)
      if (by) {
        const { line, reason, until, owner } = by
        this.suppressed.push({ ...finding, suppression: { line, reason, until, owner } })
      } else if (finding) this.findings.push(finding)
    }
  }

  /** A directive that is a finding itself. */
  #fault(
    file: string,
    source: SourceFile,
    by: Directive,
    shape: string,
    why: string,
    rule: RuleInForce,
    inTest: boolean,
  ): Row {
    const { line, column } = positionOf(source, by.start)
    const end = positionOf(source, by.end)
    const text = source.text.slice(by.start, by.end)
    const report: SiteReport = {
      id: `${file}:${line}:${column}:suppression`,
      file,
      line,
      column,
      endLine: end.line,
      endColumn: end.column,
      dialect: 'program',
      role: 'comment',
      kind: 'suppression',
      shape,
      callee: shortened(text),
      resolvedBy: 'none',
      reason: why,
      inTest,
    }
    const whole = text.replace(/\s+/g, '')
    const finding: Finding = {
      ...this.identities.of({ rule: 'suppression', scope: '', whole, shape: whole, call: report.callee }, file),
      siteId: report.id,
      rule: 'suppression',
      file,
      line,
      column,
      severity: severityOf('warning', rule, inTest),
      class: 'lower',
      shape,
      message: `${report.callee}: ${why}`,
      advice: 'a suppression names a rule and a reason, and silences something in the next line',
      fix: { verdict: 'review', reason: 'what is meant has to be known' },
    }
    return { at: by.start, report, finding }
  }

  coverage(dialects: readonly string[]): Coverage[] {
    const order = [...dialects, ...this.#coverage.keys()]
    return [...new Set(order)].flatMap(d => this.#coverage.get(d) ?? [])
  }

  #cover(dialect: string, why: string | undefined): void {
    const row = this.#coverage.get(dialect) ?? { dialect, sites: 0, decided: 0, undecided: 0, reasons: {} }
    this.#coverage.set(dialect, row)
    row.sites++
    if (why === undefined) row.decided++
    else {
      row.undecided++
      row.reasons[why] = (row.reasons[why] ?? 0) + 1
    }
  }

  #site(file: string, source: SourceFile, { site, node, unit, verdict }: Judged, inTest: boolean): SiteReport {
    return {
      ...place(file, source, site?.name ?? startOf(node), node, verdict.kind),
      dialect: site?.row.dialect ?? 'program',
      role: site?.row.role ?? 'process',
      symbol: site?.row.sym,
      kind: verdict.kind,
      subKind: verdict.subKind,
      shape: verdict.shape,
      receiver: site?.target && shortText(source, site.target),
      message: site && messageOf(site, source),
      callee: unit ?? calleeOf(source, node),
      resolvedBy: site?.how ?? 'none',
      reason: verdict.reason,
      inTest,
    }
  }

  #undecided(file: string, source: SourceFile, c: Candidate, inTest: boolean): SiteReport {
    return {
      ...place(file, source, c.name, c.node, 'undecided'),
      dialect: c.dialects.length === 1 ? c.dialects[0]! : 'several',
      role: c.role,
      kind: 'undecided',
      receiver: c.target && shortText(source, c.target),
      callee: calleeOf(source, c.node),
      resolvedBy: 'none',
      reason: c.dialects.length === 1 ? c.why : `${c.why} (could be ${c.dialects.join(', ')})`,
      inTest,
    }
  }

  #finding(
    report: SiteReport,
    source: SourceFile,
    { site, node, verdict }: Judged,
    rules: RulesInForce,
    inTest: boolean,
  ): Finding | undefined {
    const rule = violations[verdict.kind]
    if (!rule || rules[rule].state !== 'on') return undefined
    const shape = verdict.shape ?? defaultShape[rule]
    if (isLeft(shape, rules[rule])) return undefined
    return {
      ...(site
        ? this.identities.ofSite(rule, report.file, source, site.node)
        : this.identities.of(ofUnit(rule, report.callee, node), report.file)),
      siteId: report.id,
      rule,
      file: report.file,
      line: report.line,
      column: report.column,
      severity: severityOf(verdict.severity ?? 'warning', rules[rule], inTest),
      class: inTest || shape === 'dynamic-self' ? 'lower' : 'critical',
      shape,
      message: `${report.callee}: ${verdict.reason}`,
      advice: verdict.advice ?? '',
      fix: fixOf(verdict, site),
    }
  }
}

/** As the rule says, where it may: what is known only by its use may be something else. */
function fixOf({ fix = { verdict: 'review' } }: Verdict, site: Site | undefined): Finding['fix'] {
  if (site?.how === 'conduct') return { verdict: 'review', reason: 'the peer is known only by how it is used' }
  return fix.verdict === 'auto' && site && !isBuiltIn(site.row) ? { verdict: 'review', reason: notBuiltIn } : fix
}

/** A class, function or module goes by its name: its text is another one every day. */
function ofUnit(rule: RuleName, call: string, node: Node): Parameters<Identities['of']>[0] {
  return { rule, scope: scopePath(node), whole: call, shape: call, call }
}

const defaultShape: Record<RuleName, string> = {
  'raw-send': 'signal',
  'unmanaged-watcher': 'never-stopped',
  'untimed-call': 'untimed',
  'unsupervised-spawn': 'spawn',
  'god-process': 'god-process',
  suppression: 'unused',
}

/** Whether a configuration leaves the shape out. */
const isLeft = (shape: string, { options }: RuleInForce): boolean =>
  'ignoreShapes' in options && (options.ignoreShapes as readonly string[]).includes(shape)

function place(
  file: string,
  source: SourceFile,
  name: Node,
  node: Node,
  kind: Kind,
): Pick<SiteReport, 'id' | 'file' | 'line' | 'column' | 'endLine' | 'endColumn'> {
  const { line, column } = positionOf(source, name.start)
  const end = positionOf(source, node.end)
  const id = `${file}:${line}:${column}${kind === 'god-process' ? ':process' : ''}`
  return { id, file, line, column, endLine: end.line, endColumn: end.column }
}

/** The name of a class or function, for what has no site. */
const startOf = (node: Node): Node => ('id' in node && node.id ? (node.id as Node) : node)

function calleeOf(source: SourceFile, node: Node): string {
  if (node.type === 'AssignmentExpression') return shortText(source, node.left as Node)
  if (node.type === 'CallExpression') return shortText(source, node.callee)
  if (node.type === 'NewExpression') return `new ${shortText(source, node.callee)}`
  const name = 'id' in node && node.id ? (node.id as Node) : undefined
  return name ? shortText(source, name) : (memberName(strip(node)) ?? scopeName(node) ?? node.type)
}

function messageOf({ node, row }: Site, source: SourceFile): string | undefined {
  if (row.msg === undefined || node.type === 'AssignmentExpression') return undefined
  const arg = node.arguments[row.msg] as Node | undefined
  return arg && shortText(source, arg)
}
