/** One site: what was decided, on what that rests, by what it was recognised, and what a migration would do. */
import type { Judged } from '../audit/judge.js'
import type { Inside, Parsed } from '../audit/view.js'
import type { Kind, ScanResult, SiteReport } from '../result.js'
import { type Node, type SourceFile, strip } from '../sites/ast.js'
import type { Evidence } from '../sites/evidence.js'
import type { Candidate, Site } from '../sites/find.js'
import { keyOf } from '../sites/target.js'
import type { ExplainedSite, Migrated, Outcome, Spot } from './explanation.js'
import { ruleOfKind } from './kinds.js'
import { explainedRow } from './row.js'
import type { SpotOf } from './spots.js'
import { trailOf } from './trail.js'

export interface Found {
  report: SiteReport
  judged?: Judged
  candidate?: Candidate
  node?: Node
}

export interface Context {
  inside: Inside
  result: ScanResult
  parsed: Parsed
  source: SourceFile
  spot: SpotOf
  file: string
}

const breaks: ReadonlySet<Kind> = new Set<Kind>([
  'raw-send',
  'test-send',
  'unmanaged-watcher',
  'untimed-call',
  'unsupervised-spawn',
  'god-process',
  'suppression',
])

export async function explainedSite(found: Found, cx: Context): Promise<ExplainedSite> {
  const { report, judged, candidate } = found
  const { result, spot } = cx
  const rule = ruleOfKind(report.kind)
  const isOf = (f: { siteId: string; rule: string }): boolean => f.siteId === report.id && f.rule === rule
  const suppressed = result.suppressed.find(isOf)
  const finding = result.findings.find(isOf) ?? suppressed
  const site = judged?.site
  return {
    outcome: outcomeOf(report.kind, finding !== undefined, suppressed !== undefined),
    site: report,
    rule,
    leftOutBy: finding === undefined && breaks.has(report.kind) ? leftOutBy(report.kind, cx) : undefined,
    severity: finding?.severity,
    message: finding?.message,
    advice: finding?.advice || undefined,
    evidence: told(judged?.verdict.evidence ?? []).map(e => spot(e.what, e.node, e.file)),
    recognised: recognised(found, cx),
    row: site && explainedRow(site.row),
    suppression: suppressed?.suppression,
    migrate: await migrated(report, finding?.id, suppressed !== undefined, candidate !== undefined, cx),
  }
}

/** Each place once, by what says most of it, which stands first. */
const told = (evidence: readonly Evidence[]): readonly Evidence[] =>
  evidence.filter((e, i) => evidence.findIndex(({ node }) => node === e.node) === i)

/** A rule that the preset has reports all but what the configuration takes from it. */
function leftOutBy(kind: Kind, { inside, parsed }: Context): 'preset' | 'configuration' {
  const rule = ruleOfKind(kind)
  const path = parsed.files[0]?.file.path
  const isOn = rule !== undefined && path !== undefined && inside.settings.rulesOf(path)[rule].state === 'on'
  return isOn ? 'configuration' : 'preset'
}

function outcomeOf(kind: Kind, isFinding: boolean, isSuppressed: boolean): Outcome {
  if (kind === 'undecided') return 'undecided'
  if (isSuppressed) return 'suppressed'
  if (isFinding) return 'reported'
  return breaks.has(kind) ? 'not-run' : 'silent'
}

function recognised({ report, judged, candidate }: Found, cx: Context): ExplainedSite['recognised'] {
  const { spot, parsed, source } = cx
  const site = judged?.site
  if (candidate) {
    const through = trailOf(candidate.target ?? candidate.name, source, parsed.inf, spot)
    return { by: 'none', what: `not recognised: ${candidate.why}`, through }
  }
  if (!site) return { by: report.resolvedBy, what: wholeWords[report.kind] ?? 'by the shape of the code', through: [] }
  const through = trailOf(startOfTrail(site), site.file, parsed.inf, spot)
  return { by: site.how, what: recognisedWords(site), through: [...through, ...conduct(site, cx)] }
}

const wholeWords: Partial<Record<Kind, string>> = {
  'god-process': 'by its duties, counted on the tree',
  suppression: 'by its mark, `otp-audit-ignore`',
}

/** The receiver, or what is called where that has none. */
function startOfTrail({ node, target }: Site): Node {
  if (node.type === 'AssignmentExpression') return node.left as Node
  const callee = strip(node.callee)
  return callee.type === 'MemberExpression' ? callee.object : (target ?? callee).type === 'Identifier' ? callee : callee
}

function recognisedWords({ how, row, type }: Site): string {
  const what = `\`${row.sym}\` of ${row.dialect}`
  const of = type === undefined ? '' : `; its peer is a \`${type}\``
  switch (how) {
    case 'import':
      return `${what}, from what the file declares and imports${of}`
    case 'annotation':
      return `${what}, from the base class of \`this\`${of}`
    case 'types':
      return `${what}, by the type checker${of}`
    case 'conduct':
      return `${what}, by how it is used: it is posted messages and listened to for messages, as only a worker or a port is`
  }
}

/** What the same object is used for, where that alone tells what it is. */
function conduct(site: Site, { parsed, spot }: Context): Spot[] {
  const { target, file } = site
  if (site.how !== 'conduct' || !target) return []
  const key = keyOf(target, file)
  const others = parsed.files.flatMap(f => f.sites).filter(s => s.file === file && s.how === 'conduct' && s !== site)
  return others.filter(s => s.target && keyOf(s.target, file) === key).map(s => spot('the same object', s.node, file))
}

/** What codemods say of it; nothing is proven here, as a proof takes the whole project. */
async function migrated(
  { kind, reason }: SiteReport,
  finding: string | undefined,
  isSuppressed: boolean,
  isCandidate: boolean,
  cx: Context,
): Promise<Migrated> {
  const { result, inside, file } = cx

  if (isCandidate || kind === 'undecided') return { does: 'none', reason: 'what is undecided is left alone' }
  if (isSuppressed) return { does: 'none', reason: 'a comment silences it' }
  if (finding === undefined) {
    if (kind === 'self-send')
      return { does: 'none', reason: 'a send to oneself stays; --comment-self-sends says so over it' }
    return breaks.has(kind)
      ? { does: 'none', reason: `the ${leftOutBy(kind, cx)} does not report it` }
      : { does: 'none', reason: `it is in order: ${reason}` }
  }
  // jscodeshift is most of a second's work
  const { drafted } = await import('../migrate/plan.js')
  const one = { ...result, findings: result.findings.filter(f => f.file === file) }
  const { drafts, kept } = drafted(one, inside.root, { safety: 'all', settings: {} })
  const fix = drafts.flatMap(d => d.fixes).find(f => f.findings.includes(finding))
  if (fix) {
    const why = fix.reason === undefined ? '' : `; to be read first: ${fix.reason}`
    return { does: 'fix', codemod: fix.codemod, safety: fix.safety, reason: `${fix.difference}${why}` }
  }
  return { does: 'none', reason: kept.find(k => k.finding === finding)?.reason ?? 'no codemod does this' }
}
