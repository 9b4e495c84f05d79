/**
 * Watchers that pile up are taken away where their owner ends.
 *
 * - `worker.on('exit', f)` → `this.#exitMonitor = monitor(worker, { tag, onDown })`, and `demonitor(this.#exitMonitor)`;
 * - `worker.on('message', f)` → the same, with `worker.off('message', f)`;
 * - `target.addEventListener(e, f)` → the same with `{ signal }`, and `abort()`;
 * - `actor.subscribe(f)` → `const subscription = …`, and `subscription.unsubscribe()`.
 *
 * The owner is what the listener closes over (see watch/owner.ts). It ends in the method of its class that disposes of
 * it, in what its effect gives back, in `finally`, or at the end of an async function that waits; a class without such a
 * method gets `[Symbol.dispose]`. Two watchers that need the same new piece of code are one fix.
 *
 * Safety. Nothing is told otherwise while the owner lives: the listener stays the same function, added at the same
 * moment. Afterwards it is silent, which is the purpose, and which nobody but a reader can say that no other part of the
 * program relies on; so it is for review. In a method that waits, the release comes behind all of it, so that what the
 * method waits for still comes; otherwise first, so that no exception skips it. It may run twice.
 */
import type { Fix, Kept } from '../src/migrate/fix.js'
import type { Finding } from '../src/result.js'
import { type Alone, alone } from './alone.js'
import type { Codemod, Task } from './codemod.js'
import { before, behind, field, first, indented, last, method, type Text } from './text.js'
import { commentsBeside, type Syntax, sourceOf } from './tree.js'
import { type Form, fieldText, formOf, isTyped } from './watch/form.js'
import { returnsIn, waits, walk } from './watch/names.js'
import { isShared, type Owner, ownerOf } from './watch/owner.js'
import { inChain, type Registration, registrationOf, statementOf } from './watch/registration.js'
import { rekeyed } from './watch/rekeyed.js'

export const releaseWatcher: Codemod = {
  name: 'release-watcher',
  rule: 'unmanaged-watcher',
  takes: finding => finding.shape !== 'lifecycle-monitor',
  fixes: fixesOf,
}

const transform: Alone = alone(releaseWatcher)
export default transform

/** One watcher with its owner and form; `key` is equal for those that have to be changed together. */
interface Planned {
  readonly r: Registration
  readonly owner: Owner
  readonly form: Form
  readonly statement: Syntax
  readonly key: object
}

function fixesOf(task: Task): { fixes: Fix[]; kept: Kept[] } {
  const kept: Kept[] = []
  const fixes: Fix[] = []
  const groups = new Map<object, Planned[]>()
  const chains = new Map<object, string>()
  for (const finding of task.findings) {
    const r = finding.shape === 'wrong-key' ? rekeyed(finding, task) : plannedOf(finding, task, groups, chains)
    if (typeof r === 'string') kept.push({ finding: finding.id, reason: r })
    else if (r) fixes.push(r)
  }
  for (const [key, group] of groups) {
    const why = chains.get(key) ?? group.map(p => chains.get(p.r.whole)).find(Boolean)
    if (why !== undefined)
      kept.push(...group.map(p => ({ finding: p.r.finding.id, reason: `another watcher of the chain stays: ${why}` })))
    else if (isTorn(group)) for (const p of group) kept.push({ finding: p.r.finding.id, reason: torn })
    else fixes.push(fixOf(group, task))
  }
  return { fixes, kept }
}

const torn = 'between it and another watcher of the same call something is waited for, or it ends'

/** One `try` can't begin behind all of them: what comes between may throw. */
function isTorn(group: readonly Planned[]): boolean {
  const { owner, statement: begin } = group[0]!
  if (owner.kind !== 'rest') return false
  const end = group.at(-1)!.statement
  const between = (owner.body.body as Syntax[]).filter(s => s.start >= begin.start && s.end <= end.end)
  return between.some(s => waits(s) || s.type === 'ReturnStatement' || returnsIn(s).length > 0)
}

/** Puts a watcher into its group, or says why it stays. */
function plannedOf(
  finding: Finding,
  task: Task,
  groups: Map<object, Planned[]>,
  chains: Map<object, string>,
): string | undefined {
  if (finding.shape === 'partial')
    return 'something takes it away already, but not on every way: that way has to be mended'
  const r = registrationOf(finding, task)
  if (typeof r === 'string')
    return task.sites.find(s => s.id === finding.siteId)?.subKind === '5-never-stopped' ? finding.fix.reason! : r
  const whole = inChain(r) ? r.whole : undefined
  const planned = plannedWith(r, task)
  if (typeof planned === 'string') {
    if (whole) chains.set(whole, planned)
    return planned
  }
  const key = planned.key
  groups.set(key, [...(groups.get(key) ?? []), planned])
  return undefined
}

function plannedWith(r: Registration, task: Task): Planned | string {
  if (r.site.subKind === '5-never-stopped') return r.finding.fix.reason!
  const owner = ownerOf(r, task)
  if (typeof owner === 'string') return owner
  const statement = owner.kind === 'settled' ? owner.statement : statementOf(r, true)
  if (!statement) return 'its value is used, or it stands where no other statement may'
  if (owner.kind === 'finally' && isInside(statement, owner.statement.block as Syntax))
    return 'it stands inside of `try`, where `finally` does not see what is declared'
  const closing = closed(owner)
  if (typeof closing === 'string') return closing
  const form = formOf(r, owner, task)
  if (typeof form === 'string') return form
  const parts = [r.target, r.listener, ...(r.event ? [r.event] : []), ...(r.options ? [r.options] : [])]
  if (!inChain(r) && form.imports.length > 0 && commentsBeside(task.tree, r.call, parts).length > 0)
    return 'comments stand where there is no place for them'
  const key = isShared(owner) ? sharedKey(owner) : inChain(r) ? r.whole : r
  return { r, owner, form, statement, key }
}

const keys = new WeakMap<object, Map<string, object>>()

/** One for what is to be made anew: an end of a class, the clean-up of a function. */
function sharedKey(owner: Owner): object {
  const of = owner.kind === 'object' ? owner.body : owner.within
  const name = owner.kind === 'object' && owner.end.kind === 'new' ? owner.end.key : ''
  const known = keys.get(of) ?? new Map<string, object>()
  keys.set(of, known)
  const key = known.get(name) ?? {}
  known.set(name, key)
  return key
}

/** The registration is in the `try`: then what it declares is not seen in `finally`. */
const isInside = (statement: Syntax, block: Syntax): boolean =>
  block.start < statement.start && statement.end < block.end

/** A method that waits and leaves early would skip what comes last. */
function closed(owner: Owner): string | undefined {
  if (owner.kind !== 'object' || owner.end.kind !== 'method' || !waits(owner.end.body)) return undefined
  const final = (owner.end.body.body as Syntax[]).at(-1)
  return returnsIn(owner.end.body).some(s => s !== final)
    ? `\`${owner.end.name}\` waits, and leaves in several ways`
    : undefined
}

function fixOf(group: readonly Planned[], task: Task): Fix {
  const edits: Text[] = []
  for (const { form, statement, owner } of group) {
    edits.push(...before(task, statement, form.before), ...form.edits, ...behind(task, statement, form.behind))
    if (form.field && owner.kind === 'object') edits.push(field(task, owner.body, fieldText(form.field, task)))
  }
  const { owner, r, form } = group[0]!
  const { statement } = group.at(-1)!
  edits.push(...released(owner, [...new Set(group.map(p => p.form.release))], statement, task))
  return {
    id: r.finding.id,
    findings: group.map(p => p.r.finding.id),
    rule: 'unmanaged-watcher',
    codemod: 'release-watcher',
    dialect: r.site.dialect,
    file: task.file,
    line: r.site.line,
    column: r.site.column,
    safety: 'review',
    reason: reasonOf(owner),
    difference: form.difference,
    edits: joined(edits).map(e => ({ file: task.file, ...e })),
    imports: group.flatMap(p => p.form.imports),
  }
}

/** Insertions at one place become one; others stay. */
function joined(edits: readonly Text[]): Text[] {
  const out: Text[] = []
  for (const e of edits) {
    const at = out.findIndex(o => o.start === o.end && e.start === e.end && o.start === e.start)
    if (at < 0) out.push(e)
    else out[at] = { ...out[at]!, text: out[at]!.text + e.text }
  }
  // an insertion right before what is replaced becomes a part of it
  return out.flatMap(e => {
    const replaced = out.find(o => o !== e && o.end > o.start && o.start === e.start && e.start === e.end)
    if (replaced) return []
    const inserted = e.end > e.start ? out.find(o => o !== e && o.start === o.end && o.start === e.start) : undefined
    return [inserted ? { ...e, text: inserted.text + e.text } : e]
  })
}

function reasonOf(owner: Owner): string {
  switch (owner.kind) {
    case 'object':
      return owner.end.kind === 'method'
        ? `from \`${owner.end.name}\` on it is silent: nothing may rely on it behind that`
        : `\`${owner.name}\` gets \`${owner.end.key}\`, which whoever makes one has to call`
    case 'cleanup':
      return `from ${owner.end} on it is silent: nothing may rely on it behind that`
    case 'effect':
      return 'behind the effect it is silent: nothing may rely on it then'
    case 'settled':
      return 'once its promise has settled it is silent, and who waits for that hears of it a moment later'
    default:
      return 'behind the end of its function it is silent: nothing that goes on then may rely on it'
  }
}

/** The statements that take away, where the owner ends. */
function released(owner: Owner, releases: readonly string[], statement: Syntax, task: Task): Text[] {
  const { style, tree } = task
  const end = style.semicolons ? ';' : ''
  switch (owner.kind) {
    case 'object': {
      if (owner.end.kind === 'new')
        return [method(task, owner.body, `${owner.end.key}()${isTyped(task) ? ': void' : ''}`, releases)]
      const { body } = owner.end
      const place = waits(body) ? last : first
      return releases.map(text => place(task, body, text))
    }
    case 'cleanup': {
      const body = owner.fn.body as Syntax
      if (body.type === 'BlockStatement') return releases.map(text => (waits(body) ? last : first)(task, body, text))
      const { parenthesized, parenStart } = (body.extra ?? {}) as { parenthesized?: boolean; parenStart?: number }
      const start = parenthesized ? parenStart! : body.start
      const stop = parenthesized ? tree.text.indexOf(')', body.end) + 1 : body.end
      const text = tree.text.slice(start, stop)
      return [
        { start, end: stop, text: `{ ${releases.join('; ')}; ${returnsValue(body) ? 'return ' : ''}${text}${end} }` },
      ]
    }
    case 'effect': {
      const text =
        releases.length === 1
          ? `return () => ${givesNothing.test(releases[0]!) ? releases[0] : `{ ${releases[0]}${end} }`}`
          : `return () => {${style.eol}__${releases.join(`${end}${style.eol}__`)}${end}${style.eol}_}`
      const list = owner.body.body as Syntax[]
      const indent = indentOf(task, list[0]!)
      return [last(task, owner.body, text.replace(/^__/gm, indent + style.indent).replace(/^_\}/gm, `${indent}}`))]
    }
    case 'finally':
      return releases.map(text => first(task, owner.block, text))
    case 'settled': {
      const { end: at, callee } = owner.promise as Syntax & { callee: Syntax }
      const text = releases.length === 1 ? `() => ${releases[0]}` : `() => { ${releases.join('; ')}${end} }`
      const types = owner.types ? [{ start: callee.end, end: callee.end, text: sourceOf(tree, owner.types) }] : []
      return [...types, { start: at, end: at, text: `.finally(${text})` }]
    }
    case 'rest':
      return wrapped(owner.body, statement, releases, task)
  }
}

/** What an effect of React gives back must give nothing, which `off` and `demonitor` do not. */
const givesNothing = /\.(abort|unsubscribe)\(\)$/

/** The value of an expression body is of use only to who asks for it; a clean-up's is not, but a promise may be waited for. */
const returnsValue = (body: Syntax): boolean => body.type === 'AwaitExpression'

const indentOf = ({ tree }: Task, node: Syntax): string => {
  const line = tree.text.lastIndexOf('\n', node.start - 1) + 1
  return /^[ \t]*/.exec(tree.text.slice(line, node.start))![0]
}

/** What follows the watcher goes into `try`. */
function wrapped(body: Syntax, statement: Syntax, releases: readonly string[], task: Task): Text[] {
  const { style, tree } = task
  const list = body.body as Syntax[]
  const rest = list.filter(s => s.start > statement.start)
  const templates: Syntax[] = []
  walk(body, n => {
    if (n.type === 'TemplateLiteral') templates.push(n)
    return undefined
  })
  const indent = indentOf(task, statement)
  const stop = rest.at(-1)!.end
  const lines = indented(task, rest[0]!.start, stop, templates)
  const end = style.semicolons ? ';' : ''
  const finals = releases.map(r => indent + style.indent + r + end + style.eol).join('')
  const line = tree.text.indexOf('\n', stop)
  const comment = tree.comments.find(c => c.start >= stop && c.start < line)
  const at = comment?.end ?? stop + (tree.text[stop] === ';' ? 1 : 0)
  return [
    ...behind(task, statement, []),
    {
      start: startOfLine(tree.text, rest[0]!.start),
      end: startOfLine(tree.text, rest[0]!.start),
      text: `${indent}try {${style.eol}`,
    },
    ...lines,
    { start: at, end: at, text: `${style.eol}${indent}} finally {${style.eol}${finals}${indent}}` },
  ]
}

const startOfLine = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1
