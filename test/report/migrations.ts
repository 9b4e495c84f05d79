/** Makers of migrations that look like planned ones, so that their report can be tested without code. */
import type { Deployment, Deployments } from '../../src/migrate/deployment.js'
import type { Fix } from '../../src/migrate/fix.js'
import type { ManualRow, Migration, Proofs } from '../../src/migrate/migration.js'
import type { Fate } from '../../src/report/migration/account.js'
import type { Finding, Kind, SiteReport } from '../../src/result.js'
import { finding, result, site } from './results.js'

export interface Planned {
  site: SiteReport
  /** Of violating sites only. */
  fate?: Fate
  reason?: string
}

const proven = ({ findings }: Fix): Proofs => ({
  parses: true,
  types: 'no diagnostic added',
  secondScan: findings.length > 0 ? 'gone, nothing new' : 'nothing new',
  secondMigration: 'empty',
})

const violating = new Set<Kind>(['raw-send', 'test-send', 'unmanaged-watcher', 'untimed-call', 'unsupervised-spawn'])
const mended: Partial<Record<Kind, Kind>> = {
  'unmanaged-watcher': 'managed-watcher',
  'untimed-call': 'timed-call',
  'raw-send': 'supervised-send',
}
const codemods: Partial<Record<Kind, string>> = {
  'raw-send': 'raw-send',
  'untimed-call': 'untimed-call',
  'unmanaged-watcher': 'lifecycle-monitor',
}

export const fix = (findings: readonly Finding[], more: Partial<Fix> = {}): Fix => ({
  id: findings[0]?.id ?? 'step',
  findings: findings.map(f => f.id),
  rule: findings[0]?.rule ?? 'raw-send',
  codemod: 'raw-send',
  dialect: 'node:worker_threads',
  file: findings[0]?.file ?? 'a.ts',
  line: findings[0]?.line ?? 1,
  column: findings[0]?.column ?? 1,
  safety: 'safe',
  difference: 'it is written a moment after the call',
  edits: [],
  imports: [],
  ...more,
})

/** Each fixed finding by a fix of its own; `steps` beside them. */
export function migration(planned: readonly Planned[], steps: readonly Fix[] = []): Migration {
  const findings = new Map(planned.filter(p => violating.has(p.site.kind)).map(p => [p.site.id, finding(p.site)]))
  const before = result(
    planned.map(p => p.site),
    { findings: [...findings.values()] },
  )
  const after = result(
    planned.map(({ site, fate }) => (fate === 'fixed' ? { ...site, kind: mended[site.kind] ?? site.kind } : site)),
    { findings: planned.filter(p => p.fate !== 'fixed').flatMap(p => findings.get(p.site.id) ?? []) },
  )
  const fixes = planned
    .filter(p => p.fate === 'fixed')
    .map(p => fix([findings.get(p.site.id)!], { codemod: codemods[p.site.kind] ?? 'other', dialect: p.site.dialect }))
  const all = [...fixes, ...steps]
  const manual: ManualRow[] = planned
    .filter(p => p.fate === 'manual' || p.fate === 'skipped')
    .map(p => ({
      finding: findings.get(p.site.id)!,
      dialect: p.site.dialect,
      reason: p.reason ?? (p.fate === 'skipped' ? 'test code' : 'its value is used'),
    }))
  return {
    root: '/nowhere',
    safety: 'safe',
    files: [...new Set(all.map(f => f.file))].sort().map(file => ({
      file,
      path: `/nowhere/${file}`,
      raw: '',
      before: '',
      after: '',
      fixes: all.filter(f => f.file === file),
      edits: [],
    })),
    proofs: new Map(all.map(f => [f.id, proven(f)])),
    manual,
    before,
    after,
    notices: [],
  }
}

export const nowhere: Deployment = { importing: 0, names: [], packages: [] }
export const deployed: Deployment = {
  importing: 2,
  names: ['sendSupervised'],
  packages: [{ file: 'package.json', importing: 2, field: 'dependencies', version: '^0.1.0' }],
}
export const deployments = (after: Deployment = deployed, before: Deployment = nowhere): Deployments => ({
  before,
  after,
})

export const sent = (file: string, line: number, more: Partial<SiteReport> = {}): SiteReport =>
  site(file, line, 'raw-send', more)
