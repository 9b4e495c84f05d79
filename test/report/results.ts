import { reported } from '../../src/config/defaults.js'
import type {
  AbsentFinding,
  BaselineSummary,
  Finding,
  Kind,
  RuleName,
  ScanResult,
  SiteReport,
  Summary,
} from '../../src/result.js'

/** Makers of results that look like a scan's, so that reports can be tested without one. */

const ruleOf: Partial<Record<Kind, RuleName>> = {
  'raw-send': 'raw-send',
  'test-send': 'raw-send',
  'unmanaged-watcher': 'unmanaged-watcher',
  'untimed-call': 'untimed-call',
  'unsupervised-spawn': 'unsupervised-spawn',
  'god-process': 'god-process',
}

const roleOf: Partial<Record<Kind, string>> = {
  'unmanaged-watcher': 'watch',
  'managed-watcher': 'watch',
  'untimed-call': 'call',
  'timed-call': 'call',
  'unsupervised-spawn': 'spawn',
  'supervised-spawn': 'spawn',
}

export function site(file: string, line: number, kind: Kind, more: Partial<SiteReport> = {}): SiteReport {
  return {
    id: `${file}:${line}:3`,
    file,
    line,
    column: 3,
    endLine: line,
    endColumn: 30,
    dialect: 'node:worker_threads',
    role: roleOf[kind] ?? 'send',
    kind,
    receiver: 'worker',
    callee: 'worker.postMessage',
    resolvedBy: 'import',
    reason: 'nothing confirms that the message arrives',
    inTest: false,
    ...more,
  }
}

export function finding(of: SiteReport, more: Partial<Finding> = {}): Finding {
  const rule = ruleOf[of.kind] ?? 'raw-send'
  const test = of.inTest || of.kind === 'test-send'
  return {
    id: `${rule}-${of.file}-${of.line}`,
    identity: {
      scope: 'run',
      call: `${of.callee}(${of.message ?? ''})`,
      key: '0123456789ab',
      text: '01234567',
      ordinal: 1,
    },
    siteId: of.id,
    rule,
    file: of.file,
    line: of.line,
    column: of.column,
    severity: test ? 'info' : 'warning',
    class: test ? 'lower' : 'critical',
    shape: of.shape ?? 'signal',
    message: 'nothing confirms that the message arrives',
    advice: 'send with postSupervised or sendSupervised, so that a lost message is logged or becomes a dead letter',
    fix: { verdict: 'auto' },
    ...more,
  }
}

/** An entry of a baseline whose finding is gone. */
export function absent(file: string, more: Partial<AbsentFinding['identity']> = {}): AbsentFinding {
  const identity = { scope: 'run', call: 'worker.postMessage(1)', key: 'ba9876543210', text: '76543210', ordinal: 1 }
  return { rule: 'raw-send', file, identity: { ...identity, ...more }, baselineState: 'absent' }
}

/** As a scan counts against a baseline whose entries are all judged. */
export function against(findings: readonly Finding[], absent: readonly AbsentFinding[] = []): BaselineSummary {
  const count = (state: Finding['baselineState']) => findings.filter(f => (f.baselineState ?? 'new') === state).length
  const [fresh, unchanged, updated] = [count('new'), count('unchanged'), count('updated')]
  return {
    file: 'otp-audit.baseline',
    entries: unchanged + updated + absent.length,
    new: fresh,
    unchanged,
    updated,
    absent: absent.length,
    suppressed: 0,
    notJudged: 0,
  }
}

/** A whole result; findings default to one for each site of a violating kind, and the sums to what they come to. */
export function result(
  sites: SiteReport[],
  more: Partial<Pick<ScanResult, 'findings' | 'suppressed' | 'absent' | 'skipped'>> & {
    summary?: Partial<Summary>
  } = {},
): ScanResult {
  const findings = more.findings ?? sites.filter(s => ruleOf[s.kind]).map(s => finding(s))
  const kinds: Partial<Record<Kind, number>> = {}
  for (const s of sites) kinds[s.kind] = (kinds[s.kind] ?? 0) + 1
  const severity = { error: 0, warning: 0, info: 0 }
  for (const f of findings) severity[f.severity]++
  return {
    schemaVersion: 1,
    tool: { name: 'otp-audit', version: '0.1.0' },
    summary: {
      preset: 'recommended',
      roots: ['.'],
      filesFound: 40,
      filesParsed: 20,
      sites: sites.length,
      findings: findings.length,
      filesWithFindings: new Set(findings.map(f => f.file)).size,
      severity,
      kinds,
      rules: [...reported[more.summary?.preset ?? 'recommended']],
      testFiles: ['**/telemetry-handlers.ts', '**/telemetry/**'],
      thresholds: { godProcess: { lines: 1000, roles: 4 } },
      types: { backend: 'native', asked: 12, answered: 11 },
      durationMs: 321,
      notices: [],
      ...more.summary,
    },
    sites,
    findings,
    suppressed: more.suppressed ?? [],
    ...(more.absent && { absent: more.absent }),
    skipped: more.skipped ?? [],
    coverage: [...new Set(sites.map(s => s.dialect))].sort().map(dialect => {
      const here = sites.filter(s => s.dialect === dialect)
      const open = here.filter(s => s.kind === 'undecided')
      const reasons: Record<string, number> = {}
      for (const s of open) reasons[s.reason] = (reasons[s.reason] ?? 0) + 1
      return { dialect, sites: here.length, decided: here.length - open.length, undecided: open.length, reasons }
    }),
  }
}

/** What the reference program's table says: 22 sends to others, 12 self-sends, and the other violations. */
export function foundation(): ScanResult {
  const sends: [file: string, shapes: string[], selfSends: number, test?: boolean][] = [
    ['jido-system/agents/coordinator-agent.ts', ['agent'], 4],
    ['jido-foundation/signal-router.ts', ['signal'], 0],
    ['mabeam/coordination-patterns.ts', ['broadcast', 'broadcast'], 0],
    ['jido-foundation/coordination-manager.ts', ['fallback', 'fallback'], 0],
    ['jido-foundation/scheduler-manager.ts', ['scheduled'], 2],
    ['jido-system/processes/workflow-process.ts', [], 3],
    ['foundation/telemetry-handlers.ts', [...Array<string>(5).fill('dynamic-self'), 'signal'], 0, true],
    ['foundation/telemetry/load-test.ts', ['signal'], 0, true],
    ['foundation/telemetry/load-test/collector.ts', ['reply-to-requester', 'signal', 'signal'], 0, true],
    ['foundation/telemetry/load-test/worker.ts', ['reply-to-parent'], 2, true],
    ['foundation/services/connection-manager.ts', ['reply-to-parent'], 0],
    ['jido-foundation/system-command-manager.ts', ['reply-to-parent'], 0],
    ['mabeam/agent-infrastructure.ts', ['signal'], 0],
    ['jido-system/sensors/agent-performance-sensor.ts', ['ping'], 0],
    ['jido-foundation/agent-monitor.ts', [], 1],
  ]
  const src = (path: string) => `src/${path}`
  return result([
    ...sends.flatMap(([path, shapes, selfSends, inTest = false]) => [
      ...shapes.map((shape, at) => site(src(path), 10 + at, inTest ? 'test-send' : 'raw-send', { shape, inTest })),
      ...Array.from({ length: selfSends }, (_, at) => site(src(path), 50 + at, 'self-send', { inTest })),
    ]),
    site(src('jido-foundation/system-command-manager.ts'), 70, 'unmanaged-watcher', { shape: 'never-stopped' }),
    site(src('jido-foundation/scheduler-manager.ts'), 70, 'unmanaged-watcher', { shape: 'never-stopped' }),
    site(src('mabeam/agent-infrastructure.ts'), 70, 'unmanaged-watcher', { shape: 'partial' }),
    site(src('jido-foundation/bridge/coordination-manager.ts'), 70, 'unmanaged-watcher', { shape: 'never-stopped' }),
    ...Array.from({ length: 27 }, (_, at) => site(src('main.ts'), 1 + at, 'managed-watcher')),
    site(src('agent-pool.ts'), 80, 'untimed-call', { shape: 'hand-made' }),
    site(src('agent-pool.ts'), 81, 'untimed-call', { subKind: 'infinite', dialect: 'xstate' }),
    site(src('agent-pool.ts'), 90, 'timed-call'),
    site(src('foundation/telemetry/load-test/worker.ts'), 90, 'unsupervised-spawn', { inTest: true }),
  ])
}
