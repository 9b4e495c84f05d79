/**
 * A release that gets another function than the registration, though both are written alike: `this.f.bind(this)` twice, or
 * the same arrow function twice. Both get one name.
 */
import type { Fix } from '../../src/migrate/fix.js'
import type { Finding } from '../../src/result.js'
import type { Task } from '../codemod.js'
import { before, field, type Text } from '../text.js'
import { j, nodeOf, type Path, type Syntax, sourceOf, unwrapped } from '../tree.js'
import { isTyped } from './form.js'
import { declared, isBound, memberOf } from './listener.js'
import { isFunction } from './names.js'
import { type Registration, registrationOf, statementOf } from './registration.js'

/** The fix, or why there is none. */
export function rekeyed(finding: Finding, task: Task): Fix | string {
  const r = registrationOf(finding, task)
  if (typeof r === 'string') return r
  const same = releasesOf(r, task)
  const made = madeOf(r, same, task) ?? `${finding.message.replace(/\.$/, '')}: which of the two is meant is not seen`
  if (typeof made === 'string') return made
  return {
    id: finding.id,
    findings: [finding.id],
    rule: 'unmanaged-watcher',
    codemod: 'release-watcher',
    dialect: r.site.dialect,
    file: task.file,
    line: r.site.line,
    column: r.site.column,
    safety: 'review',
    reason: 'the release removes it from now on: nothing may rely on what it did behind that',
    difference: 'what was meant to take the listener away does so',
    edits: made.map(e => ({ file: task.file, ...e })),
    imports: [],
  }
}

function madeOf(r: Registration, same: readonly Path[], task: Task): Text[] | string | undefined {
  const node = unwrapped(r.listener)
  if (same.length === 0) return renamed(r, task)
  if (isBound(node)) return asField(r, same, task)
  if (isFunction(node)) return asConstant(r, same, task)
  return r.options && same.length === 1 ? inPhase(r.options, same[0]!, task) : undefined
}

/** `off('exited', f)` for what was added as `exit`: the only other call that is given this function. */
function renamed(r: Registration, { tree, style }: Task): Text[] | undefined {
  const bare = (n: Syntax): string => sourceOf(tree, n).replace(/\s+/g, ' ')
  if (r.eventName === undefined || isFunction(unwrapped(r.listener))) return undefined
  const found: Syntax[] = []
  tree.root.find(j.CallExpression).forEach(path => {
    const call = nodeOf(path)
    const [event, listener] = call.arguments as (Syntax | undefined)[]
    if (!/MemberExpression$/.test((call.callee as Syntax).type) || !event || !listener || call === r.call) return
    if (bare(listener) === bare(r.listener)) found.push(event)
  })
  const only = found.length === 1 && found[0]!.type === 'StringLiteral' ? found[0]! : undefined
  return only && [{ start: only.start, end: only.end, text: style.quote + r.eventName + style.quote }]
}

/** The release names the phase that the registration does. */
function inPhase(options: Syntax, release: Path, { tree }: Task): Text[] {
  const args = nodeOf(release).arguments as Syntax[]
  const text = sourceOf(tree, options)
  const last = args.at(-1)!
  if (args.length > 2) return [{ start: args[2]!.start, end: args[2]!.end, text }]
  return [{ start: last.end, end: last.end, text: `, ${text}` }]
}

/** Calls that take a listener of the same text from the same target and event. */
function releasesOf(r: Registration, { tree }: Task): Path[] {
  const out: Path[] = []
  const bare = (n: Syntax): string => sourceOf(tree, n).replace(/\s+/g, ' ')
  tree.root.find(j.CallExpression).forEach(path => {
    const call = nodeOf(path)
    const callee = unwrapped(call.callee as Syntax)
    if (!/MemberExpression$/.test(callee.type)) return
    if (!/^(off|removeListener|removeEventListener)$/.test(String((callee.property as Syntax).name))) return
    const [event, listener] = call.arguments as (Syntax | undefined)[]
    if (!event || !listener || !r.event) return
    if (bare(callee.object as Syntax) !== bare(r.target) || bare(event) !== bare(r.event)) return
    if (bare(listener) === bare(r.listener)) out.push(path)
  })
  return out
}

const listenerOf = (path: Path): Syntax => (nodeOf(path).arguments as Syntax[])[1]!

/** `readonly #onMessage = this.onMessage.bind(this)` */
function asField(r: Registration, same: readonly Path[], task: Task): Text[] | string {
  const { tree } = task
  const node = unwrapped(r.listener)
  const method = unwrapped(node.callee as Syntax).object as Syntax
  let body: Syntax | undefined
  for (let p = r.path.parent as Path | null; p && !body; p = p.parent as Path | null)
    if (nodeOf(p).type === 'ClassBody') body = nodeOf(p)
  if (!body || !memberOf(method, r.path)) return 'its method is not one of the class around'
  if (same.some(p => nodeOf(p).start < body.start || nodeOf(p).end > body.end))
    return 'its release stands outside of the class'
  const property = method.property as Syntax
  const base = (property.type === 'PrivateName' ? (property.id as Syntax).name : property.name) as string
  const members = body.body as Syntax[]
  const isWord =
    isTyped(task) &&
    !members.some(m => (m.key as Syntax | undefined)?.type === 'PrivateName') &&
    members.some(m => m.accessibility === 'private')
  const free = task.names.freeName(`bound${base.charAt(0).toUpperCase()}${base.slice(1)}`)
  const name = isWord ? free : `#${free}`
  const modifier = isTyped(task) ? (isWord ? 'private readonly ' : 'readonly ') : ''
  const text = `${modifier}${name} = ${sourceOf(tree, node)}`
  const use = (n: Syntax): Text => ({ start: n.start, end: n.end, text: `this.${name}` })
  return [field(task, body, text), use(r.listener), ...same.map(p => use(listenerOf(p)))]
}

/** `const onMessage = …` before the registration, in the same function. */
function asConstant(r: Registration, same: readonly Path[], task: Task): Text[] | string {
  const node = unwrapped(r.listener)
  if (!isFunction(node)) return 'its listener is made by a call'
  const statement = statementOf(r)
  if (!statement) return 'it stands where no other statement may'
  const scope = blockAround(r.whole)
  if (!scope || same.some(p => nodeOf(p).start < scope.start || nodeOf(p).end > scope.end))
    return 'its release does not see what is declared beside it'
  const text = declared(r.listener, r.site.dialect, r.eventName, task.tree, isTyped(task))
  if (text === undefined)
    return 'what its listener takes is said by the call alone: give it types, then it can have a name'
  const event = r.eventName ?? 'event'
  const name = task.names.freeName(`on${event.charAt(0).toUpperCase()}${event.slice(1).replace(/\W+/g, '')}`)
  const use = (n: Syntax): Text => ({ start: n.start, end: n.end, text: name })
  return [
    ...before(task, statement, [`const ${name} = ${text}`]),
    use(r.listener),
    ...same.map(p => use(listenerOf(p))),
  ]
}

function blockAround(path: Path): Syntax | undefined {
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null)
    if (/^(BlockStatement|Program)$/.test(nodeOf(p).type)) return nodeOf(p)
  return undefined
}
