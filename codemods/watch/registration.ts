/** A watcher taken apart: whom it watches, for what, and who is told. */
import { dialects, notBuiltIn } from '../../dialects/index.js'
import type { Finding, SiteReport } from '../../src/result.js'
import type { Row } from '../../src/sites/dialect.js'
import type { Task } from '../codemod.js'
import { placeOf } from '../send/place.js'
import { callAt, nodeOf, type Path, type Syntax, unwrapped } from '../tree.js'

export interface Registration {
  readonly finding: Finding
  readonly site: SiteReport
  readonly row: Row
  readonly path: Path
  readonly call: Syntax
  /** `on`, `once`, `addEventListener`, `subscribe` … */
  readonly member: string
  /** Whom it watches; of a chain of calls, what the chain begins with. */
  readonly target: Syntax
  readonly event?: Syntax
  readonly eventName?: string
  readonly listener: Syntax
  readonly options?: Syntax
  /** The whole chain of calls; the call itself where there is none. */
  readonly whole: Path
  /** `peer?.on(…)` */
  readonly optional: boolean
}

const registers = /^(on|once|addListener|prependListener|prependOnceListener|off|removeListener|setMaxListeners)$/

/** The parts, or why they can't be had. */
export function registrationOf(finding: Finding, task: Task): Registration | string {
  const site = task.sites.find(s => s.id === finding.siteId)
  const path = site && callAt(task.tree, site)
  if (!site || !path) return 'it is no call that is found in the file'
  const call = nodeOf(path)
  const args = call.arguments as Syntax[]
  if (args.some(a => a.type === 'SpreadElement')) return 'its arguments are spread'
  const callee = unwrapped(call.callee as Syntax)
  if (!/MemberExpression$/.test(callee.type) || callee.computed === true) return 'its target is not written at the call'
  const member = (callee.property as Syntax).name as string
  const at = rowsOf(site, member)
  const eventNode = args[at[0]?.event ?? -1]
  const eventName = eventNode?.type === 'StringLiteral' ? (eventNode.value as string) : undefined
  const row = at.find(r => !r.events || (eventName !== undefined && r.events.includes(eventName))) ?? at[0]
  if (!row) return notBuiltIn
  if (row.target !== 'this') return 'what its arguments are is not known'
  const listener = args[row.listener ?? 1]
  if (!listener) return 'it has no listener'
  const optional = callee.optional === true
  if (call.optional === true || (/^Optional/.test(call.type) && !optional))
    return 'it is a part of a longer optional chain'
  let target = callee.object as Syntax
  while (/CallExpression$/.test(target.type) && isLink(target))
    target = unwrapped(target.callee as Syntax).object as Syntax
  return {
    finding,
    site,
    row,
    path,
    call,
    member,
    target,
    event: row.event === undefined ? undefined : eventNode,
    eventName: row.fixedEvent ?? eventName,
    listener,
    options: row.options === undefined ? undefined : args[row.options],
    whole: wholeOf(path),
    optional,
  }
}

/** The dialect's rows for a watcher of this name: those of its receiver's type, where that is known. */
export function rowsOf(site: SiteReport, name: string): readonly Row[] {
  const rows = (dialects.find(d => d.name === site.dialect)?.rows ?? []).filter(
    r => r.role === 'watch' && !r.slot && r.sym.endsWith(`#${name}`),
  )
  const own = rows.filter(r => r.sym === site.symbol)
  return own.length > 0 ? own : rows
}

const isLink = (call: Syntax): boolean => {
  const callee = unwrapped(call.callee as Syntax)
  return /MemberExpression$/.test(callee.type) && registers.test(((callee.property as Syntax).name as string) ?? '')
}

/** Outward while the result is registered on again. */
function wholeOf(path: Path): Path {
  let at = path
  for (;;) {
    const member = at.parent as Path | null
    const call = member?.parent as Path | null
    if (!member || !call || !/MemberExpression$/.test(nodeOf(member).type)) return at
    if (nodeOf(member).object !== nodeOf(at) || nodeOf(call).callee !== nodeOf(member) || !isLink(nodeOf(call)))
      return at
    at = call
  }
}

export const inChain = ({ whole, path, call, target }: Registration): boolean =>
  whole !== path || (unwrapped(call.callee as Syntax).object as Syntax) !== target

/** The statement that the whole is, among others, so that more can be put before and behind it. */
export function statementOf({ whole }: Registration, declared = false): Syntax | undefined {
  const place = placeOf(whole)
  if (place?.kind === 'statement') return place.listed ? place.statement : undefined
  // `const subscription = …`
  return declared && handleName(whole) !== undefined ? nodeOf((whole.parent as Path).parent as Path) : undefined
}

/** What a declaration of nothing else calls the result. */
export function handleName(whole: Path): string | undefined {
  const { parent } = whole as { parent: Path }
  const declaration = parent.parent as Path | null
  if (nodeOf(parent).type !== 'VariableDeclarator' || !declaration) return undefined
  const { id } = nodeOf(parent) as Syntax & { id: Syntax }
  const isListed = /^(BlockStatement|Program)$/.test(nodeOf(declaration.parent as Path).type)
  const isOnly = (nodeOf(declaration).declarations as Syntax[] | undefined)?.length === 1
  return isListed && isOnly && id.type === 'Identifier' ? (id.name as string) : undefined
}
