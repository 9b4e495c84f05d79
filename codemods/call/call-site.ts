/** A library's call taken apart: what is called, under which name, and what its dialect says of it. */
import { notBuiltIn } from '../../dialects/index.js'
import type { Fix } from '../../src/migrate/fix.js'
import type { Finding, SiteReport } from '../../src/result.js'
import type { Row } from '../../src/sites/dialect.js'
import type { Task } from '../codemod.js'
import { rowOf } from '../send/parts.js'
import { callAt, j, nodeOf, type Path, type Syntax, type Tree, unwrapped } from '../tree.js'

export interface CallSite {
  readonly site: SiteReport
  readonly path: Path
  readonly call: Syntax
  readonly callee: Syntax
  /** As the library calls it. */
  readonly name: string
  readonly row: Row
}

/** The call of a finding, or why it can't be had. */
export function callSiteOf(finding: Finding, task: Task): CallSite | string {
  const site = task.sites.find(s => s.id === finding.siteId)
  const path = site && callAt(task.tree, site)
  return site && path ? callSiteOfPath(site, path, task) : 'the call was not found in the file'
}

export function callSiteOfPath(site: SiteReport, path: Path, task: Task): CallSite | string {
  const call = nodeOf(path)
  const callee = unwrapped(call.callee as Syntax)
  const name = nameOf(callee, task.tree)
  const row = rowOf(site, name)
  if (name === undefined) return 'the function is not named at the call'
  if (!row) return notBuiltIn
  return { site, path, call, callee, name, row }
}

function nameOf(callee: Syntax, tree: Tree): string | undefined {
  const property = callee.property as Syntax | undefined
  if (property) return (property.name ?? property.value) as string | undefined
  const name = callee.name as string | undefined
  return name === undefined ? undefined : (importedName(name, tree) ?? name)
}

/** `once` for `waitOnce` in `import { once as waitOnce }`. */
function importedName(local: string, { root }: Tree): string | undefined {
  let found: string | undefined
  root.find(j.ImportSpecifier).forEach(p => {
    const { imported, local: own } = nodeOf(p) as Syntax & { imported: Syntax; local?: Syntax }
    if ((own ?? imported).name === local) found = (imported.name ?? imported.value) as string
  })
  return found
}

/** What every fix of a call has in common. Whether a time is long enough is not in the code: none is safe. */
export const placed = (
  codemod: string,
  { id }: Finding,
  { dialect, line, column }: SiteReport,
  { file }: Task,
): Pick<Fix, 'id' | 'findings' | 'rule' | 'codemod' | 'dialect' | 'file' | 'line' | 'column' | 'safety'> => ({
  id,
  findings: [id],
  rule: 'untimed-call',
  codemod,
  dialect,
  file,
  line,
  column,
  safety: 'review',
})
