/**
 * A bound for a wait that has none, in the library's own way.
 *
 * 1. `once(peer, event)`, `pool.run(task)` → `…, { signal: AbortSignal.timeout(ms) }`.
 * 2. `waitFor(actor, predicate)` → `…, { timeout: ms }`.
 * 3. `socket.emitWithAck(event)` → `socket.timeout(ms).emitWithAck(event)`.
 * 4. `postMessageToThread(id, m)` → `…, ms)`.
 * 5. `ms` is `TimeoutConfig.getTimeout(key)`, where it can be changed for all in one place, or on request the number.
 *
 * Safety. Receiver, arguments and result stay; the call settles as before if it settles in time, and rejects otherwise,
 * which is the intention. Whether any time is long enough is not in the code: every such fix is for review. An options
 * object that is there gets the bound only if it is a literal without one. `emit` with a callback stays, since
 * `.timeout()` gives its callback an error first; so does whatever says `Infinity`.
 */
import type { Fix, ImportNeed } from '../src/migrate/fix.js'
import type { Finding, SiteReport } from '../src/result.js'
import type { Bound, Row } from '../src/sites/dialect.js'
import { type Alone, alone } from './alone.js'
import { type Codemod, oneByOne, runtime, type Task } from './codemod.js'
import { rowOf } from './send/parts.js'
import { callAt, j, nameNode, nodeOf, type Printable, printed, type Syntax, unwrapped } from './tree.js'

export const untimedCall: Codemod = {
  name: 'untimed-call',
  rule: 'untimed-call',
  takes: ({ fix }) => fix.verdict === 'auto' || fix.reason === 'it already has options',
  fixes: task => oneByOne(task, fixOf),
}

const transform: Alone = alone(untimedCall)
export default transform

/** The default of the runtime's TimeoutConfig. */
const literal = 5000

function fixOf(finding: Finding, task: Task): Fix | string {
  const site = task.sites.find(s => s.id === finding.siteId)
  const path = site && callAt(task.tree, site)
  if (!site || !path) return 'the call was not found in the file'
  const call = nodeOf(path)
  const callee = unwrapped(call.callee as Syntax)
  const name = ((callee.property as Syntax | undefined) ?? callee).name as string | undefined
  const row = rowOf(site, name)
  if (!row?.timeout || name === undefined) return 'how the library bounds it is not known'
  if ((call.arguments as Syntax[]).some(a => a.type === 'SpreadElement')) return 'its arguments are spread'
  const need = task.settings.literalTimeouts === true ? undefined : task.names.need(runtime, 'TimeoutConfig')
  const ms = timeout(need, keyOf(name, call, row))
  const edit = bounded(call, callee, name, row.timeout, ms, task)
  if (typeof edit === 'string') return edit
  return {
    ...placed(finding, site, task),
    reason: 'a wait that takes longer than the timeout fails now: the value has to be chosen',
    difference: `rejects after its timeout (${literal} ms unless configured) instead of waiting for ever`,
    edits: [{ file: task.file, ...edit }],
    imports: need ? [need] : [],
    primitive: [],
  }
}

const placed = (
  finding: Finding,
  site: SiteReport,
  { file }: Task,
): Pick<Fix, 'id' | 'findings' | 'rule' | 'codemod' | 'dialect' | 'file' | 'line' | 'column' | 'safety'> => ({
  id: finding.id,
  findings: [finding.id],
  rule: 'untimed-call',
  codemod: 'untimed-call',
  dialect: site.dialect,
  file,
  line: site.line,
  column: site.column,
  safety: 'review',
})

/** `once`, with the event if it is written out: `once:message`. */
function keyOf(name: string, call: Syntax, row: Row): string[] {
  const at = row.event ?? row.topic
  const event = at === undefined ? undefined : (call.arguments as Syntax[])[at]
  return event?.type === 'StringLiteral' ? [name, event.value as string] : [name]
}

/** The config may say `'infinity'`, which as a number is NaN: refused by timers and signals, and never taken for one. */
function timeout(need: ImportNeed | undefined, key: string[]): Printable {
  if (!need) return j.numericLiteral(literal)
  const parts = key.map(k => j.stringLiteral(k))
  const member = j.memberExpression(nameNode(need.local), j.identifier('getTimeout'))
  const get = j.callExpression(member, [parts.length === 1 ? parts[0]! : j.arrayExpression(parts)])
  return j.callExpression(j.identifier('Number'), [get])
}

type Text = { start: number; end: number; text: string }

function bounded(call: Syntax, callee: Syntax, name: string, bound: Bound, ms: Printable, task: Task): Text | string {
  const print = (node: Printable): string => printed(node, [], task.style.quote)
  if (bound.chain !== undefined) {
    if (!/WithAck$/.test(name)) return `\`.${bound.chain}()\` gives its callback an error first`
    const at = (callee.object as Syntax).end
    return { start: at, end: at, text: `.${bound.chain}(${print(ms)})` }
  }
  if (bound.arg !== undefined)
    return bound.arg === -1 ? appended(call, print(ms), task) : 'its timeout is not its last argument'
  const [at, option] = ([bound.path ?? []].flat()[0] ?? '').split('.') as [string, string | undefined]
  if (option === undefined) return 'how the library bounds it is not known'
  const value =
    option === 'signal'
      ? j.callExpression(j.memberExpression(j.identifier('AbortSignal'), j.identifier('timeout')), [ms as never])
      : ms
  const property = j.objectProperty(j.identifier(option), value as never)
  const args = call.arguments as Syntax[]
  if (args.length === Number(at)) return appended(call, print(j.objectExpression([property])), task)
  const given = args[Number(at)]
  if (!given) return 'an argument before its options is missing'
  return extended(given, option, print(j.objectExpression([property])))
}

/** One more argument; a comma behind the last one stays behind the new one. */
function appended(call: Syntax, text: string, { tree }: Task): Text | string {
  const last = (call.arguments as Syntax[]).at(-1)
  if (!last) return 'it has no arguments'
  const { parenthesized } = (last.extra ?? {}) as { parenthesized?: boolean }
  const at = parenthesized ? tree.text.indexOf(')', last.end) + 1 : last.end
  return { start: at, end: at, text: `, ${text}` }
}

/** One more property of a literal that has no such one, and nothing spread that could have. */
function extended(given: Syntax, option: string, object: string): Text | string {
  if (given.type !== 'ObjectExpression') return 'its options come from elsewhere'
  const properties = given.properties as Syntax[]
  const known = properties.some(p => p.type !== 'ObjectProperty' || p.computed === true || keyIs(p, option))
  if (known) return `its options have a \`${option}\`, or may have`
  const inner = object.slice(1, -1).trim()
  const last = properties.at(-1)
  if (!last) return { start: given.start, end: given.end, text: object }
  return { start: last.end, end: last.end, text: `, ${inner}` }
}

const keyIs = (property: Syntax, name: string): boolean => {
  const key = property.key as Syntax
  return key.name === name || key.value === name
}
